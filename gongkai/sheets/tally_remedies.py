"""Facts of a year → table four, counted: how each review and suit ended, and what had not ended with the year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from gongkai.law.facts import Fact, closed_in, open_at_end
from gongkai.law.remedy_cases import COLUMNS, KINDS, PENDING
from gongkai.sheets.definition import cell_code
from gongkai.sheets.filled import Figure, number

REMEDY = "remedy"
TOTAL = "total"


def tally_remedies(facts: Iterable[Fact], *, year: int) -> dict[str, Figure]:
    """The fifteen cells of table four (T4.review.upheld …) from the reviews and suits among ``facts``: those that ended in
    ``year`` by their column, those still pending at its end. ValueError (Chinese) for a fact that cannot be true."""
    counted: Counter[tuple[str, str]] = Counter()
    for fact in facts:
        if fact.kind != REMEDY:
            continue
        _refuse_untrue(fact)
        column = fact.outcome if closed_in(fact, year) else PENDING if open_at_end(fact, year) else ""
        if column:
            counted[fact.applicant, column] += fact.count
            counted[fact.applicant, TOTAL] += fact.count
    columns = (*COLUMNS, PENDING, TOTAL)
    return {cell_code("T4", row, column): number(counted[row, column]) for row in KINDS for column in columns}


def _refuse_untrue(fact: Fact) -> None:
    if fact.applicant not in KINDS:
        raise ValueError(f"不认识的案件类别：{fact.applicant}")
    if fact.closed_on is None and fact.outcome:
        raise ValueError(f"未审结的案件不应有结果：{fact.outcome}")
    if fact.closed_on is not None and fact.outcome not in COLUMNS:
        raise ValueError(f"不认识的案件结果：{fact.outcome or '空'}")
    if fact.closed_on is not None and fact.closed_on.year < fact.received_on.year:
        raise ValueError(f"审结日 {fact.closed_on} 早于收到日 {fact.received_on}")
