"""The prose of a report, read once: identity, chapters, sentences with their meaning, claims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.paper.report import Claim, Section
from gongkai.reading.claims.made import claims_of
from gongkai.reading.claims.meaning import Meaning, meanings_of
from gongkai.reading.claims.mentions import Sentence, Text, sentences_of, text_of
from gongkai.reading.claims.series import series_claims
from gongkai.reading.identity import Identity, identity_of
from gongkai.reading.sections import Parts, sections_of
from gongkai.sheets.forms import form_due


@dataclass(frozen=True)
class Prose:
    """The running text of a report, taken apart. ``sentences`` and ``meanings`` run side by side; ``lines`` are the
    source lines; ``traditional``: the source was a traditional-script copy."""

    identity: Identity
    parts: Parts
    text: Text
    sentences: tuple[Sentence, ...]
    meanings: tuple[tuple[Meaning, ...], ...]
    claims: tuple[Claim, ...]
    lines: tuple[str, ...]
    traditional: bool = False

    @property
    def preface(self) -> tuple[str, ...]:
        return self.parts.preface

    @property
    def sections(self) -> tuple[Section, ...]:
        return self.parts.sections


def read_prose(lines: Sequence[str], *, headings: Sequence[str] = (), traditional: bool = False) -> Prose:
    """Source lines without the national tables → identity, chapters and claims. Never raises.

    ``headings``: lines that the source marks as headings. ``traditional``: the lines were in traditional script
    before they were simplified. A claim's ``cell`` is that of the form its year calls for (2014 for earlier years).
    """
    parts = sections_of(lines, headings)
    identity = identity_of(parts)
    text = text_of(parts.preface, parts.sections)
    sentences = sentences_of(text)
    meanings = meanings_of(text, sentences, parts.sections, identity.year)
    form = _form(identity.year)
    claims: list[Claim] = []
    for sentence, row in zip(sentences, meanings, strict=True):
        claims += claims_of(sentence, row, text.printed, form, identity.year)
    claims += series_claims(lines)
    rows = tuple(tuple(row) for row in meanings)
    return Prose(identity, parts, text, tuple(sentences), rows, tuple(claims), tuple(lines), traditional)


def _form(year: int | None) -> str | None:
    if year is None:
        return None
    return "2014" if year < 2014 else form_due(year)
