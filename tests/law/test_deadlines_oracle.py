"""The clock agrees with one that was written from the law by somebody else, walks day by day and knows the working days
from another source; so do fees, terms of publication and terms of remedies."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest

from gongkai.law.calendar import Due, official_calendar
from gongkai.law.dates import end_of_term
from gongkai.law.deadlines import Consultation, History, end_of, expiry_of, pauses
from gongkai.law.explained import explanation
from gongkai.law.fees import charge, standard
from gongkai.law.remedies import remedy_term
from gongkai.law.replay import replay
from gongkai.law.strip import strip
from gongkai.law.terms import rules_for
from gongkai.law.timetable import due_after, last_due, next_due, timetable
from tests.law.oracle import days
from tests.law.oracle.cases import known_on, steps_of
from tests.law.oracle.compare import by_law, by_walk, disagreements
from tests.law.oracle.fees import per_item, per_page
from tests.law.oracle.histories import histories
from tests.law.oracle.periods import previous_in_period, upcoming_in_period
from tests.law.oracle.walk import PARTY_TERM, SECOND_EDITION, Answer, walk, walked

D = date.fromisoformat
CHARGED = date(2024, 1, 1)


def some_days(count: int, seed: int) -> list[date]:
    rng = Random(seed)
    return [date(2008, 5, 1) + timedelta(days=rng.randrange(18 * 365)) for _ in range(count)]


def test_two_thousand_random_histories_give_the_same_day_in_both_clocks() -> None:
    seen: Counter[str] = Counter()
    assert disagreements(histories(2_000, seed=20261122), seen=seen) == []
    assert min(seen["refused"], seen["provisional"], seen["confirmed"]) > 300


def test_the_strip_numbers_the_days_that_the_walk_counts_and_every_history_can_be_explained() -> None:
    calendar = official_calendar()
    for history in histories(300, seed=33):
        due = by_law(history, strict=False)
        if due is None:
            continue
        stops = pauses(history.consultations, rules_for(history.received), calendar)
        shown = [(one.day, one.number) for one in strip(history.start, due.day, stops, calendar)]
        assert shown == [(one.day, one.number) for one in walk(history)], history
        assert list(explanation(history))


def test_an_open_consultation_has_taken_what_a_walk_to_the_day_of_asking_takes() -> None:
    calendar = official_calendar()
    for history in histories(300, seed=34):
        if by_law(history, strict=False) is None:
            continue
        rules, as_of = rules_for(history.received), history.received + timedelta(days=20)
        stops = pauses(history.consultations, rules, calendar, as_of=as_of)
        length = rules.length("reply") + history.extended
        assert end_of(history.start, length, stops, calendar).day == walked(as_seen(history, as_of)).day


def test_a_case_replayed_step_by_step_is_due_when_the_walk_says() -> None:
    calendar = official_calendar()
    for history in histories(500, seed=77):
        due, alarm = by_walk(history, strict=False), by_walk(history, strict=True)
        if due is None or alarm is None:
            continue
        found = replay(steps_of(history), rules_for(history.received), calendar)
        assert found.due == Due(*due), history
        assert found.alarm == Due(*alarm), history


def test_on_any_day_a_case_has_as_many_days_behind_and_before_it_as_the_walk_counts() -> None:
    calendar, seen = official_calendar(), 0
    for number, history in enumerate(histories(500, seed=78)):
        on = history.received + timedelta(days=number % 40)
        if by_walk(history, strict=False) is None:
            continue
        rules = rules_for(history.received)
        found = replay(steps_of(history), rules, calendar, on=on)
        known = known_on(history, on)
        days_of_term = list(walk(as_seen(known, on)))
        assert found.due is not None and found.due.day == days_of_term[-1].day, (history, on)
        if on <= found.due.day:
            behind = max((one.number for one in days_of_term if one.day <= on), default=0)
            assert (found.day, found.left) == (behind, days_of_term[-1].number - behind), (history, on)
            seen += 1
    assert seen > 200


def as_seen(history: History, on: date) -> History:
    """The history, with every opinion that is still waited for on a day as if it came in on that day."""
    second = history.received >= SECOND_EDITION
    return replace(history, consultations=tuple(_seen(one, on, second) for one in history.consultations))


def _seen(one: Consultation, on: date, second: bool) -> Consultation:
    end = date.max
    if one.received is not None and second and one.party != "agency":
        end = days.after(one.received, PARTY_TERM, days.works)
    if (one.answered is not None and one.answered <= end) or on >= end:
        return one
    return Consultation(one.sent, max(one.sent, on), None, one.party)


@pytest.mark.parametrize(
    ("history", "due"),
    [
        (History(D("2014-04-03"), extended=5), "2014-05-05"),
        (History(D("2017-01-20")), "2017-02-15"),
        (History(D("2017-01-20"), extended=15), "2017-03-08"),
        (History(D("2019-05-14")), "2019-06-04"),
        (History(D("2020-01-17")), "2020-02-21"),
        (History(D("2020-01-20"), extended=20), "2020-03-24"),
        (History(D("2023-09-21"), extended=20), "2023-11-22"),
        (History(D("2024-02-02"), extended=20), "2024-04-03"),
        (History(D("2024-09-25")), "2024-10-28"),
        (History(D("2024-09-29"), extended=20), "2024-11-28"),
        (History(D("2025-01-20"), corrected=D("2025-02-17")), "2025-03-17"),
        (History(D("2026-01-04"), extended=20), "2026-03-05"),
        (History(D("2026-02-13"), extended=20), "2026-04-17"),
        (History(D("2026-09-21")), "2026-10-26"),
        (
            History(
                D("2024-09-25"),
                consultations=(Consultation(D("2024-10-08"), D("2024-10-16"), D("2024-10-10")),),
            ),
            "2024-11-06",
        ),
    ],
)
def test_the_vectors_of_real_cases_hold_in_both_clocks(history: History, due: str) -> None:
    assert (
        by_walk(history, strict=False) == by_law(history, strict=False) == Answer(D(due), provisional=False)
    )


def test_fees_are_the_sum_of_every_single_item_and_page() -> None:
    items, pages = standard("items", CHARGED), standard("pages", CHARGED)
    rng = Random(5)
    for _ in range(300):
        before, quantity = rng.choice((0, rng.randrange(130))), rng.randrange(1, 150)
        assert charge(items, quantity, before).yuan == sum(
            per_item(n) for n in range(before + 1, before + quantity + 1)
        )
        assert charge(pages, quantity * 3).yuan == sum(per_page(n) for n in range(1, quantity * 3 + 1))


def test_every_term_of_working_days_in_a_case_ends_where_a_walk_ends() -> None:
    calendar = official_calendar()
    for start in [day for day in some_days(200, 4) if day >= date(2021, 1, 1)]:
        rules = rules_for(start)
        for party in ("third", "joint"):
            expiry = expiry_of(Consultation(start, None, start, party), rules, calendar)
            assert expiry is not None and expiry.day == days.after(start, PARTY_TERM, days.works)
        for code, number in (("correction_notice", 7), ("fee_payment", 20)):
            assert end_of_term(rules.terms[code], start, calendar).day == days.after(
                start, number, days.works
            )


@pytest.mark.parametrize("number", [3, 7, 10, 20])
def test_terms_of_publication_end_where_a_walk_ends(number: int) -> None:
    term, calendar = timetable(f"信息形成或者变更之日起{number}个工作日内"), official_calendar()
    for formed in some_days(150, number):
        due = due_after(term, formed, calendar)
        expected = days.after(formed, number, days.works)
        assert due == (expected, not days.sure(expected))


@pytest.mark.parametrize(
    ("says", "months", "month", "day"),
    [
        ("每月10日前", 1, 1, 10),
        ("每月31日前", 1, 1, 31),
        ("每季度首月15日前", 3, 1, 15),
        ("每年1月31日前", 12, 1, 31),
        ("每年3月31日前", 12, 3, 31),
    ],
)
def test_periodic_terms_fall_on_the_day_a_walk_finds(says: str, months: int, month: int, day: int) -> None:
    term = timetable(says)
    for on in some_days(100, day):
        assert next_due(term, on) == upcoming_in_period(on, months, month, day)
        assert last_due(term, on) == previous_in_period(on, months, month, day)


def test_remedies_end_on_the_day_a_walk_ends_or_the_first_one_after_that_is_worked() -> None:
    calendar = official_calendar()
    for told in [*some_days(300, 9), D("2024-11-25"), D("2025-01-20"), D("2024-08-31"), D("2026-10-02")]:
        months = 6 if told >= date(2015, 5, 1) else 3
        lasts = {
            "review": days.after(told, 60),
            "suit_after_review": days.after(told, 15),
            "suit": days.same_day_later(told, months),
        }
        for code, last in lasts.items():
            end = days.rolled(last)
            assert remedy_term(code, told, calendar).end == (end, not days.sure(end)), (code, told)
