"""The remedies by article, day and kind of body, as a lawyer wrote the cases down."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gongkai.law.calendar import Due, official_calendar
from gongkai.law.load import parse_toml
from gongkai.law.remedies import (
    Decision,
    NoRemedy,
    Settings,
    allowed_remedies,
    blocks,
    online_text,
    open_until,
    remedies_of_silence,
    remedy_of,
    remedy_term,
    review_bodies,
)

CASES = parse_toml((Path(__file__).parent / "cases/remedies.toml").read_bytes(), "cases/remedies.toml")


def ids(case: object) -> str:
    return str(case.get("name") or f"{case['kind']} {case['on']}") if isinstance(case, dict) else ""


def decision(case: dict[str, Any]) -> Decision:
    return Decision(case["on"], case["article"], case.get("ground", ""), case["letter"])


@pytest.mark.parametrize("case", CASES["case"], ids=ids)
def test_the_reply_names_the_way_that_its_article_and_day_give(case: dict[str, Any]) -> None:
    found = remedy_of(decision(case), Settings(**case.get("settings", {})))
    assert found.code == case["block"]
    assert case.get("words", "") in found.text
    assert found.code in allowed_remedies(decision(case))


@pytest.mark.parametrize("case", CASES["term"], ids=ids)
def test_a_remedy_stays_open_until_the_day_the_lawyer_counted(case: dict[str, Any]) -> None:
    assert remedy_term(case["code"], case["from"], official_calendar()).end == Due(case["end"], False)


@pytest.mark.parametrize("case", CASES["body"], ids=ids)
def test_the_review_goes_to_the_body_of_its_kind_and_day(case: dict[str, Any]) -> None:
    assert list(review_bodies(case["kind"], case["on"]).reviews) == case["reviews"]


def test_what_is_settled_leaves_one_way_and_what_is_open_leaves_both() -> None:
    refusal = Decision(date(2025, 7, 1), "条例 第十四条", "", "LET-23")
    part = Decision(date(2025, 7, 1), "条例 第三十七条", "条例 第十四条", "LET-22")
    early = Decision(date(2025, 3, 3), "条例 第三十八条", "", "LET-27")
    assert allowed_remedies(refusal) == {"R-A"}
    assert allowed_remedies(part) == allowed_remedies(early) == {"R-A", "R-B"}


def test_under_review_first_only_review_is_open_at_once() -> None:
    calendar = official_calendar()
    refusal = remedy_of(Decision(date(2024, 11, 25), "条例 第十四条", "", "LET-23"))
    other = remedy_of(Decision(date(2024, 11, 25), "条例 第三十八条", "", "LET-27"))
    assert [one.code for one in open_until(refusal, date(2024, 11, 25), calendar)] == ["review"]
    assert [(one.code, one.end.day) for one in open_until(other, date(2024, 11, 25), calendar)] == [
        ("review", date(2025, 1, 24)),
        ("suit", date(2025, 5, 26)),
    ]


def test_no_reply_in_time_leaves_the_choice_unless_set_otherwise() -> None:
    assert remedies_of_silence() == "R-B"
    assert remedies_of_silence(Settings(silence="review_first")) == "R-A"


def test_what_the_law_does_not_know_is_refused_in_words() -> None:
    with pytest.raises(NoRemedy, match="早于《政府信息公开条例》施行之日"):
        remedy_of(Decision(date(2008, 4, 30), "条例 第十四条"))
    with pytest.raises(NoRemedy, match="没有“village”类机关"):
        review_bodies("village", date(2025, 1, 1))
    with pytest.raises(NoRemedy, match="没有“appeal”这一期限"):
        remedy_term("appeal", date(2025, 1, 1), official_calendar())


def test_every_paragraph_leaves_blanks_for_the_bodies() -> None:
    assert all("{review}" in one.text and "{court}" in one.text for one in blocks())
    assert "{online}" in online_text()
