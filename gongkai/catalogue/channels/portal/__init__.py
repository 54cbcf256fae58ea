"""门户网站: the page of the item itself; nothing has to be made, and its address is the proof."""

from gongkai.catalogue.channels.shape import Channel

CHANNEL = Channel("portal", "门户网站")
