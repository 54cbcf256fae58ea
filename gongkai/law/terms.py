"""The terms of the law (期限), each in force from a day on, and the rules that govern one application: those of the day
on which it was received."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Final, NamedTuple

from gongkai.law.load import Entry, load_entry

PARTIES: Final = {"third": "第三方", "agency": "其他机关", "joint": "共同制作机关"}
UNITS: Final = {"working": "个工作日", "calendar": "日", "month": "个月"}


class NoRules(ValueError):
    """No edition of the 条例 governs the day, or another one is asked for without a reason."""


class Edition(NamedTuple):
    """An edition of the 条例. ``excludes``: the parties whose consultation stops the clock."""

    code: str
    label: str
    in_force: date
    excludes: tuple[str, ...]
    basis: str


class Term(NamedTuple):
    """A term. ``amount``: its length in ``unit`` (working, calendar, month); None where the article gives no number.
    ``start``: the event it runs from, whose day is not counted. ``unverified``: what no source that was read settles."""

    code: str
    ref: str
    label: str
    amount: int | None
    unit: str
    start: str
    basis: str
    in_force: date
    unverified: str

    def length(self) -> int:
        """The amount; LookupError where the article gives none."""
        if self.amount is None:
            raise LookupError(f"{self.basis}没有规定“{self.label}”的期限是多少")
        return self.amount

    @property
    def says(self) -> str:
        """The length in words, such as "20个工作日"."""
        return "合理期限" if self.amount is None else f"{self.amount}{UNITS[self.unit]}"


class TermBook(NamedTuple):
    """Every edition and every term, each by day of force."""

    editions: tuple[Edition, ...]
    terms: tuple[Term, ...]


@dataclass(frozen=True)
class Rules:
    """What governs one application. ``day``: the day whose law it is. ``reason``: why that is not the day of receipt."""

    day: date
    edition: Edition
    terms: Mapping[str, Term]
    reason: str = ""

    def term(self, code: str) -> Term | None:
        """The term of this code, None where these rules know none."""
        return self.terms.get(code)

    def length(self, code: str) -> int:
        """The length of a term; LookupError where these rules know none of this code or give it no number."""
        if code not in self.terms:
            raise LookupError(f"{self.edition.label}没有 {code} 这一期限")
        return self.terms[code].length()

    def excludes(self, party: str) -> bool:
        """Whether the time of consulting this party is not counted (条例 第三十三条第三款; 2007年条例 第二十四条第三款)."""
        return party in self.edition.excludes


def rules_for(received: date, *, edition: str = "", reason: str = "", book: TermBook | None = None) -> Rules:
    """The rules that govern an application received on this day.

    ``edition``: the code of another edition, for the cases open on 2019-05-15 that the 条例 has no transition clause
    for; it needs a ``reason``. NoRules before 2008-05-01, for an unknown edition, or without a reason.
    """
    book = book or official_terms()
    day = _governing_day(book, received, edition)
    if edition and day != received and not reason.strip():
        raise NoRules("不按收到申请之日适用条例的，应当写明理由")
    fitting = [one for one in book.editions if one.in_force <= day]
    if not fitting:
        raise NoRules(f"{received} 收到的申请早于《政府信息公开条例》施行之日（{book.editions[0].in_force}）")
    return Rules(day, fitting[-1], terms_on(day, book), reason if day != received else "")


def terms_on(day: date, book: TermBook | None = None) -> Mapping[str, Term]:
    """Every term by its code as in force on a day."""
    return {one.code: one for one in (book or official_terms()).terms if one.in_force <= day}


@cache
def official_terms() -> TermBook:
    """The terms that come with the platform."""
    return read_terms(load_entry("terms.toml"))


def read_terms(entry: Entry) -> TermBook:
    """The editions and terms of a data file, in order of force; LawError names entry, key and what is expected."""
    entry.only("edition", "term")
    editions = sorted(map(_edition, entry.entries("edition")), key=_in_force)
    terms = sorted(map(read_term, entry.entries("term")), key=_in_force)
    return TermBook(tuple(editions), tuple(terms))


def _in_force(one: Edition | Term) -> date:
    return one.in_force


def _governing_day(book: TermBook, received: date, edition: str) -> date:
    if not edition:
        return received
    codes = [one.code for one in book.editions]
    if edition not in codes:
        raise NoRules(f"没有“{edition}”这一版条例，可选：{'、'.join(codes)}")
    at = codes.index(edition)
    latest = book.editions[at + 1].in_force - timedelta(days=1) if at + 1 < len(codes) else received
    return max(book.editions[at].in_force, min(received, latest))


def _edition(entry: Entry) -> Edition:
    entry.only("code", "label", "in_force", "excludes", "basis")
    excludes = entry.texts("excludes")
    if not set(excludes) <= set(PARTIES):
        raise entry.fault(f"excludes 只能是{'、'.join(PARTIES)}")
    return Edition(
        entry.text("code"), entry.text("label"), entry.day("in_force"), excludes, entry.text("basis")
    )


def read_term(entry: Entry) -> Term:
    """One term of a data file; LawError names entry, key and what is expected."""
    entry.only("code", "ref", "label", "amount", "unit", "from", "basis", "in_force", "unverified")
    amount = entry.whole("amount") if "amount" in entry.values else None
    if amount is not None and amount < 1:
        raise entry.fault("amount 应为 1 以上的整数")
    unit = "" if amount is None else entry.one_of("unit", tuple(UNITS))
    names = (entry.text("code"), entry.text("ref"), entry.text("label"))
    start, basis = entry.text("from"), entry.text("basis")
    return Term(*names, amount, unit, start, basis, entry.day("in_force"), entry.text("unverified", ""))
