"""Table four is counted from the reviews and suits of the year: what ended by its column, what did not as pending."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.law.facts import Fact
from gongkai.sheets.tally_remedies import tally_remedies


def a_fact(row: str, received: int, closed: int | None = None, outcome: str = "", count: int = 1) -> Fact:
    return Fact(
        "remedy", row, date(received, 5, 1), date(closed, 6, 1) if closed else None, outcome, None, count
    )


def test_a_case_counts_where_it_stood_at_the_end_of_each_year_it_was_open_in() -> None:
    facts = [
        a_fact("review", 2024, 2025, "corrected", 2),
        a_fact("direct", 2025),
        a_fact("after", 2024, 2024, "upheld"),
        a_fact("review", 2026, 2026, "other"),
        Fact("application", "natural", date(2025, 1, 1)),
    ]
    filled = {code: cell.value for code, cell in tally_remedies(facts, year=2025).items() if cell.value}
    assert filled == {
        "T4.review.corrected": 2,
        "T4.review.total": 2,
        "T4.direct.pending": 1,
        "T4.direct.total": 1,
    }
    assert tally_remedies(facts, year=2024)["T4.review.pending"].value == 2
    assert len(tally_remedies([], year=2025)) == 15


@pytest.mark.parametrize(
    ("fact", "says"),
    [
        (a_fact("natural", 2025), "案件类别"),
        (a_fact("review", 2025, None, "upheld"), "未审结"),
        (a_fact("review", 2025, 2025, "granted"), "案件结果"),
        (a_fact("review", 2025, 2024, "upheld"), "早于"),
    ],
)
def test_a_fact_that_cannot_be_true_is_refused(fact: Fact, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        tally_remedies([fact], year=2025)
