"""Workbooks of bodies and people for the tests of rosters, as people make them: with openpyxl, sheet by sheet."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook

from gongkai.organisations.rosters.columns import roster_sheets

Rows = Sequence[Sequence[Any]]
HEADS = {sheet.name: [column.label for column in sheet.columns] for sheet in roster_sheets()}

BODIES: Rows = [
    ["Q01", "青溪县人民政府", "县级人民政府", "", "2008-05-01"],
    ["Q02", "青溪县民政局", "政府部门", "Q01", ""],
    ["Q03", "柳湾镇人民政府", "乡镇人民政府", "Q01", "2008年5月1日"],
]
PEOPLE: Rows = [
    ["qx.xinxi", "甲某", "Q01", "信息员、主管部门"],
    ["lw.xinxi", "乙某", "Q03", "信息员"],
    ["lw.shenhe", "丙某", "Q03", "审核"],
]
POSTS: Rows = [["lw.shenhe", "Q03", "信息员", "lw.xinxi"], ["qx.xinxi", "Q02", "监督", ""]]


def a_workbook(
    bodies: Rows = BODIES,
    people: Rows = PEOPLE,
    posts: Rows = POSTS,
    heads: Mapping[str, Sequence[str]] = HEADS,
) -> Workbook:
    """A workbook of three sheets, heads in the first row."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in zip(heads, (bodies, people, posts), strict=True):
        sheet = book.create_sheet(name)
        for row in [heads[name], *rows]:
            sheet.append(list(row))
    return book


def packed(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
