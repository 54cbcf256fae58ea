"""公示栏: a sheet in large print for the village's board, with a code to the whole text on every page."""

from gongkai.catalogue.channels.notice_board.sheet import maker
from gongkai.catalogue.channels.shape import Channel, Form

SIZES = {"a4": "A4 张贴件", "a3": "A3 张贴件"}
CHANNEL = Channel("notice_board", "公示栏", {size: Form(says, maker(size)) for size, says in SIZES.items()})
