"""Reports to write: of the three forms, with faces other than numbers, and with names of rare characters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from gongkai.paper.report import Report, Section
from gongkai.sheets.filled import BLANK, Face, Figure, FilledSheet, number
from gongkai.sheets.forms import form

NOT_APPLICABLE: Final = Figure(Face.NOT_APPLICABLE, None, "/")
CHAPTERS: Final[Mapping[str, tuple[str, ...]]] = {
    "2014": ("概述", "主动公开政府信息情况", "依申请公开政府信息情况", "存在的主要问题及改进情况"),
    "2019": (
        "总体情况",
        "主动公开政府信息情况",
        "收到和处理政府信息公开申请情况",
        "政府信息公开行政复议、行政诉讼情况",
        "存在的主要问题及改进情况",
        "其他需要报告的事项",
    ),
}
YEARS: Final = {"2014": 2016, "2019": 2020, "2021": 2023}


def zeros(code: str) -> FilledSheet:
    """A sheet with a nought in every cell that takes a figure."""
    data = [one for one, cell in form(code).cells.items() if not cell.line.heading]
    return FilledSheet(code, YEARS[code], {one: number(0) for one in data})


def changed(sheet: FilledSheet, cells: Mapping[str, Figure]) -> FilledSheet:
    """The sheet with other figures in some cells."""
    return replace(sheet, cells={**sheet.cells, **cells})


def report_of(
    sheet: FilledSheet, body: str = "青溪县教育局", further: tuple[FilledSheet, ...] = ()
) -> Report:
    """A report around a sheet, with the chapters of its form."""
    year = sheet.year or YEARS[sheet.form]
    titles = CHAPTERS["2014" if sheet.form == "2014" else "2019"]
    quiet = ("主动公开政府信息情况", *titles[2:4]) if sheet.form != "2014" else ()
    sections = tuple(
        Section(at, title, () if title in quiet else (f"本单位按照规定做好{title}方面的工作。",))
        for at, title in enumerate(titles, 1)
    )
    return Report(
        body=body,
        year=year,
        form=sheet.form,
        form_due=sheet.form,
        title=f"{body}{year}年政府信息公开工作年度报告",
        preface=(f"本报告由{body}根据有关规定编制，数据统计期限为{year}年1月1日至{year}年12月31日。",),
        sections=sections,
        sheets=(sheet, *further),
    )


def with_faces() -> FilledSheet:
    """A sheet of 2021 in which every face occurs, and a cell that could not be placed."""
    faces = {
        "T2.rules.made": NOT_APPLICABLE,
        "T2.rules.repealed": Figure(Face.NOT_APPLICABLE, None, "—"),
        "T2.rules.valid": BLANK,
        "T3.A.legal": Figure(Face.UNREADABLE, None, "约3件"),
        "T3.B.natural": BLANK,
        "T4.review.upheld": number(12345678901234567),
    }
    sheet = changed(zeros("2021"), faces)
    return replace(sheet, cells={code: one for code, one in sheet.cells.items() if code != "T3.D.natural"})
