"""Counting facts into table three."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.law.facts import Fact, closed_in, open_at_end, open_at_start, received_in
from gongkai.law.outcomes import outcomes
from gongkai.sheets.forms import form
from gongkai.sheets.tally import tally

COLUMNS = ("natural", "business", "research", "nonprofit", "legal", "other")
YEAR = 2024


def fact(received: str, closed: str = "", outcome: str = "", **more: object) -> Fact:
    closed_on = date.fromisoformat(closed) if closed else None
    one = Fact("application", "natural", date.fromisoformat(received), closed_on, outcome)
    return replace(one, **more)  # type: ignore[arg-type]


def rows(facts: list[Fact], form_code: str = "2021") -> dict[str, int]:
    """The rows of the total column that are not 0."""
    cells = tally(facts, form=form_code, year=YEAR).cells
    return {
        code.removeprefix("T3.").removesuffix(".total"): int(figure.value)
        for code, figure in cells.items()
        if code.endswith(".total") and figure.value and "due_later" not in code
    }


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (fact("2024-03-01", "2024-03-20", "granted"), {"A": 1, "C1": 1, "C7": 1}),
        (fact("2024-12-20"), {"A": 1, "D": 1}),
        (fact("2024-12-20", "2025-01-10", "granted"), {"A": 1, "D": 1}),
        (fact("2023-12-20", "2024-01-01", "privacy"), {"B": 1, "C3.4": 1, "C7": 1}),
        (fact("2023-12-31", "2024-12-31", "not_held"), {"B": 1, "C4.1": 1, "C7": 1}),
        (fact("2023-12-20"), {"B": 1, "D": 1}),
        (fact("2023-12-20", "2025-01-01", "granted"), {"B": 1, "D": 1}),
        (fact("2023-11-01", "2023-12-31", "granted"), {}),
        (fact("2025-01-01", "2025-01-02", "granted"), {}),
        (fact("2024-03-01", "2024-03-20", "granted", kind="review"), {}),
    ],
)
def test_an_application_counts_where_its_dates_put_it(one: Fact, expected: dict[str, int]) -> None:
    assert rows([one]) == expected


@pytest.mark.parametrize(("code", "row_2019", "row_2021"), [("correction_overdue", "C6", "C6.1"), ("fee_unpaid", "C6", "C6.2"), ("closed_otherwise", "C6", "C6.3"), ("granted_in_part", "C2", "C2")])  # fmt: skip
def test_an_outcome_counts_in_the_row_of_the_form(code: str, row_2019: str, row_2021: str) -> None:
    one = fact("2024-03-01", "2024-03-20", code)
    assert rows([one], "2019") == {"A": 1, row_2019: 1, "C7": 1}
    assert rows([one], "2021") == {"A": 1, row_2021: 1, "C7": 1}


@pytest.mark.parametrize("form_code", ["2019", "2021"])
def test_every_row_of_a_result_is_reached_by_an_outcome_and_no_other(form_code: str) -> None:
    lines = {line.code for line in form(form_code).table("T3").blocks[0].lines}
    reached = {one.rows[form_code] for one in outcomes().values()}
    assert reached == lines - {"A", "B", "C7", "D"}


def test_the_dossier_names_every_outcome_of_an_application() -> None:
    refs = " ".join(dict.fromkeys(one.ref for one in outcomes().values()))
    assert refs == "G1 G2 P D1 D2 D3 D4 D5 D6 D7 D8 N1a N1b N2 N3 X1 X2 X3 X4 X5 O1 O2 O3"


def test_an_empty_year_is_a_table_of_zeros_not_of_blanks() -> None:
    sheet = tally([], form="2021", year=YEAR)
    t3 = [code for code in form("2021").cells if code.startswith("T3.")]
    assert [sheet.value(code) for code in t3] == [0] * 175
    assert "T2.rules.made" not in sheet.cells


def test_a_group_of_none_counts_nothing() -> None:
    assert rows([fact("2024-03-01", count=0)]) == {}


def test_what_is_due_only_after_the_year_stands_beside_the_table() -> None:
    facts = [fact("2024-12-20", due_on=date(2025, 1, 20)), fact("2024-12-02", due_on=date(2024, 12, 30))]
    assert tally(facts, form="2021", year=YEAR).value("T3.due_later.natural") == 1
    unknown = tally([*facts, fact("2024-12-21")], form="2021", year=YEAR)
    assert "T3.due_later.natural" not in unknown.cells


@pytest.mark.parametrize(
    ("one", "says"),
    [
        (fact("2024-03-01", "2024-03-20", "given"), "不认识的办理结果：given"),
        (fact("2024-03-01", "2024-03-20"), "不认识的办理结果：空"),
        (fact("2024-03-01", "", "granted"), "未办结的申请不应有办理结果：granted"),
        (fact("2024-03-02", "2024-03-01", "granted"), "办结日 2024-03-01 早于收到日 2024-03-02"),
        (fact("2024-03-02", applicant="total"), "不认识的申请人类别：total"),
        (fact("2024-03-02", applicant="person"), "不认识的申请人类别：person"),
        (fact("2024-03-02", count=-1), "件数不能为负：-1"),
    ],
)
def test_a_fact_that_cannot_be_true_is_refused(one: Fact, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        tally([one], form="2021", year=YEAR)


def test_the_form_of_2014_has_no_rule_of_counting() -> None:
    with pytest.raises(ValueError, match="2014 格式没有申请办理结果的计数规则"):
        tally([], form="2014", year=2018)


DAYS = st.dates(date(2022, 1, 1), date(2026, 12, 31))


@st.composite
def records(draw: st.DrawFn) -> Fact:
    received, applicant = draw(DAYS), draw(st.sampled_from(COLUMNS))
    closed = draw(st.none() | st.dates(received, date(2026, 12, 31)))
    outcome = draw(st.sampled_from(sorted(outcomes()))) if closed else ""
    return Fact("application", applicant, received, closed, outcome, received)


def grouped(facts: list[Fact]) -> list[Fact]:
    """One fact a group of like records, as a database would: by the years of the dates."""

    def group(one: Fact) -> Fact:
        closed = one.closed_on and date(one.closed_on.year, 12, 31)
        due = one.due_on and date(one.due_on.year, 1, 1)
        return replace(one, received_on=date(one.received_on.year, 1, 1), closed_on=closed, due_on=due)

    return [replace(one, count=count) for one, count in Counter(map(group, facts)).items()]


@given(st.lists(records(), max_size=30))
def test_one_fact_a_record_and_one_a_group_give_the_same_table(facts: list[Fact]) -> None:
    assert tally(grouped(facts), form="2021", year=YEAR) == tally(facts, form="2021", year=YEAR)


@given(st.lists(records(), max_size=30), st.sampled_from(["2019", "2021"]))
def test_a_counted_table_balances_and_carries_over(facts: list[Fact], form_code: str) -> None:
    this, last = (tally(facts, form=form_code, year=year) for year in (YEAR, YEAR - 1))
    for column in (*COLUMNS, "total"):
        a, b, c, d = (this.cells[f"T3.{row}.{column}"].value or 0 for row in ("A", "B", "C7", "D"))
        assert a + b == c + d
        assert b == last.value(f"T3.D.{column}")
    for line in form(form_code).table("T3").blocks[0].lines:
        parts = [this.cells[f"T3.{line.code}.{column}"].value or 0 for column in COLUMNS]
        assert sum(parts) == this.value(f"T3.{line.code}.total")


@given(records())
def test_the_four_measures_say_the_same_as_the_days(one: Fact) -> None:
    first, last = date(YEAR, 1, 1), date(YEAR, 12, 31)
    after = one.closed_on or date.max
    assert received_in(one, YEAR) == (first <= one.received_on <= last)
    assert open_at_start(one, YEAR) == (one.received_on < first <= after)
    assert closed_in(one, YEAR) == (first <= after <= last)
    assert open_at_end(one, YEAR) == (one.received_on <= last < after)
