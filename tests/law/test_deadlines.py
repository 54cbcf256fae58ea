"""The reply term against the cases a lawyer wrote."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gongkai.law.calendar import Due
from gongkai.law.deadlines import Consultation, History, alarm_of, due_of
from gongkai.law.load import parse_toml

CASES = parse_toml((Path(__file__).parent / "cases/deadlines.toml").read_bytes(), "cases/deadlines.toml")


def history(case: dict[str, Any]) -> History:
    consulted = tuple(Consultation(**one) for one in case.get("consulted", ()))
    return History(
        case["received"], case.get("corrected"), consulted, case.get("extended", 0), case.get("paid")
    )


def ids(case: object) -> str:
    return str(case["name"]) if isinstance(case, dict) else ""


@pytest.mark.parametrize("case", CASES["case"], ids=ids)
def test_the_reply_is_due_on_the_day_the_lawyer_counted(case: dict[str, Any]) -> None:
    assert due_of(history(case)) == Due(case["due"], case.get("provisional", False))


@pytest.mark.parametrize("case", CASES["case"], ids=ids)
def test_the_alarm_comes_on_the_stricter_day(case: dict[str, Any]) -> None:
    assert alarm_of(history(case)).day == case.get("alarm", case["due"])


@pytest.mark.parametrize("case", CASES["impossible"], ids=ids)
def test_what_cannot_have_happened_is_refused_in_words(case: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=case["says"]):
        due_of(history(case))


def test_a_history_without_anything_is_the_bare_term() -> None:
    assert due_of(History(date(2024, 9, 25))) == Due(date(2024, 10, 28), False)
