"""Mentions with their meaning → the claims of a report."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from gongkai.paper.report import Claim
from gongkai.reading.claims.meaning import QUANTITIES, Meaning
from gongkai.reading.claims.mentions import Sentence
from gongkai.sheets.forms import form

_YEAR_ONLY: Final = re.compile(r"(20\d\d)年度?$")


@cache
def cell_of(key: str, form_code: str | None) -> str | None:
    """The one cell of a form that a quantity stands for; None where it is a sum of several or not in the form."""
    if key == "fee":
        return "R54" if form_code == "2014" else None
    quantity = QUANTITIES.get(key)
    if quantity is None or form_code is None:
        return None
    if form_code == "2014":
        return quantity.r or None
    cells = form(form_code).cells
    first = next((ways for ways in quantity.t if ways[0] in cells), ())
    return first[0] if len(first) == 1 else None


def claims_of(
    sentence: Sentence, meanings: Sequence[Meaning], printed: str, form_code: str | None, year: int | None
) -> list[Claim]:
    """The claims of one sentence, in order. ``printed``: the whole text as printed, for quotes."""
    claims = []
    for place, mention in enumerate(sentence.mentions):
        cell = _cell(sentence, place, meanings, form_code, year)
        says = mention.label + sentence.tail(place) if len(mention.label) < 3 else mention.label
        quote = _clause(sentence, mention.start, mention.end, printed)
        claims.append(Claim(says or quote, mention.value, mention.unit, mention.approx, quote, cell))
    for none in sentence.nones:
        quote = printed[sentence.at + none.start : sentence.at + none.end].strip()
        claims += [Claim(quote, 0, "", False, quote, cell_of(key, form_code)) for key in none.keys]
    return claims


def _cell(
    sentence: Sentence, place: int, meanings: Sequence[Meaning], form_code: str | None, year: int | None
) -> str | None:
    meaning, mention = meanings[place], sentence.mentions[place]
    year_only = _YEAR_ONLY.search(mention.label)
    if year_only and year is not None and int(year_only[1]) == year and place:
        return _of_this_year(sentence, place, meanings, form_code)
    if meaning.several or meaning.other_year or not meaning.key:
        return None
    return cell_of(meaning.key, form_code)


def _of_this_year(
    sentence: Sentence, place: int, meanings: Sequence[Meaning], form_code: str | None
) -> str | None:
    """共收到3件：2016年1件，2017年2件 — the part that is this year's speaks of the total's cell."""
    total = next((one for one in reversed(meanings[:place]) if one.key), None)
    parts = sentence.mentions[:place]
    return (
        cell_of(total.key, form_code) if total and all(part.unit == parts[0].unit for part in parts) else None
    )


def _clause(sentence: Sentence, start: int, end: int, printed: str) -> str:
    text = sentence.text
    first = max(text.rfind(mark, 0, start) for mark in "，；。") + 1
    stops = [at for at in (text.find(mark, end) for mark in "，；。") if at >= 0]
    last = min(stops) if stops else len(text)
    return printed[sentence.at + first : sentence.at + last].strip()
