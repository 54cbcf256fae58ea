"""Standard catalogues go in and out as the usual Excel, and every row is accounted for."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from openpyxl import Workbook
from xlsxwriter import Workbook as Written

from gongkai.catalogue.coverage import coverage
from gongkai.catalogue.models import Fulfilment, Item, Obligation
from gongkai.catalogue.obligations import fulfil, line_of, plan, sort, take_in
from gongkai.catalogue.standard_book import workbook
from gongkai.catalogue.standard_rows import Line, NoCatalogue, lines
from gongkai.organisations.refusal import Refused
from tests.catalogue.items import an_edition
from tests.people import TODAY, County, a_county

pytestmark = pytest.mark.django_db
TWO_ROWS = (
    (
        "序号",
        "公开事项",
        "",
        "公开内容(要素)",
        "公开依据",
        "公开时限",
        "公开主体",
        "公开渠道和载体",
        "公开对象",
        "",
        "公开方式",
        "",
        "公开层级",
        "",
    ),
    (
        "",
        "一级事项",
        "二级事项",
        "",
        "",
        "",
        "",
        "",
        "全社会",
        "特定群体（请写明）",
        "主动",
        "依申请公开",
        "县级",
        "乡、村级",
    ),
)
MERGED = ("B2:C2", "A2:A3", "D2:D3", "E2:E3", "F2:F3", "G2:G3", "H2:H3", "I2:J2", "K2:L2", "M2:N2")


def a_book(
    rows: list[tuple[object, ...]],
    *,
    heads: tuple[tuple[str, ...], ...] = TWO_ROWS,
    merged: tuple[str, ...] = MERGED,
) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Sheet1"
    sheet.append(["（一）社会救助领域基层政务公开标准目录"])
    for row in (*heads, *rows):
        sheet.append(row)
    for place in merged:
        sheet.merge_cells(place)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def a_row(
    matter: str, part: str, subject: str = "柳湾镇人民政府", term: str = "20个工作日内", **more: str
) -> tuple[object, ...]:
    carriers = more.get("carriers", "■政府网站 □政府公报\n■社区/企事业单位/村公示栏（电子屏）")
    return (
        1.0,
        matter,
        part,
        "办事指南、对象范围",
        "条例",
        term,
        subject,
        carriers,
        "√",
        "",
        "√",
        "",
        "",
        "√",
    )


def test_the_usual_excel_is_read_with_its_merged_heads_and_boxes() -> None:
    line, *_ = lines(a_book([a_row("综合业务", "监督检查")]))
    assert (line.domain, line.matter, line.part) == ("社会救助", "综合业务", "监督检查")
    assert line.carriers == ("website", "notice_board")
    assert (line.everybody, line.on_own_motion, line.on_request, line.levels) == (
        True,
        True,
        False,
        ("township",),
    )
    assert "Sheet1" in line.where and "第4行" in line.where


def test_a_matter_that_stands_once_for_several_rows_belongs_to_all_of_them() -> None:
    book = a_book([a_row("最低生活保障", "政策法规"), a_row("", "审核信息")], merged=(*MERGED, "B4:B5"))
    plain = a_book([a_row("最低生活保障", "政策法规"), a_row("", "审核信息")])
    for data in (book, plain):
        assert [line.matter for line in lines(data)] == ["最低生活保障"] * 2


def test_heads_of_one_row_are_read_too() -> None:
    heads = (("序号", "一级事项", "二级事项", "公开内容", "公开依据", "公开时限", "公开主体", "公开渠道"),)
    row = (1, "综合", "检查", "内容", "条例", "3个工作日", "青溪县民政局", "√政府网站")
    (line,) = lines(a_book([row], heads=heads, merged=()))
    assert (line.subject, line.term, line.carriers) == ("青溪县民政局", "3个工作日", ("website",))


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04", "公开事项,公开内容".encode(), b"\xd0\xcf\x11\xe0" * 100]
)
def test_what_is_no_catalogue_is_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(NoCatalogue, match="。"):
        lines(data)


def test_a_workbook_without_the_heads_is_refused() -> None:
    book = Workbook()
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(NoCatalogue, match="表头"):
        lines(out.getvalue())


def test_a_sheet_without_end_is_refused_and_not_cut_in_silence() -> None:
    out = io.BytesIO()
    with Written(out) as book:
        sheet = book.add_worksheet("目录")
        sheet.write_row(0, 0, ["一级事项", "公开内容", "公开主体"])
        for at in range(1, 20_002):
            sheet.write_row(at, 0, ["甲", "内容", "青溪县民政局"])
    with pytest.raises(NoCatalogue, match="分成几份"):
        lines(out.getvalue())


def test_what_goes_out_comes_in_again() -> None:
    given = lines(
        a_book([a_row("甲", "一", carriers="■政府网站 ■大喇叭"), a_row("乙", "二", term="每季度首月20日前")])
    )
    back = lines(workbook(given))
    assert [_bare(line) for line in back] == [_bare(line) for line in given]
    with pytest.raises(NoCatalogue):
        lines(workbook([]))


def _bare(line: Line) -> Line:
    from_where = {"where": ""}
    return Line(**{**line.__dict__, **from_where})


def taken_in(cast: County, rows: list[tuple[object, ...]], on: date = TODAY) -> int:
    found = sort(lines(a_book(rows)))
    return take_in(found, fingerprint=plan(found, on).fingerprint, by=cast.clerk, on=on)


def test_every_row_is_accounted_for_and_one_bad_row_stops_all() -> None:
    cast = a_county()
    rows = [
        a_row("甲", "一"),
        a_row("乙", "二", "无此局"),
        a_row("丙", "三", ""),
        a_row("丁", "四", "青溪县民政局、柳湾镇人民政府"),
    ]
    found = sort(lines(a_book(rows)))
    assert [line.part for line, _ in found.good] == ["一", "四", "四"]
    assert ["无此局" in fault.says for fault in found.faults] == [True, False]
    assert [fault.where[-3:] for fault in found.faults] == ["第5行", "第6行"]
    with pytest.raises(Refused, match="2 行有问题"):
        take_in(found, fingerprint=plan(found, TODAY).fingerprint, by=cast.clerk, on=TODAY)
    assert not Obligation.objects.exists()


def test_a_new_catalogue_takes_the_place_of_the_old_one_and_keeps_what_fulfils_it() -> None:
    cast = a_county()
    taken_in(cast, [a_row("甲", "一"), a_row("乙", "二")])
    item = an_edition(cast).item
    fulfil(item, obligations=[Obligation.objects.get(part="一")], by=cast.clerk, on=TODAY)
    later = TODAY + timedelta(30)
    taken_in(cast, [a_row("甲", "一"), a_row("丙", "三")], later)
    current = {covered.obligation.part for covered in coverage([cast.township], later)}
    assert current == {"一", "三"}
    assert {covered.obligation.part for covered in coverage([cast.township], TODAY)} == {"一", "二"}
    assert Fulfilment.objects.filter(item=item).count() == 2
    taken_in(cast, [a_row("甲", "一")], later)
    assert [covered.obligation.part for covered in coverage([cast.township], later)] == ["一"]


def test_a_catalogue_is_taken_in_only_as_it_was_looked_at() -> None:
    cast = a_county()
    taken_in(cast, [a_row("甲", "一"), a_row("乙", "二")])
    found = sort(lines(a_book([a_row("甲", "一"), a_row("丙", "三")])))
    seen = plan(found, TODAY)
    assert [one.part for one in seen.ends] == ["二"] and seen.stays == 1
    assert {(body.name, domain): number for (body, domain), number in seen.fresh.items()} == {
        ("柳湾镇人民政府", "社会救助"): 2
    }
    taken_in(cast, [a_row("甲", "一")])
    with pytest.raises(Refused, match="请重新核对"):
        take_in(found, fingerprint=seen.fingerprint, by=cast.clerk, on=TODAY)


def test_lines_of_a_body_that_is_out_of_reach_are_faults() -> None:
    cast = a_county()
    found = sort(lines(a_book([a_row("甲", "一", "青溪县民政局")])), reach={cast.township.pk})
    assert (found.number, found.good) == (1, []) and "您不能导入“青溪县民政局”" in found.faults[0].says


def test_coverage_counts_public_items_and_names_what_is_late() -> None:
    cast = a_county()
    taken_in(cast, [a_row("甲", "一"), a_row("乙", "二", term="每季度首月20日前")], date(2025, 6, 1))
    covered = {one.obligation.part: one for one in coverage([cast.township], date(2026, 3, 2))}
    assert (covered["一"].items, covered["一"].late) == (0, None)
    assert (covered["二"].late, covered["二"].due) == (date(2026, 1, 20), date(2026, 4, 20))
    fresh = coverage([cast.township], date(2025, 7, 1))
    assert {one.obligation.part: one.late for one in fresh} == {"一": None, "二": None}


def test_an_item_fulfils_lines_of_its_own_body_only() -> None:
    cast = a_county()
    taken_in(cast, [a_row("甲", "一", "青溪县民政局")])
    with pytest.raises(Refused, match="不是柳湾镇人民政府"):
        fulfil(an_edition(cast).item, obligations=list(Obligation.objects.all()), by=cast.clerk, on=TODAY)
    assert Item.objects.count() == 1


def test_an_obligation_goes_out_as_it_came_in() -> None:
    cast = a_county()
    taken_in(cast, [a_row("甲", "一")])
    (obligation,) = Obligation.objects.all()
    assert lines(workbook([line_of(obligation)]))[0].subject == "柳湾镇人民政府"
