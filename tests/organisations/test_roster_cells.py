"""Every cell that stands in the way is named with its row and column, whatever people do to a workbook."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import Workbook

from gongkai.organisations.actions import enrol, establish
from gongkai.organisations.models import Body, Kind, Person, Post
from gongkai.organisations.posts import appoint
from gongkai.organisations.refusal import Refused
from gongkai.organisations.rosters.filled import filled_rows
from gongkai.organisations.rosters.known import known_on
from gongkai.organisations.rosters.lines import Plan, What
from gongkai.organisations.rosters.planning import day_of, plan_of
from gongkai.organisations.rosters.workbook import workbook_rows
from tests.organisations.workbooks import BODIES, HEADS, PEOPLE, POSTS, Rows, a_workbook, packed
from tests.people import a_county

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


def _plan(book: Workbook) -> Plan:
    return plan_of(workbook_rows(packed(book)), known_on(DAY), DAY)


def _problems(bodies: Rows = (), people: Rows = (), posts: Rows = ()) -> list[str]:
    return [says for _, says in _plan(a_workbook(bodies, people, posts)).problems]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (["", "某局", "政府部门", "", ""], "第2行“机构代码”：没有填写。"),
        (["Q9", "", "政府部门", "", ""], "第2行“名称”：没有填写。"),
        (["Q9", "某局", "部门", "", ""], "第2行“类别”：“部门”不在下拉列表里"),
        (["Q9", "某局", "政府部门", "Q77", ""], "第2行“上级机关代码”：没有代码为“Q77”的机关。"),
        (["Q9", "某局", "政府部门", "Q9", ""], "第2行“上级机关代码”：不能是本机关自己。"),
        (["Q9", "某局", "政府部门", "", "去年"], "第2行“设立或变更日期”：“去年”不是日期"),
        (["Q9", "某局", "政府部门", "", "2026-02-30"], "不是日期"),
        (["Q9", "某局", "政府部门", "", "2026-03-03"], "2026-03-03 还没有到。"),
        (["Q" * 33, "某局", "政府部门", "", ""], "第2行“机构代码”：太长，最多 32 个字。"),
        (["Q02", "青溪县民政局", "乡镇人民政府", "Q01", ""], "类别不能通过导入修改"),
        (["Q02", "新名", "政府部门", "Q01", "2008-05-01"], "更名日期应在其后"),
        (["Q02", "青溪县民政局", "政府部门", "", ""], "不能通过导入取消"),
        (["Q02", "青溪县民政局", "政府部门", "Q03", "2008-05-01"], "调整日期应在其后"),
        ([12345678901234567890, "某局", "政府部门", "", ""], "超过 15 位的数字"),
    ],
)
def test_a_cell_of_a_body_that_will_not_do_is_named(row: list[Any], problem: str) -> None:
    a_county()
    assert any(problem in says for says in _problems(bodies=[row]))


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (["张三", "某", "Q01", ""], "第2行“账号”：只能用字母、数字"),
        (["a", "某", "Q01", ""], "第2行“账号”：只能用字母、数字"),
        (["clerk", "另一人", "Q01", ""], "第2行“姓名”：这个账号是“林知言”的"),
        (["CLERK", "林知言", "Q01", ""], "只是大小写不同"),
        (["clerk", "林知言", "Q02", ""], "先办交接，再调动"),
        (["new.one", "某", "Q77", ""], "第2行“所在机关代码”：没有代码为“Q77”的机关。"),
        (["new.one", "某", "Q01", "局长"], "第2行“岗位”：没有“局长”这个岗位"),
        (["new.one", "某", "Q01", "系统管理员、信息员"], "三员互斥"),
        (["clerk", "林知言", "Q01", "审计管理员"], "三员互斥"),
        (["new.one", "某", "Q01", "信息员、信息员"], "岗位重复"),
    ],
)
def test_a_cell_of_a_person_that_will_not_do_is_named(row: list[Any], problem: str) -> None:
    a_county()
    assert any(problem in says for says in _problems(people=[row]))


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (["nobody", "Q01", "信息员", ""], "第2行“账号”：没有账号“nobody”"),
        (["clerk", "Q77", "信息员", ""], "第2行“机关代码”：没有代码为“Q77”"),
        (["clerk", "Q02", "局长", ""], "第2行“岗位”：“局长”不在下拉列表里"),
        (["clerk", "Q02", "审核", "clerk"], "第2行“替谁的岗（账号）”：不能替自己的岗。"),
        (["clerk", "Q02", "审核", "other"], "“other”没有任这个岗位，无岗可替。"),
        (["clerk", "Q01", "信息员", "other"], "这个岗位现在是自己任职"),
        (["officer", "Q02", "系统管理员", ""], "三员互斥"),
    ],
)
def test_a_cell_of_a_post_that_will_not_do_is_named(row: list[Any], problem: str) -> None:
    cast = a_county()
    for account in ("other", "officer"):
        enrol(account=account, name="某", password=None, by=None, on=DAY, body=cast.county)
    officer = Person.objects.get(account="officer")
    appoint(officer, body=cast.county, post=Post.SYSTEM_OFFICER, by=None, on=DAY)
    assert any(problem in says for says in _problems(posts=[row]))


def test_rows_that_say_the_same_name_each_other() -> None:
    rows = [
        ["Q8", "甲局", "政府部门", "", ""],
        ["Q9", "乙局", "政府部门", "", ""],
        ["Ｑ8", "丙局", "政府部门", "", ""],
    ]
    assert _problems(bodies=rows) == ["第2行“机构代码”：与第4行重复。", "第4行“机构代码”：与第2行重复。"]
    people = [["one.a", "甲某", "Q8", ""], ["ONE.A", "乙某", "Q8", ""]]
    assert len(_problems(bodies=rows[:1], people=people)) == 2


def test_a_circle_of_parents_is_shown_whole_also_where_half_of_it_is_there_already() -> None:
    rows = [["A", "甲", "政府部门", "B", ""], ["B", "乙", "政府部门", "C", ""], ["C", "丙", "政府部门", "A", ""], ["D", "丁", "政府部门", "A", ""]]  # fmt: skip
    problems = _problems(bodies=rows)
    assert len(problems) == 3 and problems[0].endswith("上级机关成了循环：A → B → C → A。")
    a_county()
    problems = _problems(bodies=[["Q01", "青溪县人民政府", "县级人民政府", "Q03", "2026-01-01"]])
    assert problems == ["第2行“上级机关代码”：上级机关成了循环：Q01 → Q03 → Q01。"]


def test_text_is_what_was_meant_however_it_was_typed() -> None:
    rows = [
        ["'00071 ", " 某局\u200b", "政府部门", None, datetime(2010, 6, 1)],
        [71.0, "另局", "政府部门", "00071", "2010/6/1"],
        ["ＱＸ－９", "三局", "政府部门", 71, "2010年6月1日"],
    ]
    plan = _plan(a_workbook(rows, [], []))
    assert plan.problems == []
    assert [(line.code, line.name, line.parent, line.since) for line in plan.bodies] == [
        ("00071", "某局", "", date(2010, 6, 1)),
        ("71", "另局", "00071", date(2010, 6, 1)),
        ("QX-9", "三局", "71", date(2010, 6, 1)),
    ]


def test_merged_cells_are_refused_and_hidden_rows_are_read_and_said() -> None:
    book = a_workbook([*BODIES, ["Q04", "青溪县教育局", "政府部门", "Q01", ""]], [], [])
    sheet = book["机关"]
    sheet.merge_cells("D3:D4")
    sheet.row_dimensions[5].hidden = True
    plan = _plan(book)
    assert {says for _, says in plan.problems} == {
        f"第{row}行“上级机关代码”：是合并单元格，请取消合并后逐行填写。" for row in (3, 4)
    }
    assert plan.remarks == ["隐藏的行也一并读取：第5行。"] and len(plan.bodies) == 4


def test_columns_may_stand_in_any_order_and_others_are_said_to_be_left_out() -> None:
    heads = {**HEADS, "机关": ["备注", "类别*", "机构代码 *", "名称"]}
    plan = _plan(a_workbook([["x", "政府部门", "Q9", "某局"]], [], [], heads))
    assert plan.bodies[0].name == "某局" and plan.problems == []
    assert plan.remarks == ["工作表“机关”中不认识的列没有读取：备注。"]


def test_a_missing_column_a_column_twice_and_a_foreign_workbook_are_said() -> None:
    short = {**HEADS, "机关": ["机构代码", "名称", "名称"]}
    problems = [says for _, says in _plan(a_workbook([["Q9", "某局", "某局"]], [], [], short)).problems]
    assert problems[:2] == [
        "工作表“机关”有两列“名称”，请删去一列。",
        "工作表“机关”没有“类别”一列，请用下载的模板填写。",
    ]
    foreign = Workbook()
    assert "没有找到工作表" in _plan(foreign).problems[0][1]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04broken", b"not a workbook"])
def test_what_cannot_be_opened_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(Refused, match="打不开"):
        workbook_rows(data)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("", date(2008, 5, 1)),
        ("2010.6.1", date(2010, 6, 1)),
        ("2010-06-01 00:00:00", date(2010, 6, 1)),
        ("20100601", None),
        ("2010-13-01", None),
        ("六月", None),
    ],
)
def test_a_day_is_read_as_people_write_it_and_never_guessed(text: str, day: date | None) -> None:
    assert day_of(text) == day


def test_the_filled_template_sent_back_changes_nothing() -> None:
    cast = a_county()
    two = enrol(account="two", name="乙某", password=None, by=None, on=DAY, body=cast.bureau)
    appoint(two, body=cast.county, post=Post.INFORMATION_OFFICER, by=None, on=DAY, stand_in_for=cast.clerk)
    appoint(two, body=cast.bureau, post=Post.REVIEWER, by=None, on=DAY)
    rows = filled_rows(DAY)
    plan = _plan(a_workbook(rows["bodies"], rows["people"], rows["posts"]))
    assert plan.problems == [] and {line.outcome for line in plan.lines} == {What.SAME}
    assert len(plan.lines) == 3 + 2 + 1


def test_every_row_is_accounted_for_once() -> None:
    establish(code="Q01", name="青溪县人民政府", kind=Kind.COUNTY, by=None, on=date(2008, 5, 1))
    bad = ["", "", "政府部门", "", ""]
    plan = _plan(a_workbook([*BODIES, bad, [None] * 5], PEOPLE, POSTS))
    counted = {sheet: sum(of_sheet.values()) for sheet, of_sheet in plan.counts.items()}
    assert counted == {"机关": 4, "人员": 3, "任职": 2}
    assert plan.counts["机关"] == {What.NEW: 2, What.CHANGED: 0, What.SAME: 1, What.REFUSED: 1}
    assert Body.objects.count() == 1
