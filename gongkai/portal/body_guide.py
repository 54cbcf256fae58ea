"""What 政府信息公开指南 says of a body besides how it is reached: classes, terms, fees and remedies, out of the data of the
law as it stands on the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from gongkai.law.applicants import Content, contents
from gongkai.law.disclosure import Category, Theme, categories_for, themes, words
from gongkai.law.fees import Standard, standards
from gongkai.law.receipt import DAYS, channels, receipt_rules
from gongkai.law.remedies import REVIEWS, Block, Decision, NoRemedy, remedy_of, review_bodies
from gongkai.law.terms import Term, terms_on
from gongkai.organisations.models import Body

# An article under which review comes first, and one under which it need not.
REFUSED: Final = "条例 第十六条"
OTHER: Final = "条例 第三十六条第（四）项"
NOT_OFFERED: Final = ("other_unit",)  # a letter to the wrong room counts, and nobody is invited to write one


@dataclass(frozen=True)
class Way:
    """A way to apply, and which day then counts as the day of receipt."""

    code: str
    label: str
    day: str
    basis: str


@dataclass(frozen=True)
class Band:
    """A line of a fee standard: from which to which item or page, and the yuan for each."""

    says: str
    rate: int


@dataclass(frozen=True)
class Fee:
    """A fee standard with its lines in words."""

    standard: Standard
    bands: tuple[Band, ...]


@dataclass(frozen=True)
class Remedy:
    """What may be done against a reply, in the words of the letters."""

    when: str
    block: Block
    says: str


@dataclass(frozen=True)
class Guide:
    """The parts of a guide."""

    categories: list[Category]
    themes: tuple[Theme, ...]
    genres: tuple[str, ...]
    contents: tuple[Content, ...]
    ways: list[Way]
    terms: dict[str, Term]
    fees: list[Fee]
    remedies: list[Remedy]


def guide_of(body: Body, on: date) -> Guide:
    """The guide of a body as the law stands on a day."""
    return Guide(
        categories=categories_for(body.kind, on),
        themes=themes(),
        genres=tuple(words("genre").values()),
        contents=contents(on),
        ways=_ways(on),
        terms=dict(terms_on(on)),
        fees=[_fee(one) for one in _standards(on)],
        remedies=_remedies(body, on),
    )


def _ways(on: date) -> list[Way]:
    found = []
    for channel in channels().values():
        rules = [one for one in receipt_rules() if one.channel == channel.code and one.in_force <= on]
        if rules and channel.code not in NOT_OFFERED:
            found.append(Way(channel.code, channel.label, DAYS[rules[-1].day], rules[-1].basis))
    return found


def _standards(on: date) -> list[Standard]:
    latest = {one.code: one for one in standards() if one.in_force <= on}
    return list(latest.values())


def _fee(standard: Standard) -> Fee:
    lines = []
    for band in standard.bands:
        first, unit = band.first, standard.unit
        says = f"第 {first} {unit}起" if band.last is None else f"第 {first} 至 {band.last} {unit}"
        lines.append(Band(says, band.rate))
    if standard.growth:
        each, more = standard.growth
        lines[-1] = Band(
            f"{lines[-1].says}（以后每满 {each} {unit}，每{unit}再加 {more} 元）", lines[-1].rate
        )
    return Fee(standard, tuple(lines))


def _remedies(body: Body, on: date) -> list[Remedy]:
    blanks = {"review": review_of(body, on), "court": "人民法院"}
    made = []
    for when, article in (("对不予公开的答复", REFUSED), ("对其他答复", OTHER)):
        block = remedy_of(Decision(on, article))
        made.append(Remedy(when, block, block.text.format(**blanks)))
    return made


def review_of(body: Body, on: date) -> str:
    """Who reviews a decision of a body made on a day, in the words of the letters."""
    try:
        reviews = review_bodies(body.kind, on).reviews
    except NoRemedy:
        return "依法有权的行政复议机关"
    return "或者".join(REVIEWS[one] for one in reviews)
