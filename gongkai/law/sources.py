"""The instruments that the law's data rest on, and the one that a ``basis`` names."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import NamedTuple

from gongkai.law.load import Entry, load_entry

KEYS = ("code", "title", "cited", "number", "in_force", "until", "read", "unverified")
UNKNOWN = date.min


class Source(NamedTuple):
    """An instrument. ``cited``: the names a basis may use, number included. ``in_force``, ``until``: first and last
    day, None where not known or still in force. ``read``: whole, part or none. ``unverified``: what nobody has read."""

    code: str
    title: str
    cited: tuple[str, ...]
    number: str
    in_force: date | None
    until: date | None
    read: str
    unverified: str


def _source(entry: Entry) -> Source:
    entry.only(*KEYS)
    number = entry.text("number", "")
    cited = entry.texts("cited", ()) + ((number,) if number else ())
    if not cited:
        raise entry.fault("number、cited 都没有，无法引用")
    days = [entry.day(key, UNKNOWN) for key in ("in_force", "until")]
    in_force, until = (None if day == UNKNOWN else day for day in days)
    read = entry.one_of("read", ("whole", "part", "none"))
    title, unverified = entry.text("title"), entry.text("unverified", "")
    return Source(entry.text("code"), title, cited, number, in_force, until, read, unverified)


@cache
def sources() -> tuple[Source, ...]:
    """Every instrument of sources.toml, in file order."""
    return tuple(_source(entry) for entry in load_entry("sources.toml").entries("source"))


def instruments(basis: str) -> tuple[Source, ...]:
    """The instruments a ``basis`` such as "条例 第三十三条；放假办法 第二条" names; ValueError for an unknown one."""
    named = {name: source for source in sources() for name in source.cited}
    found = []
    for part in basis.split("；"):
        name = part.split(" ")[0]
        if name not in named:
            raise ValueError(f"依据“{part}”所引的“{name}”不在 sources.toml 中")
        found.append(named[name])
    return tuple(found)
