"""What holds of every reply term, whatever happened: against counting day by day, and against the replay of its steps."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from hypothesis import given
from hypothesis import strategies as st

from gongkai.law.calendar import Due, official_calendar
from gongkai.law.deadlines import Consultation, History, alarm_of, counted, due_of, end_of, pauses
from gongkai.law.procedure import Step
from gongkai.law.replay import replay
from gongkai.law.strip import strip
from gongkai.law.terms import rules_for

CALENDAR: Final = official_calendar()
DAYS = st.dates(date(2008, 5, 1), date(2026, 6, 30))
GAPS = st.integers(0, 30)


@st.composite
def consultations(draw: st.DrawFn, first: date) -> Consultation:
    sent = first + timedelta(days=draw(GAPS))
    received = draw(st.none() | st.builds(lambda gap: sent + timedelta(days=gap), GAPS))
    answered = draw(
        st.none() | st.builds(lambda gap: (received or sent) + timedelta(days=gap), st.integers(0, 40))
    )
    return Consultation(sent, answered, received, draw(st.sampled_from(("third", "joint", "agency"))))


@st.composite
def histories(draw: st.DrawFn) -> History:
    received = draw(DAYS)
    corrected = draw(st.none() | st.builds(lambda gap: received + timedelta(days=gap), GAPS))
    asked = draw(st.lists(consultations(corrected or received), max_size=4))
    return History(received, corrected, tuple(asked), draw(st.integers(0, 15)))


def test_a_lone_consultation_that_is_over_moves_the_day_by_its_working_days() -> None:
    received = date(2024, 9, 25)
    plain = due_of(History(received)).day
    moved = due_of(
        History(received, consultations=(Consultation(date(2024, 10, 8), date(2024, 10, 16)),))
    ).day
    assert CALENDAR.workdays_between(plain, moved).days == 7


@given(histories())
def test_every_day_of_the_term_is_numbered_once_and_the_last_is_the_due_date(history: History) -> None:
    rules = rules_for(history.received)
    due = due_of(history, rules, CALENDAR)
    stops = pauses(history.consultations, rules, CALENDAR)
    days = list(strip(history.start, due.day, stops, CALENDAR))
    length = rules.length("reply") + history.extended
    assert [one.number for one in days if one.number] == list(range(1, length + 1))
    assert days[-1].number == length
    assert all(one.reason for one in days if not one.number)
    assert counted(history.start, due.day, stops, CALENDAR) == length


@given(histories())
def test_the_alarm_is_never_later_and_as_certain(history: History) -> None:
    assert alarm_of(history).day <= due_of(history).day


@given(histories())
def test_the_order_in_which_consultations_are_given_does_not_matter(history: History) -> None:
    turned = History(
        history.received, history.corrected, history.consultations[::-1], history.extended, history.paid
    )
    assert due_of(turned) == due_of(history)


@given(DAYS, st.integers(1, 60), st.integers(0, 40))
def test_counting_is_the_inverse_of_ending(start: date, length: int, cut: int) -> None:
    end = end_of(start, length, (), CALENDAR).day
    assert counted(start, end, (), CALENDAR) == length
    before = end - timedelta(days=min(cut, (end - start).days))
    assert counted(start, before, (), CALENDAR) == CALENDAR.workdays_between(start, before).days


def steps_of(history: History) -> list[Step]:
    """The steps that make up a history."""
    steps = [Step("receive", history.received, "", {"channel": "web"})]
    if history.corrected:
        steps.append(
            Step("ask_correction", history.received, "", {"until": history.corrected, "reason": "不明确"})
        )
        steps.append(Step("correct", history.corrected))
    for index, one in enumerate(history.consultations):
        key = f"第{index}方"
        steps.append(Step("consult", one.sent, "", {"key": key, "party": one.party}))
        if one.received:
            steps.append(Step("consult_receipt", one.received, "", {"key": key}))
        if one.answered:
            steps.append(Step("opinion", one.answered, "", {"key": key, "view": "agrees"}))
    if history.extended:
        facts = {"days": history.extended, "approved": "负责人"}
        steps.append(Step("extend", history.start, "", facts))
    return steps


@given(histories())
def test_the_replay_of_the_steps_gives_the_same_days(history: History) -> None:
    rules = rules_for(history.received)
    joint_in_old = rules.edition.code == "2007"
    found = replay(steps_of(history), rules, CALENDAR)
    assert found.due == due_of(history, rules, CALENDAR)
    assert found.alarm == alarm_of(history, rules, CALENDAR)
    assert found.excluded >= 0 and (not joint_in_old or found.state == "open")


@given(histories(), st.integers(0, 60))
def test_the_position_of_a_day_adds_up(history: History, gap: int) -> None:
    rules = rules_for(history.received)
    day = history.start + timedelta(days=gap)
    found = replay(steps_of(history), rules, CALENDAR, on=day)
    assert isinstance(found.due, Due) and found.day is not None and found.left is not None
    if day <= found.due.day:
        assert found.day + found.left == rules.length("reply") + history.extended
    else:
        assert found.left < 0 or CALENDAR.workdays_between(found.due.day, day).days == 0


@given(histories())
def test_the_trace_is_the_strip_of_every_stretch(history: History) -> None:
    rules = rules_for(history.received)
    found = replay(steps_of(history), rules, CALENDAR)
    traced = list(found.trace())
    assert [one.start for one, _ in traced] == [
        day for day in (history.received, history.corrected) if day is not None
    ]
    assert found.due is not None
    last, days = traced[-1]
    assert last.end == found.due.day == days[-1].day
    for one, strip_days in traced:
        assert [each.day for each in strip_days] == [
            one.start + timedelta(days=n) for n in range(1, (one.end - one.start).days + 1)
        ]
