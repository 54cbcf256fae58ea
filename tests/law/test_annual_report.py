"""By which day a report is published: departments by the end of January, governments by the end of March, since 2019."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.law.annual_report import REPORTING, publication_term


@pytest.mark.parametrize(
    ("kind", "year", "last", "firm"),
    [
        ("department", 2018, date(2019, 3, 31), True),
        ("department", 2019, date(2020, 1, 31), True),
        ("county", 2019, date(2020, 3, 31), True),
        ("township", 2024, date(2025, 3, 31), False),
        ("subdistrict", 2017, date(2018, 3, 31), True),
    ],
)
def test_the_last_day_depends_on_the_kind_of_body_and_the_year(
    kind: str, year: int, last: date, firm: bool
) -> None:
    term = publication_term(kind, year)
    assert term is not None
    assert (term.last, term.firm) == (last, firm)


@pytest.mark.parametrize("kind", REPORTING)
def test_no_report_was_due_before_the_regulation(kind: str) -> None:
    assert publication_term(kind, 2007) is None
    assert publication_term(kind, 2008) is not None
