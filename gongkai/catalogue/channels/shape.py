"""The shape that all channels have: a code, and the forms in which an edition can be made for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from gongkai.catalogue.channels.outgoing import Outgoing
from gongkai.writing.words import printable

_NOT_IN_NAMES: Final = re.compile(r'[\\/:*?"<>|\s]+')


class Made(NamedTuple):
    """A file for a channel: for saving, never for showing. ``notes``: what whoever posts it has to see to."""

    name: str
    mime: str
    data: bytes
    notes: tuple[str, ...] = ()


class Form(NamedTuple):
    """A form of a channel (a sheet of A4, the wording for a screen). ``make``: an edition → its file."""

    says: str
    make: Callable[[Outgoing], Made]


@dataclass(frozen=True)
class Channel:
    """A channel: the portal shows pages itself and has no forms; every other one has some."""

    code: str
    says: str
    forms: Mapping[str, Form] = field(default_factory=dict)


def file_name(title: str, ending: str) -> str:
    """A name that every system can keep, from a title."""
    return f"{_NOT_IN_NAMES.sub('_', printable(title)).strip('_.')[:60] or '公开信息'}{ending}"
