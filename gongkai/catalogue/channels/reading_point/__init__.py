"""查阅点: a folder that opens on a computer without any network, one page an item, with its enclosures."""

from gongkai.catalogue.channels.reading_point.package import make
from gongkai.catalogue.channels.shape import Channel, Form

CHANNEL = Channel("reading_point", "公开查阅点", {"zip": Form("离线查阅包（单条）", make)})
