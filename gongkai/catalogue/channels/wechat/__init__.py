"""微信公众号: an article to be pasted into the editor, its look written into every element, since the editor keeps no style
sheet."""

from gongkai.catalogue.channels.shape import Channel, Form
from gongkai.catalogue.channels.wechat.article import make

CHANNEL = Channel("wechat", "微信公众号", {"article": Form("图文（粘贴到编辑器）", make)})
