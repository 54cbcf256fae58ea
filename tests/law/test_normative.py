"""A normative document stands, on any day, as what happened to it says."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.law.normative import (
    Change,
    Document,
    Event,
    Validity,
    figures,
    in_force,
    refusal,
    standing,
)

MADE, SINCE, EXPIRES = date(2020, 3, 2), date(2020, 4, 1), date(2025, 3, 31)
PLAIN = Document(MADE, SINCE, EXPIRES)


def changed(what: Change, on: date, until: date | None = None, of: Document = PLAIN) -> Document:
    return Document(of.made, of.since, of.expires, (*of.events, Event(what, on, "青府发〔2023〕1号", until)))


@pytest.mark.parametrize(
    ("document", "on", "expected"),
    [
        (PLAIN, date(2020, 3, 31), Validity.NOT_YET),
        (PLAIN, date(2020, 4, 1), Validity.IN_FORCE),
        (PLAIN, date(2025, 3, 31), Validity.IN_FORCE),
        (PLAIN, date(2025, 4, 1), Validity.LAPSED),
        (Document(MADE, SINCE, None), date(2099, 1, 1), Validity.IN_FORCE),
        (changed(Change.REPEALED, date(2023, 5, 1)), date(2023, 4, 30), Validity.IN_FORCE),
        (changed(Change.REPEALED, date(2023, 5, 1)), date(2023, 5, 1), Validity.REPEALED),
        (changed(Change.REPEALED, date(2023, 5, 1)), date(2026, 5, 1), Validity.REPEALED),
        (changed(Change.AMENDED, date(2023, 5, 1)), date(2024, 1, 1), Validity.AMENDED),
        (changed(Change.AMENDED, date(2023, 5, 1)), date(2025, 4, 1), Validity.LAPSED),
        (changed(Change.EXTENDED, date(2025, 3, 1), date(2027, 3, 31)), date(2026, 1, 1), Validity.IN_FORCE),
        (changed(Change.EXTENDED, date(2025, 3, 1), date(2027, 3, 31)), date(2027, 4, 1), Validity.LAPSED),
        (changed(Change.EXTENDED, date(2025, 3, 1)), date(2040, 1, 1), Validity.IN_FORCE),
        (changed(Change.EXTENDED, date(2025, 6, 1), date(2027, 3, 31)), date(2026, 1, 1), Validity.LAPSED),
    ],
)
def test_a_document_stands_as_its_history_says(document: Document, on: date, expected: Validity) -> None:
    assert standing(document, on).validity is expected


def test_a_change_wants_a_basis_and_a_document_that_still_stands() -> None:
    repealed = changed(Change.REPEALED, date(2023, 5, 1))
    assert refusal(PLAIN, Event(Change.REPEALED, date(2023, 5, 1), " ")) is not None
    assert "已于 2023-05-01 废止" in str(refusal(repealed, Event(Change.AMENDED, date(2024, 1, 1), "文")))
    assert "早于成文日期" in str(refusal(PLAIN, Event(Change.REPEALED, date(2019, 1, 1), "文")))
    assert refusal(PLAIN, Event(Change.EXTENDED, date(2024, 1, 1), "文", date(2023, 1, 1))) is not None
    assert refusal(PLAIN, Event(Change.REPEALED, date(2023, 5, 1), "文")) is None


DAYS = st.dates(date(2018, 1, 1), date(2026, 12, 31))


@st.composite
def documents(draw: st.DrawFn) -> Document:
    made = draw(DAYS)
    since = made + timedelta(days=draw(st.integers(0, 60)))
    expires = draw(st.none() | st.integers(30, 2000).map(lambda days: since + timedelta(days=days)))
    document = Document(made, since, expires)
    for _ in range(draw(st.integers(0, 3))):
        until = draw(st.none() | DAYS)
        event = Event(draw(st.sampled_from(list(Change))), draw(DAYS), "文", until)
        if refusal(document, event) is None:
            document = Document(made, since, expires, (*document.events, event))
    return document


@given(st.lists(documents(), max_size=12), st.integers(2018, 2026))
def test_valid_at_the_end_of_a_year_is_last_years_and_the_made_without_the_repealed(
    ledger: list[Document], year: int
) -> None:
    now, before = figures(ledger, year), figures(ledger, year - 1)
    assert now.valid == before.valid + now.made - now.repealed


@given(st.lists(documents(), max_size=8), DAYS)
def test_the_list_of_a_day_holds_those_that_stand_on_it(ledger: list[Document], on: date) -> None:
    listed = in_force(ledger, on)
    standings = [standing(one, on).validity for one in ledger]
    assert len(listed) == standings.count(Validity.IN_FORCE) + standings.count(Validity.AMENDED)
