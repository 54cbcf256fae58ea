"""The columns of the table are what the steps say, after any history that the law permits; a wrong one is found."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from gongkai.applications.facts import facts
from gongkai.applications.intake import register, take_over
from gongkai.applications.models import Application
from gongkai.applications.recounting import recount, renew
from gongkai.applications.tasks import hold_against_replay
from gongkai.law.calendar import official_calendar
from gongkai.law.facts import closed_in, open_at_end, open_at_start, received_in
from gongkai.law.notices import Holiday, Override
from gongkai.organisations.models import Person, Post
from gongkai.work.errors import NotDone
from tests.applications.cases import by_letter, from_web, noon, step
from tests.applications.histories import a_history
from tests.people import County

LAST = date(2027, 6, 1)
quick = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@given(seed=some.integers(0, 2**32), received=some.dates(date(2020, 1, 2), date(2026, 3, 2)))
@quick
def test_table_and_replay_agree_after_any_permitted_steps(
    cast: County, staff: dict[Post, Person], seed: int, received: date
) -> None:
    first, *rest = a_history(Random(seed), received, 40, signed=False)
    envelope = by_letter(cast.township, received)
    made = register(envelope, by=staff[Post.APPLICATION_CLERK], at=noon(first.on)).application
    for one in rest:
        outside = one.by in ("applicant", "third_party")
        by = None if outside else staff[Post(one.by)]
        step(made, one.code, one.on, by=by, post=one.by, **one.facts)
    assert list(recount(Application.objects.all())) == []


@given(seed=some.integers(0, 2**32), received=some.dates(date(2008, 5, 1), date(2026, 3, 2)))
@quick
def test_so_they_do_after_any_case_that_is_taken_over(
    cast: County, staff: dict[Post, Person], seed: int, received: date
) -> None:
    steps = list(a_history(Random(seed), received, 30, signed=True))
    take_over(
        by_letter(cast.township), steps, by=staff[Post.APPLICATION_CLERK], at=noon(max(LAST, steps[-1].on))
    )
    assert list(recount(Application.objects.all())) == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("state", "unpaid"),
        ("due_on", date(2026, 3, 31)),
        ("due_provisional", True),
        ("alarm_on", None),
        ("received_on", date(2026, 3, 1)),
        ("outcome", "granted"),
        ("counted_on", date(2026, 3, 5)),
        ("counted_outcome", "granted"),
    ],
)
def test_a_wrong_column_is_found(cast: County, column: str, value: object) -> None:
    from_web(cast.township)
    wrong = from_web(cast.township).application
    Application.objects.filter(pk=wrong.pk).update(**{column: value})
    (found,) = recount(Application.objects.all())
    assert (found.application, found.column, found.kept) == (wrong, column, value)
    with pytest.raises(NotDone, match=f"{wrong.pk}（{column}）"):
        hold_against_replay.func("now")


def test_steps_that_cannot_be_replayed_are_a_difference(cast: County) -> None:
    made = from_web(cast.township).application
    made.steps.create(position=2, code="correct", on=date(2026, 3, 4), post="applicant", recorded_at=noon())
    (found,) = recount(Application.objects.all())
    assert found.column == "steps" and "待申请人补正" in str(found.counted)


def test_another_calendar_shows_what_would_move_and_renewing_moves_it(
    cast: County, clerk: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = from_web(cast.township).application
    closed = from_web(cast.township).application
    step(closed, "withdraw", date(2026, 3, 4), post="applicant")
    holiday = Holiday("大雪", date(2026, 3, 18), date(2026, 3, 18), ())
    day_off = official_calendar().with_override(Override("大雪停工", "青政〔2026〕1号", (holiday,)))
    moved = {one.column for one in recount(Application.objects.all(), days=day_off)}
    assert moved == {"due_on", "alarm_on"}
    monkeypatch.setattr("gongkai.applications.recounting.calendar", lambda: day_off)
    assert {one.application for one in renew(Application.objects.all(), by=clerk, at=noon())} == {made}
    due = made.due_on
    made.refresh_from_db()
    assert due and made.due_on == due + timedelta(1)
    assert list(recount(Application.objects.all(), days=day_off)) == []


def test_the_facts_of_a_year_are_what_counting_case_by_case_gives(
    cast: County, staff: dict[Post, Person]
) -> None:
    clerk = staff[Post.APPLICATION_CLERK]
    for seed in range(12):
        start = date(2024 + seed % 3, 1 + seed, 10)
        steps = list(a_history(Random(seed), start, 12, signed=True))
        kind = ("natural", "business")[seed % 2]
        take_over(by_letter(cast.township, kind=kind), steps, by=clerk, at=noon(max(LAST, steps[-1].on)))
    from_web(cast.bureau)
    rows = Application.objects.filter(body=cast.township)
    for year in (2024, 2025, 2026, 2027):
        found = list(facts([cast.township.pk], year))
        new = sum(one.count for one in found if received_in(one, year))
        assert new == rows.filter(first_received_on__year=year).count()
        closed = {
            (one.applicant, one.outcome): one.count
            for one in found
            if closed_in(one, year) and received_in(one, year)
        }
        for (kind, outcome), count in closed.items():
            same = rows.filter(
                applicant_kind=kind,
                counted_outcome=outcome,
                counted_on__year=year,
                first_received_on__year=year,
            )
            assert same.count() == count
        carried = sum(one.count for one in found if open_at_start(one, year))
        inside = sum(one.count for one in found if closed_in(one, year))
        assert new + carried == inside + sum(one.count for one in found if open_at_end(one, year))
