"""Table four of any year is what the cases say: each once, where it stood at the end, whatever happened later."""

from __future__ import annotations

from datetime import date

from gongkai.organisations.models import Body, Person, Post
from gongkai.remedies.facts import facts
from gongkai.remedies.queries import blamed
from gongkai.sheets.tally_remedies import tally_remedies
from tests.people import County, somebody
from tests.remedies.disputes import a_review, a_suit, decided


def table(year: int, *bodies: Body) -> dict[str, int]:
    """The cells of table four that are not zero, totals left out."""
    counted = tally_remedies(facts([body.pk for body in bodies], year), year=year)
    return {
        code.removeprefix("T4."): int(cell.value)
        for code, cell in counted.items()
        if cell.value and not code.endswith("total")
    }


def test_a_case_counts_in_each_year_it_was_open_in(cast: County, clerk: Person) -> None:
    old = a_review(cast.township, clerk, received_on=date(2024, 12, 2), case_number="甲1")
    decided(old, "illegal", date(2025, 1, 20), by=clerk, defects=["late", "proof"])
    a_review(cast.township, clerk, received_on=date(2025, 12, 2), case_number="甲2")
    assert table(2023, cast.township) == {}
    assert table(2024, cast.township) == {"review.pending": 1}
    assert table(2025, cast.township) == {"review.corrected": 1, "review.pending": 1}
    assert table(2026, cast.township) == {"review.pending": 1}
    assert [(one.kind.code, one.number) for one in blamed([cast.township.pk], 2025)] == [
        ("late", 1),
        ("proof", 1),
    ]
    assert blamed([cast.township.pk], 2024) == [] == blamed([cast.bureau.pk], 2025)


def test_a_suit_through_two_instances_is_one_case_and_past_years_stay(cast: County, clerk: Person) -> None:
    first = a_suit(cast.township, clerk, received_on=date(2024, 5, 6))
    decided(first, "suit_dismissed", date(2024, 11, 4), by=clerk)
    assert table(2024, cast.township) == {"direct.upheld": 1}
    second = {"instance": "second", "case_number": "二审1", "previous": first}
    above = a_suit(cast.township, clerk, received_on=date(2024, 12, 2), **second)
    assert table(2024, cast.township) == {"direct.pending": 1}
    decided(above, "suit_illegal", date(2025, 2, 17), by=clerk)
    assert table(2024, cast.township) == {"direct.pending": 1}
    assert table(2025, cast.township) == {"direct.corrected": 1}


def test_a_suit_after_a_review_counts_beside_it(cast: County, clerk: Person) -> None:
    review = decided(a_review(cast.township, clerk), "upheld", date(2026, 5, 20), by=clerk)
    a_suit(cast.township, clerk, kind="after", previous=review, received_on=date(2026, 6, 8))
    assert table(2026, cast.township) == {"review.upheld": 1, "after.pending": 1}


def test_two_bodies_in_one_case_count_it_once_together_and_each_on_its_own(
    cast: County, clerk: Person
) -> None:
    there = somebody("there", cast.county, Post.APPLICATION_CLERK)
    for body, by in ((cast.township, clerk), (cast.county, there)):
        a_suit(body, by, kind="after")
    assert table(2026, cast.township, cast.county) == {"after.pending": 1}
    assert table(2026, cast.township) == table(2026, cast.county) == {"after.pending": 1}
