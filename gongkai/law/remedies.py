"""What an applicant may do against a reply (条例 第五十一条, 行政复议法, 行政诉讼法): which way first, to whom, until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final, NamedTuple

from gongkai.law.calendar import Calendar, Due
from gongkai.law.dates import end_of_term
from gongkai.law.load import Entry, load_entry
from gongkai.law.terms import Term, read_term

REVIEWS: Final = {
    "own_government": "本级人民政府",
    "superior_government": "上一级人民政府",
    "founding_government": "设立它的人民政府",
    "superior_department": "上一级主管部门",
    "itself": "作出答复的机关",
}
REFUSALS: Final = ("LET-22", "LET-23", "LET-24", "LET-25", "LET-26", "LET-27", "LET-28")


class NoRemedy(ValueError):
    """No remedy is known for this day, kind of body or article."""


@dataclass(frozen=True)
class Settings:
    """What the sources leave open. ``part``: a reply that gives part and withholds the rest under articles 14 to 16 is
    reviewed first. ``early``: what counts as a refusal from 2024-01-01 to 2025-05-31, "articles" (14 to 16 only) or
    "refusals" (whatever does not give the information). ``silence``: no reply in time, "either" or "review_first"."""

    part: bool = True
    early: str = "articles"
    silence: str = "either"


STANDARD: Final = Settings()


class Block(NamedTuple):
    """The paragraph of a letter: its text with blanks, and the words (``must``) that any wording has to keep."""

    code: str
    label: str
    text: str
    must: tuple[str, ...]
    basis: str
    in_force: date
    unverified: str


class ReviewBody(NamedTuple):
    """For these kinds of body, from ``in_force`` on, who may be asked for review (keys of ``REVIEWS``)."""

    kinds: tuple[str, ...]
    reviews: tuple[str, ...]
    basis: str
    in_force: date
    unverified: str


class Decision(NamedTuple):
    """What the choice of remedy looks at: the day of the decision, its article, for a reply in part the ground of the part
    withheld, and its letter."""

    on: date
    article: str
    ground: str = ""
    letter: str = ""


class Open(NamedTuple):
    """A remedy that stays open until a day."""

    code: str
    label: str
    end: Due
    basis: str


def remedy_of(decision: Decision, settings: Settings = STANDARD) -> Block:
    """The paragraph that the reply carries, by article and day of decision: R-A where the refusal rests on 条例 第十四条
    to 第十六条 and was made from 2024-01-01 on, else R-B (R-B-old before). NoRemedy before 2008-05-01."""
    code = "R-A" if review_first(decision, settings) else "R-B"
    if decision.on < _first().day("in_force"):
        code = "R-B-old"
    fitting = [one for one in blocks() if one.code == code and one.in_force <= decision.on]
    if not fitting:
        raise NoRemedy(f"{decision.on} 早于《政府信息公开条例》施行之日")
    return fitting[-1]


def review_first(decision: Decision, settings: Settings = STANDARD) -> bool:
    """Whether review comes before suit (行政复议法 第二十三条第一款第（四）项; 法释〔2025〕8号)."""
    first = _first()
    if decision.on < first.day("in_force"):
        return False
    if _under(decision.article, first) or (settings.part and _under(decision.ground, first)):
        return True
    early = decision.on < first.day("settled") and settings.early == "refusals"
    return early and decision.letter in REFUSALS


def allowed_remedies(decision: Decision) -> frozenset[str]:
    """Every block that some setting permits: naming one of them is no breach (DOC-A2)."""
    choices = [Settings(part, early) for part in (True, False) for early in ("articles", "refusals")]
    return frozenset(remedy_of(decision, one).code for one in choices)


def remedies_of_silence(settings: Settings = STANDARD) -> str:
    """The way against no reply in time: "R-B" (review or suit, 法释〔2025〕8号) or "R-A", as set."""
    return "R-A" if settings.silence == "review_first" else "R-B"


def review_bodies(kind: str, on: date) -> ReviewBody:
    """Who reviews a decision of a body of this kind made on a day. ``kind``: as organisations know it, or vertical (垂直
    领导、税务、国家安全) or justice (司法行政部门). NoRemedy for another."""
    fitting = [one for one in _bodies() if kind in one.kinds and one.in_force <= on]
    if not fitting:
        raise NoRemedy(f"没有“{kind}”类机关在 {on} 的复议机关")
    return fitting[-1]


def open_until(block: Block, told: date, calendar: Calendar) -> tuple[Open, ...]:
    """The remedies of a block with the last day of each, counted from the day the reply was received (``told``)."""
    codes = ("review",) if block.code == "R-A" else ("review", "suit")
    return tuple(remedy_term(code, told, calendar) for code in codes)


def remedy_term(code: str, start: date, calendar: Calendar) -> Open:
    """One term of the remedies (review, suit, suit_after_review …) from a day on, which is not counted; NoRemedy for an
    unknown one."""
    fitting = [one for one in remedy_terms() if one.code == code and one.in_force <= start]
    if not fitting:
        raise NoRemedy(f"{start} 没有“{code}”这一期限")
    term = fitting[-1]
    return Open(code, term.label, end_of_term(term, start, calendar), term.basis)


@cache
def blocks() -> tuple[Block, ...]:
    """Every paragraph, by day of force."""
    return tuple(sorted(map(_block, _file().entries("block")), key=lambda one: one.in_force))


@cache
def remedy_terms() -> tuple[Term, ...]:
    """Every term of the remedies, by day of force."""
    return tuple(sorted(map(read_term, _file().entries("term")), key=lambda one: one.in_force))


def online_text() -> str:
    """The sentence on applying for review online, with its blank {online} (行政复议法 第二十二条第二款)."""
    return _file().table("online").text("text")


@cache
def _bodies() -> tuple[ReviewBody, ...]:
    return tuple(sorted(map(_body, _file().entries("body")), key=lambda one: one.in_force))


@cache
def _file() -> Entry:
    return load_entry("remedies.toml").only("block", "online", "first", "term", "body")


def _first() -> Entry:
    return _file().table("first")


def _under(article: str, first: Entry) -> bool:
    return any(part.startswith(first.texts("articles")) for part in article.split("；"))


def _block(entry: Entry) -> Block:
    entry.only("code", "label", "text", "must", "basis", "in_force", "unverified")
    text, must = entry.text("text"), entry.texts("must")
    missing = [one for one in must if one not in text]
    if missing:
        raise entry.fault(f"text 中没有{'、'.join(missing)}")
    names = (entry.text("code"), entry.text("label"))
    return Block(*names, text, must, entry.text("basis"), entry.day("in_force"), entry.text("unverified", ""))


def _body(entry: Entry) -> ReviewBody:
    entry.only("kinds", "reviews", "basis", "in_force", "unverified")
    reviews = entry.texts("reviews")
    if not set(reviews) <= set(REVIEWS):
        raise entry.fault(f"reviews 只能是{'、'.join(REVIEWS)}")
    return ReviewBody(
        entry.texts("kinds"),
        reviews,
        entry.text("basis"),
        entry.day("in_force"),
        entry.text("unverified", ""),
    )
