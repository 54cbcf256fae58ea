"""A ledger kept in Excel is taken over as it was looked at: every row accounted for, by cell where it cannot be, nobody's
name in clear, and no row twice."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date

import pytest
from xlsxwriter import Workbook

from gongkai.applications.importing import carry_out, give_up, plan_for, set_columns, table_of, take_in
from gongkai.applications.ledgers.columns import ledger_columns, meanings, proposed
from gongkai.applications.ledgers.planning import MOST_ROWS, What
from gongkai.applications.models import Application, CaseBook
from gongkai.applications.queries import steps_of
from gongkai.organisations.models import Person, Post
from gongkai.organisations.refusal import Refused
from tests.applications.cases import ID_NUMBER, noon
from tests.people import County

pytestmark = pytest.mark.django_db

NOW = noon(date(2026, 4, 1))
TODAY = date(2026, 4, 1)
HEADS = (
    "序号",
    "收到申请日期",
    "申请方式",
    "申请人类型",
    "申请人姓名",
    "身份证号",
    "申请公开的内容",
    "答复结果",
    "答复日期",
)
MORE = ("送达日期", "送达方式", "领导批示")
CLOSED = (
    "1",
    "2026年3月2日",
    "信函",
    "公民",
    "申请人甲",
    ID_NUMBER,
    "河道清淤的招标文件",
    "公开",
    "2026/3/20",
)
OPEN = ("2", "2026-03-30", "网上", "公民", "申请人乙", "", "低保名单的公示时间", "", "")
BAD = ("3", "某天", "飞鸽", "公民", "", "", "道路绿化合同", "", "")


def book_of(*rows: Sequence[str], heads: Sequence[str] = (*HEADS, *MORE)) -> io.BytesIO:
    out = io.BytesIO()
    book = Workbook(out)
    sheet = book.add_worksheet("2026年台账")
    sheet.write_string(0, 0, "政府信息公开申请办理台账")
    for at, row in enumerate((heads, *rows), 1):
        for column, text in enumerate(row):
            sheet.write_string(at, column, text)
    book.close()
    out.seek(0)
    return out


def sent(cast: County, clerk: Person, *rows: Sequence[str], **more: Sequence[str]) -> CaseBook:
    return take_in(book_of(*rows, **more), "台账.xlsx", body=cast.township, by=clerk, at=NOW)


def test_every_code_of_the_table_of_words_is_one_that_the_law_knows() -> None:
    official = {"channel", "applicant", "outcome", "view", "mode"}
    kinds = {one.kind for one in ledger_columns().values()}
    assert kinds == {"text", "day", "whole"} | official
    assert {kind: meanings(kind)["邮寄"] for kind in ("channel", "mode")} == {
        "channel": "signed_post",
        "mode": "post",
    }
    assert set(meanings("outcome").values()) - {"withdrawn"} <= {
        code for code, _ in Application._meta.get_field("outcome").choices or ()
    }


def test_heads_as_counties_write_them_are_understood_and_no_column_is_meant_twice() -> None:
    found = proposed([*HEADS, *MORE, "备注（申请人）"])
    assert [found.get(place) for place in range(len(HEADS))] == [
        None,
        "received",
        "channel",
        "kind",
        "name",
        "document_number",
        "wanted",
        "outcome",
        "decided",
    ]
    assert len(set(found.values())) == len(found)


def test_every_row_is_accounted_for_before_anything_is_done(cast: County, clerk: Person) -> None:
    book = sent(cast, clerk, (*CLOSED, "2026-03-23", "邮寄", "同意"), OPEN, BAD)
    plan = plan_for(book, TODAY)
    assert [(line.row.number, line.what) for line in plan.lines] == [
        (3, What.TAKEN),
        (4, What.TAKEN),
        (5, What.REFUSED),
    ]
    closed, running, refused = plan.lines
    assert closed.says == "2026-03-02 收到，已办结"
    assert running.says == "2026-03-30 收到，办理中，答复期限 2026-04-28"
    assert refused.problems[0] == "“收到日期”：“某天”不是日期，应写成 2025-01-20 的样子。"
    assert "“飞鸽”不认识" in refused.problems[1] and refused.problems[2] == "“申请人”：没有填写。"
    assert not Application.objects.exists()


def test_what_was_looked_at_is_what_is_done_and_the_cells_are_forgotten(cast: County, clerk: Person) -> None:
    book = sent(cast, clerk, (*CLOSED, "2026-03-23", "邮寄", "同意"), OPEN, BAD)
    made = carry_out(book, fingerprint=plan_for(book, TODAY).fingerprint, by=clerk, at=NOW)
    closed, running = (one.application for one in made)
    assert (closed.state, closed.closed_on, closed.outcome) == ("closed", date(2026, 3, 23), "granted")
    assert [one.code for one in steps_of(closed)] == ["receive", "decide", "serve"]
    assert closed.taken_over and (running.state, running.due_on) == ("open", date(2026, 4, 28))
    book.refresh_from_db()
    assert (book.done_on, book.sealed) == (TODAY, "")
    assert [row[1:3] for row in book.outcome][2][0] == "refused"
    with pytest.raises(Refused, match="已经清除"):
        table_of(book)
    with pytest.raises(Refused, match="不能再导入一次"):
        carry_out(book, fingerprint="", by=clerk, at=NOW)


def test_nobodys_name_lies_in_clear_in_the_database(cast: County, clerk: Person) -> None:
    odd = ("3", "申请人丙", "网上", "公民", "申请人丙", "", "道路绿化合同", "", "")
    book = sent(cast, clerk, OPEN, odd)
    assert "申请人乙" not in f"{CaseBook.objects.values().get()}"
    carry_out(book, fingerprint=plan_for(book, TODAY).fingerprint, by=clerk, at=NOW)
    assert "申请人丙" not in f"{CaseBook.objects.values().get()}"
    assert "所填内容不是日期" in CaseBook.objects.get().outcome[1][2]


def test_a_row_that_comes_a_second_time_is_known_by_the_number_it_got(cast: County, clerk: Person) -> None:
    book = sent(cast, clerk, OPEN)
    carry_out(book, fingerprint=plan_for(book, TODAY).fingerprint, by=clerk, at=NOW)
    again = plan_for(sent(cast, clerk, OPEN, CLOSED, CLOSED), TODAY)
    assert [(line.what, line.says) for line in again.lines][::2] == [
        (What.KNOWN, "已登记为 2026-0001"),
        (What.KNOWN, "与第 4 行相同"),
    ]
    assert again.counts[What.TAKEN] == 1


def test_confirming_something_else_than_was_looked_at_does_nothing(cast: County, clerk: Person) -> None:
    book = sent(cast, clerk, OPEN)
    seen = plan_for(book, TODAY).fingerprint
    set_columns(book, {place: code for place, code in proposed(HEADS).items() if code != "document_number"})
    book = CaseBook.objects.get()
    with pytest.raises(Refused, match="核对以后有了变化"):
        carry_out(sent(cast, clerk, CLOSED), fingerprint=seen, by=clerk, at=NOW)
    assert not Application.objects.exists()


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"答复结果": "公开", "答复日期": ""}, "“答复日期”：有办理结果，没有答复日期。"),
        ({"答复结果": "", "答复日期": "2026-03-20"}, "“办理结果”：有答复或者送达的日期，没有办理结果。"),
        ({"答复结果": "公开", "答复日期": "2026-05-20"}, "“签发答复”的日期 2026-05-20 还没有到。"),
        ({"答复结果": "公开", "答复日期": "2026-02-20"}, "应在办理中、待申请人补正"),
        ({"送达日期": "2026-03-21", "答复结果": "公开", "答复日期": "2026-03-20"}, "没有写明怎样送达"),
        ({"收到申请日期": "2026-02-30"}, "“2026-02-30”不是日历上的日子。"),
        ({"收到申请日期": "2007-02-01"}, "2007-02-01 早于《政府信息公开条例》施行之日"),
    ],
)
def test_what_cannot_be_is_refused_with_the_cell_that_says_so(
    cells: dict[str, str], says: str, cast: County, clerk: Person
) -> None:
    heads = (*HEADS, *MORE)
    row = dict(zip(heads, (*OPEN, "", "", ""), strict=True)) | {"收到申请日期": "2026-03-02"} | cells
    (line,) = plan_for(sent(cast, clerk, tuple(row.values())), TODAY).lines
    assert line.what is What.REFUSED and any(says in problem for problem in line.problems), line.problems


def test_what_was_breached_on_paper_is_taken_over_and_said(cast: County, clerk: Person) -> None:
    late = (*CLOSED[:-1], "2026-03-31", "2026-04-01", "当面领取", "")
    (line,) = plan_for(sent(cast, clerk, late), TODAY).lines
    assert line.what is What.TAKEN and any("才答复" in says for says in line.warns)


def test_a_ledger_without_a_needed_column_or_heads_says_what_is_missing(cast: County, clerk: Person) -> None:
    book = sent(cast, clerk, OPEN)
    set_columns(book, {1: "received"})
    plan = plan_for(book, TODAY)
    assert "还没有指明哪一列是“申请人”。" in plan.troubles and not plan.does_something
    with pytest.raises(Refused, match="两列都指明为“申请人”"):
        set_columns(book, {1: "name", 2: "name"})
    with pytest.raises(Refused, match="没有找到列名"):
        sent(cast, clerk, OPEN, heads=("甲", "乙"))
    with pytest.raises(Refused, match="打不开"):
        take_in(io.BytesIO(b"PK\x03\x04"), "台账.xlsx", body=cast.township, by=clerk, at=NOW)


def test_only_who_registers_for_the_body_takes_its_ledger_over(
    cast: County, staff: dict[Post, Person], clerk: Person
) -> None:
    with pytest.raises(Refused, match="登记申请的权限"):
        sent(cast, staff[Post.SECRECY_REVIEWER], OPEN)
    with pytest.raises(Refused, match="登记申请的权限"):
        take_in(book_of(OPEN), "台账.xlsx", body=cast.bureau, by=clerk, at=NOW)


def test_a_ledger_given_up_is_forgotten(cast: County, clerk: Person) -> None:
    book = give_up(sent(cast, clerk, OPEN), by=clerk, at=NOW)
    assert book.sealed == ""
    with pytest.raises(Refused, match="已经清除"):
        plan_for(book, TODAY)


def test_too_many_rows_are_refused_as_a_whole(cast: County, clerk: Person) -> None:
    plan = plan_for(sent(cast, clerk, *[OPEN] * (MOST_ROWS + 1)), TODAY)
    assert plan.lines == [] and "请分成几份上传" in plan.troubles[0]
