"""短文本: the wording for a microblog, an electronic screen and the village loudspeakers, cut only where a sentence ends."""

from gongkai.catalogue.channels.shape import Channel, Form
from gongkai.catalogue.channels.short_text.wording import LIMITS, maker

CHANNEL = Channel(
    "short_text", "短文本", {code: Form(limit.says, maker(code)) for code, limit in LIMITS.items()}
)
