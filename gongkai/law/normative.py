"""行政规范性文件 from making to repeal: what happened to a document tells whether it is in force on any day, and the
figures of table two (现行有效 = last year's + made − repealed, lapsed ones among them)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final


class Change(StrEnum):
    """What may happen to a document once it is made."""

    AMENDED = "amended"
    LAPSED = "lapsed"
    REPEALED = "repealed"
    EXTENDED = "extended"


class Validity(StrEnum):
    """有效性 of a document on a day."""

    NOT_YET = "not_yet"
    IN_FORCE = "in_force"
    AMENDED = "amended"
    LAPSED = "lapsed"
    REPEALED = "repealed"


LABELS: Final = {
    Validity.NOT_YET: "尚未施行",
    Validity.IN_FORCE: "现行有效",
    Validity.AMENDED: "已修改",
    Validity.LAPSED: "失效",
    Validity.REPEALED: "废止",
}
ENDED: Final = (Validity.LAPSED, Validity.REPEALED)


@dataclass(frozen=True)
class Event:
    """A change to a document, in force ``on`` a day. ``basis``: the document that says so. ``until``: for an extension,
    the new last day in force (None: without end)."""

    what: Change
    on: date
    basis: str
    until: date | None = None


@dataclass(frozen=True)
class Document:
    """A normative document: made (成文) and in force from a day; ``expires``: its last day in force, None without end."""

    made: date
    since: date
    expires: date | None
    events: tuple[Event, ...] = ()


@dataclass(frozen=True)
class Standing:
    """How a document stands on a day; ``since`` and ``basis`` say from when and by what."""

    validity: Validity
    since: date
    basis: str


def standing(document: Document, on: date) -> Standing:
    """How a document stands on a day. The day of a repeal is the first on which it no longer holds; a document whose
    last day has passed has lapsed on the day after."""
    expires, now = document.expires, Standing(Validity.NOT_YET, document.since, "")
    if document.since <= on:
        now = Standing(Validity.IN_FORCE, document.since, "")
    for event in sorted(document.events, key=lambda event: event.on):
        lapse = _lapse(expires, event.on)
        if lapse is not None or event.on > on:
            break
        if event.what is Change.EXTENDED:
            expires = event.until
            continue
        now = Standing(Validity(event.what.value), event.on, event.basis)
        if now.validity in ENDED:
            return now
    return _lapse(expires, on) or now


def last_day(document: Document, on: date) -> date | None:
    """The last day in force as it is known on a day, extensions included; None where there is no end."""
    extended = [one for one in document.events if one.what is Change.EXTENDED and one.on <= on]
    return max(extended, key=lambda one: one.on).until if extended else document.expires


def _lapse(expires: date | None, on: date) -> Standing | None:
    if expires is None or on <= expires:
        return None
    return Standing(Validity.LAPSED, expires + timedelta(days=1), "有效期届满")


def refusal(document: Document, event: Event) -> str | None:
    """Why a change cannot be written down, as a sentence; None where it can."""
    before = standing(document, event.on)
    if not event.basis.strip():
        return "变更有效性应写明依据的文件。"
    if before.validity in ENDED:
        return f"该文件已于 {before.since} {LABELS[before.validity]}，不能再变更。"
    if event.on < document.made:
        return f"变更日期 {event.on} 早于成文日期 {document.made}。"
    if event.what is Change.EXTENDED and event.until is not None and event.until < event.on:
        return f"延长后的有效期 {event.until} 早于 {event.on}。"
    return None


def in_force(documents: Iterable[Document], on: date) -> list[Document]:
    """Those in force on a day, amended ones among them."""
    return [one for one in documents if standing(one, on).validity in (Validity.IN_FORCE, Validity.AMENDED)]


@dataclass(frozen=True)
class YearFigures:
    """行政规范性文件 of table two (2021): 本年制发件数, 本年废止件数 (lapsed ones among them), 现行有效件数 at the end."""

    made: int
    repealed: int
    valid: int


@dataclass(frozen=True)
class Counted:
    """In which figures of a year one document counts."""

    made: bool
    repealed: bool
    valid: bool


def counted(document: Document, year: int) -> Counted:
    """In which figures of a year a document counts. One that is made in the year and ends in it counts under both; one that
    is made but not yet in force on 31 December counts as valid, so that last year's + made − repealed = valid always holds."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    if document.made > last:
        return Counted(False, False, False)
    end = standing(document, last)
    ended = end.validity in ENDED
    return Counted(document.made >= first, ended and end.since >= first, not ended)


def figures(documents: Iterable[Document], year: int) -> YearFigures:
    """The figures of a year: how many documents count in each."""
    every = [counted(one, year) for one in documents]
    return YearFigures(
        made=sum(one.made for one in every),
        repealed=sum(one.repealed for one in every),
        valid=sum(one.valid for one in every),
    )
