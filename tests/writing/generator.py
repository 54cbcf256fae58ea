"""Reports from a source of chance: three forms, every face, several sheets, bodies with rare characters in their names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import Final

from gongkai.paper.report import Report, Section
from gongkai.sheets.filled import BLANK, Face, Figure, FilledSheet, Number, number
from gongkai.sheets.forms import FORMS, form
from tests.writing.made import CHAPTERS, NOT_APPLICABLE

BODIES: Final = (
    "𠮷水县人民政府",
    "䶮湖县教育局",
    "玥溪县自然资源局",
    "喆山镇人民政府",
    "青溪县松岭街道办事处",
    "青溪县财政局",
)
PEOPLE: Final = ("龙䶮", "王喆", "李玥", "𠮷祥", "赵青")
SINGLES: Final = ("natural", "business", "research", "nonprofit", "legal", "other")
OVERALL: Final = (
    "（一）主动公开。对照清单逐项梳理，及时更新栏目。",
    "（二）依申请公开。登记、审核、答复各环节有专人负责。",
    "（三）政府信息管理",
    "规范性文件统一登记、统一编号、统一印制。",
    "（四）政府信息公开平台建设。维护“公开”专栏，检索 < 与 > & 等符号显示正常。",
    "（五）监督保障。开展培训与考核；组织了工作考核和社会评议，没有发生责任追究的情形。",
)
WORK: Final = (
    "（一）存在的主要问题。人手偏紧，更新不够及时。",
    "工作中还存在与公众期待不相适应的地方。",
    "（二）改进情况。充实力量、加强培训。",
    "下一步将把工作做细做实。",
)
FEES: Final = "没有发出信息处理费收费通知，没有收取信息处理费。"
OF_2014: Final = (
    ("概述", ("按照规定编制。",)),
    ("主动公开政府信息情况", ("公开内容按照栏目分类。",)),
    ("依申请公开政府信息情况", ("登记、审核、答复各环节有专人负责。",)),
    ("收费及减免情况", ("收费和减免按照规定执行。",)),
    ("行政复议、行政诉讼情况", ("有关案件按照程序办理。",)),
    ("机构建设、人员和经费情况", ("明确专门机构和专职、兼职人员，安排专项经费。",)),
    ("会议和培训情况", ("召开专题会议，举办培训班。",)),
    ("存在的主要问题及改进情况", WORK),
)


def any_report(chance: Random) -> Report:
    """A report of one of the three forms; one in five has a further sheet."""
    code = chance.choice(FORMS)
    year = {
        "2014": chance.randint(2014, 2018),
        "2019": chance.randint(2019, 2020),
        "2021": chance.randint(2021, 2025),
    }[code]
    sheets = [with_faces(balanced(code, year, chance), chance)]
    further = balanced(code, year, chance)
    if chance.random() < 0.2 and further.cells != sheets[0].cells:  # the same table twice counts as one
        sheets.append(replace(further, scope="汇总"))
    body = chance.choice(BODIES)
    return Report(
        body=body,
        year=year,
        form=code,
        form_due=code,
        title=f"{body}{year}年政府信息公开工作年度报告",
        preface=(
            f"本报告由{body}编制，数据统计期限为{year}年1月1日至{year}年12月31日。",
            "电子版可在政府门户网站（www.qingxi.gov.cn）下载；联系电话：0999-6200000，地址：青溪县松岭路1号。",
        ),
        sections=tuple(_sections(code, year, body, chance)),
        sheets=tuple(sheets),
    )


def balanced(code: str, year: int, chance: Random) -> FilledSheet:
    """A sheet whose sums hold."""
    values = _of_2014(chance) if code == "2014" else _of_2019(code, chance)
    return FilledSheet(
        code, year, {one: number(values[one]) if one in values else BLANK for one in form(code).cells}
    )


def with_faces(sheet: FilledSheet, chance: Random) -> FilledSheet:
    """The sheet with a few of its cells blank, not applicable or holding words."""
    words = Figure(Face.UNREADABLE, None, "约3件")
    codes = chance.sample(_filled_in(sheet), chance.choice((0, 0, 1, 3, 12)))
    faces = {code: chance.choice((BLANK, NOT_APPLICABLE, words)) for code in codes}
    return replace(sheet, cells={**sheet.cells, **faces})


def _filled_in(sheet: FilledSheet) -> list[str]:
    return [code for code in sheet.cells if not form(sheet.form).cells[code].line.heading]


def _count(chance: Random) -> int:
    return chance.choice(
        (0, 0, 0, chance.randint(1, 9), chance.randint(10, 999), chance.randint(10**4, 10**7))
    )


def _of_2019(code: str, chance: Random) -> Mapping[str, Number]:
    values: dict[str, Number] = {cell: _count(chance) for cell in form(code).cells}
    for cell, (line, head) in form(code).cells.items():
        if line.decimal or head.decimal:
            values[cell] = Decimal(chance.randint(0, 10**6)) / 100
        elif line.signed or head.signed:
            values[cell] = chance.randint(-9, 9)
    rows = [line.code for line in form(code).table("T3").blocks[0].lines]
    results = [row for row in rows if row[0] == "C" and row != "C7"]
    for column in SINGLES:
        closed = sum(values[f"T3.{row}.{column}"] for row in results)
        before, later = chance.randint(0, 5), chance.randint(0, 5) + 5
        balance = {"C7": closed, "B": before, "D": later, "A": closed + later - before}
        values |= {f"T3.{row}.{column}": count for row, count in balance.items()}
    values |= {f"T3.{row}.total": sum(values[f"T3.{row}.{one}"] for one in SINGLES) for row in rows}
    for row in ("review", "direct", "after"):
        values[f"T4.{row}.total"] = sum(
            values[f"T4.{row}.{one}"] for one in ("upheld", "corrected", "other", "pending")
        )
    return values


def _of_2014(chance: Random) -> Mapping[str, Number]:
    lines = [line for line in form("2014").tables[0].blocks[0].lines if not line.heading]
    values: dict[str, Number] = {line.code: _count(chance) for line in lines}
    values |= {line.code: Decimal(chance.randint(0, 10**5)) / 100 for line in lines if line.decimal}
    for total in ("R34", "R58", "R49", "R45", "R30", "R27", "R22"):
        values[total] = sum(values[line.code] for line in lines if line.parent == total)
    return values


def _sections(code: str, year: int, body: str, chance: Random) -> list[Section]:
    if code == "2014":
        chapters = [*OF_2014]
    else:
        chapters = [(title, ()) for title in CHAPTERS["2019"]]
        chapters[0], chapters[4], chapters[5] = (
            (chapters[0][0], OVERALL),
            (chapters[4][0], WORK),
            (chapters[5][0], (FEES,)),
        )
    signed = (body, f"{year + 1}年1月{chance.randint(1, 31)}日")
    tail = (*signed, *_signatures(year, chance)) if code == "2014" else chance.choice((signed, ()))
    title, last = chapters[-1]
    chapters[-1] = (title, (*last, *tail))
    return [Section(at, title, paragraphs) for at, (title, paragraphs) in enumerate(chapters, 1)]


def _signatures(year: int, chance: Random) -> tuple[str, ...]:
    one, two, three = chance.sample(PEOPLE, 3)
    return (
        f"单位负责人：{one}  审核人：{two}  填报人：{three}",
        f"联系电话：0999-6200000  填报日期：{year + 1}年1月9日",
    )
