"""The three official sheets stand complete in the data: rows, columns, units, headings, years."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.law.load import LawError
from gongkai.sheets.forms import FORMS, form, form_due

NAMES = ["natural", "business", "research", "nonprofit", "legal", "other", "total"]


def test_each_year_has_its_form() -> None:
    due = {2013: None, 2014: "2014", 2018: "2014", 2019: "2019", 2020: "2019", 2021: "2021", 2030: "2021"}
    assert {year: form_due(year) for year in due} == due


def test_an_unknown_form_is_refused_by_name() -> None:
    with pytest.raises(LawError, match="2013"):
        form("2013")


def test_forms_are_built_once() -> None:
    assert form("2021") is form("2021")


@pytest.mark.parametrize(
    ("code", "table", "rows", "cells"),
    [
        ("2014", "R", 65, 65),
        ("2019", "T2", 8, 22),
        ("2019", "T3", 23, 161),
        ("2019", "T4", 3, 15),
        ("2021", "T2", 6, 10),
        ("2021", "T3", 25, 175),
        ("2021", "T4", 3, 15),
    ],
)
def test_each_table_has_every_row_and_cell(code: str, table: str, rows: int, cells: int) -> None:
    lines = [line for block in form(code).table(table).blocks for line in block.lines]
    mine = [cell for cell in form(code).cells if cell.startswith(table)]
    assert (len(lines), len(mine)) == (rows, cells)
    assert len({line.code for line in lines}) == rows


def test_the_sheet_of_2014_has_seven_headings_without_a_unit() -> None:
    lines = [cell.line for cell in form("2014").cells.values()]
    headings = [line.code for line in lines if line.heading]
    assert headings == ["R01", "R05", "R11", "R13", "R21", "R55", "R62"]
    assert [line.code for line in lines if line.unit == "――"] == headings
    assert [line.code for line in lines] == [f"R{number:02}" for number in range(1, 66)]


def test_units_of_2014_are_those_of_the_form() -> None:
    units: dict[str, list[str]] = {}
    for code, cell in form("2014").cells.items():
        units.setdefault(cell.unit, []).append(code)
    assert units["万元"] == ["R54", "R61"]
    assert units["篇"] == ["R18"]
    assert units["人"] == ["R58", "R59", "R60"]
    assert units["人次"] == ["R65"]
    assert units["个"] == ["R56", "R57"]
    assert units["条"] == ["R02", "R03", "R06", "R07", "R08", "R09", "R10"]
    assert units["次"] == ["R12", "R14", "R15", "R16", "R17", "R19", "R20", "R63", "R64"]
    assert units["件"] == ["R04", *(f"R{number}" for number in range(22, 54))]


def test_parts_of_2014_name_the_row_they_are_a_part_of() -> None:
    parent = {code: cell.line.parent for code, cell in form("2014").cells.items()}
    assert {code for code, of in parent.items() if of == "R34"} == {f"R{number}" for number in range(35, 41)}
    assert {code for code, of in parent.items() if of == "R30"} == {
        f"R{number}" for number in (31, 32, 33, 34, 41, 42, 43, 44)
    }
    assert (parent["R03"], parent["R15"], parent["R17"], parent["R54"]) == ("R02", "R14", "R16", "")


def test_only_money_is_decimal_and_only_the_change_of_2019_signed() -> None:
    kinds = {
        code: (
            [c for c, x in form(code).cells.items() if x.decimal],
            [c for c, x in form(code).cells.items() if x.signed],
        )
        for code in FORMS
    }
    assert kinds["2014"] == (["R54", "R61"], [])
    assert kinds["2019"][0] == ["T2.procurement.amount"]
    assert kinds["2019"][1] == [
        f"T2.{line}.change" for line in ("permits", "services", "penalties", "coercion", "fees")
    ]
    assert kinds["2021"] == (["T2.fees.amount"], [])


def test_units_of_money_are_those_of_each_form() -> None:
    assert form("2019").cells["T2.procurement.amount"].unit == "元"
    assert form("2021").cells["T2.fees.amount"].unit == "万元"


@pytest.mark.parametrize("code", ["2019", "2021"])
def test_table_three_has_its_columns_rows_and_printed_check(code: str) -> None:
    table = form(code).table("T3")
    (block,) = table.blocks
    six = ["C6"] if code == "2019" else ["C6.1", "C6.2", "C6.3"]
    assert [column.code for column in block.columns] == NAMES
    assert [line.code for line in block.lines] == [
        *["A", "B", "C1", "C2"],
        *(f"C3.{number}" for number in range(1, 9)),
        *["C4.1", "C4.2", "C4.3"],
        *(f"C5.{number}" for number in range(1, 6)),
        *[*six, "C7", "D"],
    ]
    assert table.corner == "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    assert block.lines[9].group == ("三、本年度办理结果", "（三）不予公开")


def test_table_two_has_its_blocks_by_the_items_of_article_twenty() -> None:
    items = {code: [block.heading for block in form(code).table("T2").blocks] for code in ("2019", "2021")}
    assert items["2019"] == [f"第二十条第（{item}）项" for item in "一五六八九"]
    assert items["2021"] == [f"第二十条第（{item}）项" for item in "一五六八"]


def test_what_must_not_be_added_over_bodies_is_marked() -> None:
    single = {code: [c for c, x in form(code).cells.items() if not x.line.additive] for code in FORMS}
    assert single["2014"] == ["R02", "R12"]
    assert {c.split(".")[1] for c in single["2021"]} == {"rules", "review", "direct", "after"}


def test_a_misspelt_key_and_a_lost_parent_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sound = (Path(__file__).parents[2] / "gongkai/law/sheets/2014/r.toml").read_text("utf-8")
    head = (Path(__file__).parents[2] / "gongkai/law/sheets/2014/form.toml").read_text("utf-8")
    monkeypatch.setattr("gongkai.law.load.FOLDER", tmp_path)
    (tmp_path / "sheets/2014").mkdir(parents=True)
    (tmp_path / "sheets/2014/form.toml").write_text(head, "utf-8")
    for wrong, message in {
        'parent = "R02" },': "r.toml.*R99",
        'label = "2.兼职人员数"': "r.toml.*R60.*lable",
    }.items():
        broken = sound.replace(wrong, wrong.replace("R02", "R99").replace("label", "lable"))
        (tmp_path / "sheets/2014/r.toml").write_text(broken, "utf-8")
        form.cache_clear()
        with pytest.raises(LawError, match=message):
            form("2014")
    form.cache_clear()
