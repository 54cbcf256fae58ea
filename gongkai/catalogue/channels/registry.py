"""Every channel by its code, and the platforms that accounts are kept on, as data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from gongkai.catalogue.channels import gazette, notice_board, portal, reading_point, short_text, wechat
from gongkai.catalogue.channels.shape import Channel, Form
from gongkai.law.load import Entry

CHANNELS: Final[Mapping[str, Channel]] = {
    one.CHANNEL.code: one.CHANNEL
    for one in (portal, wechat, short_text, gazette, notice_board, reading_point)
}


class Platform(NamedTuple):
    """What an account is kept on. ``channel``: code of the channel whose forms are made for it, ``forms`` which of them;
    ``counted``: the row of channels of the sheet of 2014; ``new_media``: it has followers, is to be certified and kept up to
    date."""

    code: str
    says: str
    channel: str
    forms: Mapping[str, Form]
    counted: str
    new_media: bool


@cache
def platforms() -> Mapping[str, Platform]:
    """Every platform by its code, in the order they are offered. LawError where the table is wrong."""
    path = Path(__file__).with_name("platforms.toml")
    entries = Entry(tomllib.loads(path.read_text(encoding="utf-8")), path.name).entries("platform")
    return {entry.text("code"): _platform(entry) for entry in entries}


def _platform(entry: Entry) -> Platform:
    entry.only("code", "says", "channel", "forms", "counted", "new_media")
    channel = CHANNELS.get(entry.text("channel"))
    wanted = entry.texts("forms")
    if channel is None or not set(wanted) <= set(channel.forms):
        raise entry.fault(f"没有这个渠道或者格式，渠道有：{'、'.join(CHANNELS)}")
    forms = {code: channel.forms[code] for code in wanted}
    return Platform(
        entry.text("code"),
        entry.text("says"),
        channel.code,
        forms,
        entry.text("counted", "other"),
        entry.flag("new_media", False),
    )
