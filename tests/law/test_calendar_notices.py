"""Reading a notice an operator wrote: what is accepted, and what each mistake is called."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.law.calendar import Due, official_calendar
from gongkai.law.load import LawError
from gongkai.law.notices import read_notice, read_override, shipped_notices

# A fictional arrangement: the real notice for 2027 is not out.
NEXT = """
title  = "2027年放假安排（虚构）"
number = "试〔2026〕1号"
year   = 2027
[[holiday]]
name = "元旦"
off  = [2027-01-01, 2027-01-03]
days = 3
[[holiday]]
name = "春节"
off  = [2027-02-05, 2027-02-12]
days = 8
worked = [2027-01-31, 2027-02-20]
[[holiday]]
name = "清明节"
off  = [2027-04-03, 2027-04-05]
[[holiday]]
name = "劳动节"
off  = [2027-05-01, 2027-05-05]
worked = [2027-05-08]
[[holiday]]
name = "端午节"
off  = [2027-06-09]
[[holiday]]
name = "中秋节"
off  = [2027-09-15]
[[holiday]]
name = "国庆节"
off  = [2027-10-01, 2027-10-07]
worked = [2027-09-26, 2027-10-09]
"""


def replaced(old: str, new: str) -> bytes:
    assert old in NEXT
    return NEXT.replace(old, new).encode()


def test_the_notice_of_a_further_year_confirms_what_was_provisional() -> None:
    start = date(2026, 12, 28)
    before, after = official_calendar(), official_calendar().with_notice(read_notice(NEXT.encode()))
    assert before.add_workdays(start, 5).provisional
    assert after.add_workdays(start, 5) == Due(date(2027, 1, 5), provisional=False)
    assert after.confirmed_through == date(2027, 11, 30)


def test_a_yearly_notice_replaces_the_one_of_its_year() -> None:
    once = official_calendar().with_notice(read_notice(NEXT.encode()))
    again = once.with_notice(read_notice(replaced("2027-06-09", "2027-06-10")))
    assert (once.is_workday(date(2027, 6, 9)), again.is_workday(date(2027, 6, 9))) == (False, True)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("days = 3", "days = 4", "第 1 条 元旦：off 从 2027-01-01 到 2027-01-03 是 3 天，与 days = 4 不符"),
        ("2027-05-08", "2027-05-07", "劳动节：2027-05-07 是星期五，调休上班的应是周末"),
        ("[2027-06-09]", "[2028-06-09]", "端午节：2028-06-09 不属于 2027 年"),
        ("[2027-06-09]", "[2026-11-30]", "端午节：2026-11-30 不属于 2027 年"),
        ("[2027-06-09]", "[2027-05-01]", "2027-05-01 出现了两次：劳动节、端午节"),
        ("2027-05-08", "2027-05-02", "2027-05-02 出现了两次：劳动节、劳动节"),
        ("2027-10-01, 2027-10-07", "2027-10-07, 2027-10-01", "第 7 条 国庆节：off 应为放假的第一天和最后一天"),
        ("[2027-06-09]", "[2027-06-09, 2027-06-10, 2027-06-11]", "端午节：off 应为放假的第一天和最后一天"),
        ("worked = [2027-05-08]\n", "", "全年少了 14 个工作日，与法定放假 13 天不符"),
        ('"中秋节"', '"其他"', "缺少中秋节；一年的通知要写全"),
        ("year   = 2027", "year   = 2006", "year 的值 2006 不对，日历收 2007 年至 2099 年的通知"),
        ("year   = 2027", "", "缺少 year，应为整数"),
        ('name = "端午节"', "", "第 5 条：缺少 name，应为非空文字"),
        ("off  = [2027-06-09]", 'off = ["6月9日"]', "off 的值 .* 不对，应为日期列表"),
        ("off  = [2027-06-09]", "", "第 5 条 端午节：off（放假）、worked（上班）都没有"),
        ("worked = [2027-05-08]", "work = [2027-05-08]", "第 4 条 劳动节：不认识的键 work"),
        ("[[holiday]]\nname = \"元旦\"", "[holiday]\nname = \"元旦\"", "不是有效的 TOML 文件"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_notice_is_named_with_file_and_item(old: str, new: str, says: str) -> None:
    with pytest.raises(LawError, match=f"^2027.toml：.*{says.replace('（', '.').replace('）', '.')}"):
        read_notice(replaced(old, new), "2027.toml")


def test_a_changed_law_is_said_in_the_notice_itself() -> None:
    text = NEXT.replace("[[holiday]]", "statutory = 14\n[[holiday]]", 1).replace(
        "worked = [2027-05-08]\n", ""
    )
    assert read_notice(text.encode()).year == 2027


def test_an_amending_notice_need_not_be_complete() -> None:
    text = 'title = "调整"\nyear = 2027\namends = true\n[[holiday]]\nname = "劳动节"\noff = [2027-05-06]\n'
    calendar = (
        official_calendar().with_notice(read_notice(NEXT.encode())).with_notice(read_notice(text.encode()))
    )
    assert not calendar.is_workday(date(2027, 5, 6))
    assert not calendar.is_workday(date(2027, 5, 5))


def amendment(issued: str, item: str) -> bytes:
    head = f'title = "调整"\nyear = 2027\namends = true\nissued = {issued}\n'
    return f'{head}[[holiday]]\nname = "劳动节"\n{item}\n'.encode()


def test_of_two_changes_the_one_issued_later_holds() -> None:
    off = read_notice(amendment("2027-03-01", "off = [2027-05-10]"))
    worked = read_notice(amendment("2027-04-01", "worked = [2027-05-10]"))
    for first, second in ((off, worked), (worked, off)):
        calendar = official_calendar().with_notice(first).with_notice(second)
        assert calendar.is_workday(date(2027, 5, 10))
        assert "调休上班" in calendar.look(date(2027, 5, 10)).reason


@pytest.mark.parametrize("day", ["2026-12-01", "2027-12-31"])
def test_a_notice_may_speak_of_its_year_and_of_the_december_before(day: str) -> None:
    assert read_notice(amendment("2026-11-01", f"off = [{day}]")).holidays[0].first == date.fromisoformat(day)


@pytest.mark.parametrize("key", ["reason", "number"])
def test_a_local_change_without_reason_or_number_is_refused(key: str) -> None:
    lines = {"reason": 'reason = "民族节日"', "number": 'number = "某政发〔2026〕1号"'}
    del lines[key]
    text = "\n".join(lines.values()) + '\n[[holiday]]\nname = "三月三"\noff = [2026-04-17, 2026-04-20]\n'
    with pytest.raises(LawError, match=f"缺少 {key}，应为非空文字"):
        read_override(text.encode())


def test_one_notice_a_year_and_three_changes_during_the_year_are_shipped() -> None:
    yearly = [one.year for one in shipped_notices() if not one.amends]
    assert yearly == list(range(2007, 2027))
    assert [one.year for one in shipped_notices() if one.amends] == [2015, 2019, 2020]


def test_a_notice_is_issued_before_its_days_off_and_in_its_numbers_year() -> None:
    for notice in shipped_notices():
        if notice.issued:
            assert notice.issued < min(holiday.first for holiday in notice.holidays)
            assert f"〔{notice.issued.year}〕" in notice.number
