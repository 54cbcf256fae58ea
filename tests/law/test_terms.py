"""The terms: each with article and day of force, chosen by the day of receipt, and left alone by later changes."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gongkai.law.calendar import Due, official_calendar
from gongkai.law.dates import chinese, end_of_term, months_after, with_weekday
from gongkai.law.deadlines import History, due_of
from gongkai.law.load import Entry, LawError, load_toml, parse_toml
from gongkai.law.sources import instruments
from gongkai.law.terms import NoRules, TermBook, official_terms, read_terms, rules_for, terms_on

CASES = parse_toml((Path(__file__).parent / "cases/terms.toml").read_bytes(), "cases/terms.toml")
LAST_OLD, FIRST_NEW = date(2019, 5, 14), date(2019, 5, 15)


def book(text: str) -> TermBook:
    return read_terms(Entry(parse_toml(text.encode(), "terms.toml"), "terms.toml"))


def amended(*more: str) -> TermBook:
    """The shipped terms and some invented ones."""
    text = Path(__file__).parents[2].joinpath("gongkai/law/terms.toml").read_text("utf-8")
    return book("\n".join([text, *more]))


FUTURE = """
[[edition]]
code = "2030"
label = "2030年修订的《政府信息公开条例》（虚构）"
in_force = 2030-07-01
excludes = ["third"]
basis = "条例 第三十三条第三款"

[[term]]
code = "reply"
ref = "C-06"
label = "答复"
amount = 10
unit = "working"
from = "收到申请之日"
basis = "条例 第三十三条第二款"
in_force = 2030-07-01
"""


@pytest.mark.parametrize("case", CASES["vector"], ids=[str(one["start"]) for one in CASES["vector"]])
def test_working_days_end_where_the_lawyer_counted(case: dict[str, Any]) -> None:
    calendar = official_calendar()
    found = {n: calendar.add_workdays(case["start"], int(n)) for n in case["ends"]}
    assert found == {n: Due(day, False) for n, day in case["ends"].items()}


@pytest.mark.parametrize("case", CASES["term"], ids=[one["name"] for one in CASES["term"]])
def test_a_term_ends_where_the_lawyer_counted(case: dict[str, Any]) -> None:
    term = terms_on(case["start"])[case["code"]]
    assert end_of_term(term, case["start"], official_calendar()) == Due(case["end"], False)


def test_every_term_of_the_dossier_is_there_with_its_article() -> None:
    terms = official_terms().terms
    assert {one.ref for one in terms} == {f"C-{n:02}" for n in range(1, 16)} | {"FEE-02"}
    assert all(instruments(one.basis) for one in terms)
    assert all(instruments(one.basis) for one in official_terms().editions)


def test_the_edition_is_that_of_the_day_of_receipt() -> None:
    old, new = rules_for(LAST_OLD), rules_for(FIRST_NEW)
    assert (old.edition.code, old.length("reply"), old.length("extension")) == ("2007", 15, 15)
    assert (new.edition.code, new.length("reply"), new.length("extension")) == ("2019", 20, 20)
    assert (old.day, new.day, old.reason) == (LAST_OLD, FIRST_NEW, "")
    assert old.term("joint") is None
    assert [old.excludes(party) for party in ("third", "agency", "joint")] == [True, False, False]
    assert [new.excludes(party) for party in ("third", "agency", "joint")] == [True, True, True]
    assert rules_for(date(2008, 5, 1)).edition.code == "2007"


def test_an_open_case_may_be_put_under_the_other_edition_with_a_reason() -> None:
    moved = rules_for(date(2019, 5, 10), edition="2019", reason="修订施行时尚未答复")
    assert (moved.length("reply"), moved.reason, moved.day) == (20, "修订施行时尚未答复", FIRST_NEW)
    back = rules_for(date(2019, 6, 3), edition="2007", reason="施行以前提出")
    assert (back.length("reply"), back.day) == (15, LAST_OLD)
    same = rules_for(date(2019, 6, 3), edition="2019")
    assert (same.day, same.reason) == (date(2019, 6, 3), "")
    assert due_of(History(date(2019, 5, 10)), moved) == Due(date(2019, 6, 10), False)


def test_another_edition_without_a_reason_is_refused() -> None:
    with pytest.raises(NoRules, match="应当写明理由"):
        rules_for(date(2019, 5, 10), edition="2019", reason=" ")
    with pytest.raises(NoRules, match="没有“1999”这一版条例，可选：2007、2019"):
        rules_for(date(2019, 5, 10), edition="1999", reason="试")
    with pytest.raises(NoRules, match="早于《政府信息公开条例》施行之日（2008-05-01）"):
        rules_for(date(2008, 4, 30))


def test_a_later_change_leaves_the_cases_before_it_alone() -> None:
    future = amended(FUTURE)
    for day in (date(2017, 1, 20), date(2024, 9, 25), date(2030, 6, 30)):
        before, after = rules_for(day), rules_for(day, book=future)
        assert (after.edition, dict(after.terms)) == (before.edition, dict(before.terms))
    changed = rules_for(date(2030, 7, 1), book=future)
    assert (changed.edition.code, changed.length("reply"), changed.length("extension")) == ("2030", 10, 20)
    assert not changed.excludes("agency")


def test_a_term_without_number_says_so() -> None:
    rules = rules_for(date(2018, 3, 5))
    assert rules.terms["correction_notice"].says == "合理期限"
    assert rules.terms["reply"].says == "15个工作日"
    with pytest.raises(LookupError, match="没有规定“告知更改、补充”的期限是多少"):
        rules.length("correction_notice")
    with pytest.raises(LookupError, match="2007年公布的《政府信息公开条例》没有 joint 这一期限"):
        rules.length("joint")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("amount = 10", "amount = 0", "amount 应为 1 以上的整数"),
        ("amount = 10", 'amount = "十"', "amount 的值 '十' 不对"),
        ('unit = "working"', 'unit = "week"', "unit 的值 'week' 不对"),
        ('excludes = ["third"]', 'excludes = ["friend"]', "excludes 只能是third、agency、joint"),
        ('ref = "C-06"', 'ref = "C-06"\nnote = "x"', "不认识的键 note"),
        ("in_force = 2030-07-01\n", "", "缺少 in_force"),
        ('code = "reply"', 'code = "reply"\nfrom_day = 1', "不认识的键 from_day"),
        ('[[term]]\ncode = "reply"', '[[terms]]\ncode = "reply"', "不认识的键 terms"),
    ],
)
def test_a_wrong_term_is_named(old: str, new: str, says: str) -> None:
    assert old in FUTURE
    with pytest.raises(LawError, match=says):
        book(FUTURE.replace(old, new))


def test_a_code_stands_once_for_each_day_of_force() -> None:
    entries = load_toml("terms.toml")["term"]
    keys = [(one["code"], one["in_force"]) for one in entries]
    assert len(keys) == len(set(keys)) == len(official_terms().terms)
    with pytest.raises(LawError, match="代码 reply 重复"):
        amended(FUTURE, FUTURE.split("\n\n")[1].replace("amount = 10", "amount = 11"))


def test_days_are_written_as_officials_write_them() -> None:
    assert chinese(date(2024, 9, 5)) == "2024年9月5日"
    assert with_weekday(date(2024, 9, 29)) == "2024年9月29日（星期日）"


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2024, 8, 31), 6, date(2025, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2024, 6, 15), 6, date(2024, 12, 15)),
        (date(2024, 7, 15), 6, date(2025, 1, 15)),
        (date(2024, 12, 31), 12, date(2025, 12, 31)),
        (date(2024, 11, 30), 3, date(2025, 2, 28)),
    ],
)
def test_months_end_on_the_same_day_or_the_last_of_a_shorter_month(
    start: date, months: int, end: date
) -> None:
    assert months_after(start, months) == end
