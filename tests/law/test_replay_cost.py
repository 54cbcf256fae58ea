"""The cost of a replay grows with its steps and no faster, counted in calls rather than in seconds."""

from __future__ import annotations

import sys
from datetime import date, timedelta

from gongkai.law.calendar import official_calendar
from gongkai.law.procedure import Step
from gongkai.law.replay import replay
from gongkai.law.terms import rules_for

RECEIVED = date(2024, 9, 25)


def calls(count: int) -> int:
    """How many calls a replay of so many steps makes."""
    steps = [Step("receive", RECEIVED, "", {"channel": "web"})]
    for number in range(count // 3):
        key, sent = f"第{number}方", RECEIVED + timedelta(days=number % 20)
        steps.append(Step("consult", sent, "", {"key": key, "party": "third"}))
        steps.append(Step("consult_receipt", sent, "", {"key": key}))
        steps.append(Step("opinion", sent + timedelta(days=number % 9), "", {"key": key, "view": "agrees"}))
    made = 0

    def count_call(frame: object, event: str, argument: object) -> None:
        nonlocal made
        made += event in ("call", "c_call")

    sys.setprofile(count_call)
    try:
        replay(steps, rules_for(RECEIVED), official_calendar())
    finally:
        sys.setprofile(None)
    return made


def test_the_cost_of_a_replay_grows_with_its_steps_and_no_faster() -> None:
    assert calls(3000) < 11 * calls(300)
