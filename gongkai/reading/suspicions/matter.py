"""What a check of the prose may look at, and how it says what it found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import Final, NamedTuple

from gongkai.paper.report import Report
from gongkai.reading.claims.meaning import Meaning
from gongkai.reading.claims.mentions import Mention, Sentence
from gongkai.reading.claims.reader import Prose
from gongkai.sheets.checks_law import all_checks
from gongkai.sheets.filled import FilledSheet, Number
from gongkai.sheets.findings import Finding, Severity

NOT_COUNTED: Final = frozenset(("%", "‰", "百分点"))
_LONGEST_QUOTE: Final = 300


class Matter(NamedTuple):
    """The prose with what is known beside it: the body's own sheet, the layout of the tables, the kind of body, the
    day of publication, last year's report."""

    prose: Prose
    sheet: FilledSheet | None
    form: str | None
    due: str | None
    kind: str | None
    published: date | None = None
    last_year: Report | None = None

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        return self.prose.sentences

    @property
    def year(self) -> int | None:
        return self.prose.identity.year

    def meaning(self, sentence: int, place: int) -> Meaning:
        return self.prose.meanings[sentence][place]

    def mention(self, sentence: int, place: int) -> Mention:
        return self.sentences[sentence].mentions[place]

    def quote(self, sentence: int) -> str:
        """A sentence as printed."""
        one = self.sentences[sentence]
        return self.printed(one.at, one.at + len(one.text))

    def printed(self, start: int, end: int) -> str:
        return self.prose.text.printed[start : min(end, start + _LONGEST_QUOTE)].strip()


def added(values: Iterable[Number]) -> Number:
    """The sum of figures, exact."""
    total: Number = 0
    for value in values:
        total = total + value
    return total


def apart(one: Number, two: Number) -> Number:
    """The difference of two figures, never negative."""
    return one - two if one > two else two - one


@cache
def _severities() -> dict[str, Severity]:
    return {check.code: check.severity for check in all_checks()}


def finding(
    code: str, says: str, quote: str = "", cells: Sequence[str] = (), severity: Severity | None = None
) -> Finding:
    """A finding under a code of the law; its severity is the law's unless a softer one is given."""
    return Finding(code, severity or _severities()[code], tuple(cells), says, quote[:_LONGEST_QUOTE])
