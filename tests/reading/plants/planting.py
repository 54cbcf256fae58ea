"""Errors that can be planted in a generated report: a wrong figure, or a sentence that does not hold."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from .figures import Cells
from .papers import Paper


class Planted(NamedTuple):
    """A finding the paper deserves. ``required``: it must be found; else it may be."""

    check: str
    severity: str
    cells: tuple[str, ...]
    says: str
    required: bool = True


class Wrong(NamedTuple):
    """Figures to raise by one so that a rule breaks. ``forms``: where it can be done."""

    check: str
    cells: tuple[str, ...]
    forms: tuple[str, ...]


_MODERN = ("2019", "2021")
FIGURES: tuple[Wrong, ...] = (
    Wrong("F2014-33", ("R40",), ("2014",)),
    Wrong("F2014-30", ("R26",), ("2014",)),
    Wrong("F2014-31", ("R29",), ("2014",)),
    Wrong("F2014-32", ("R41",), ("2014",)),
    Wrong("F2014-40", ("R48",), ("2014",)),
    Wrong("F2014-42", ("R52",), ("2014",)),
    Wrong("F2014-50", ("R58",), ("2014",)),
    Wrong("-T3-03", ("T3.C1.total",), _MODERN),
    Wrong("-T3-03", ("T3.A.business",), _MODERN),
    Wrong("-T3-02", ("T3.C4.1.natural", "T3.C4.1.total"), _MODERN),
    Wrong("-T3-02", ("T3.C3.5.business", "T3.C3.5.total"), _MODERN),
    Wrong("-T3-01", ("T3.D.natural", "T3.D.total"), _MODERN),
    Wrong("-T3-01", ("T3.B.other", "T3.B.total"), _MODERN),
    Wrong("-T4-01", ("T4.review.total",), _MODERN),
    Wrong("-T4-02", ("T4.direct.pending",), _MODERN),
    Wrong("-T4-03", ("T4.after.corrected",), _MODERN),
)


def raise_figures(wrong: Wrong, cells: Cells, form: str) -> list[Planted]:
    """Put the wrong figures in; nothing where one of them is no number."""
    values = [cells[code] for code in wrong.cells]
    if any(not isinstance(value, int) for value in values):
        return []
    for code, value in zip(wrong.cells, values, strict=True):
        assert isinstance(value, int)
        cells[code] = value + 1
    check = f"F{form}{wrong.check}" if wrong.check.startswith("-") else wrong.check
    return [Planted(check, "error", wrong.cells, "数字多1")]


Sentence = Callable[[Paper, str, int, Cells], list[Planted]]


def _match(paper: Paper, passage: str) -> bool:
    return sum(bool(re.search(passage, line.text)) for line in paper.lines()) == 1


def _closed(paper: Paper, form: str, year: int, cells: Cells) -> list[Planted]:
    """The prose closes two cases more than the table."""
    passage = r"办结(\d+)件"
    if form == "2014" or not _match(paper, passage):
        return []
    paper.change(passage, lambda found: f"办结{int(found[1]) + 2}件")
    known = isinstance(cells.get("T3.C7.total"), int)
    parts = Planted("P-01", "error", (), "各项结果之和少2", False)
    return [Planted(f"F{form}-P01", "error", ("T3.C7.total",), "正文办结数多2", known), parts]


def _share(paper: Paper, form: str, year: int, cells: Cells) -> list[Planted]:
    passage = r"(占办结总数的|占全部办结件的)([\d.]+)%"
    if not _match(paper, passage):
        return []
    paper.change(passage, lambda found: f"{found[1]}{abs(float(found[2]) - 7.3):.1f}%")
    return [Planted("P-14", "error", (), "百分比差7.3个点")]


def renumber(paper: Paper, form: str, year: int, cells: Cells) -> list[Planted]:
    """Chapter five is numbered four; cannot be done where numbers are automatic."""
    paper.change("^五、", "四、")
    return [Planted("P-07", "error", (), "两个四，没有五")]


def _period(paper: Paper, form: str, year: int, cells: Cells) -> list[Planted]:
    passage = f"(统计期为|统计时间自|起止时间为){year}年1月1日"
    if form == "2014" or not _match(paper, passage):
        return []
    paper.change(passage, rf"\g<1>{year - 1}年1月1日")
    return [Planted(f"F{form}-S05", "error", (), "统计期从上一年开始")]


def _plan(paper: Paper, form: str, year: int, cells: Cells) -> list[Planted]:
    passage = f"({year + 1})年(，我|重点做好|将采取|，一是|将严格)"
    if not _match(paper, passage):
        return []
    paper.change(passage, rf"{year - 1}年\g<2>")
    return [Planted("P-06", "question", (), "计划写成上一年")]


def _gap_in_list(paper: Paper, form: str, year: int, cells: Cells) -> list[Planted]:
    passage = "^(（一）主要问题。|主要问题：|工作中的不足：)(.*?)；三是"
    if not _match(paper, passage):
        return []
    paper.change(passage, r"\g<1>\g<2>；四是")
    return [Planted("P-17", "gap", (), "二是之后是四是")]


def _added(check: str, severity: str, text: str, says: str) -> Sentence:
    def write(paper: Paper, form: str, year: int, cells: Cells) -> list[Planted]:
        if form == "2014" and check.startswith("F2021"):
            return []
        paper.add("^（四）政府信息公开平台建设" if form != "2014" else "^一、概述$", text)
        return [Planted(check, severity, (), says)]

    return write


SENTENCES: tuple[Sentence, ...] = (
    _closed,
    _closed,
    _share,
    renumber,
    _period,
    _plan,
    _gap_in_list,
    _added("P-01", "error", "全年开展宣传活动共18场，其中进村9场、进校5场、进企3场。", "9+5+3=17，文中18"),
    _added(
        "P-01",
        "error",
        "公开村级事务信息共203条，其中党务61条、村务97条、财务48条。",
        "61+97+48=206，文中203",
    ),
    _added("P-14", "error", "随机抽查栏目50个，其中31个更新及时，占72%。", "31/50=62%，文中72%"),
    _added("P-18", "gap", "全年公开社会救助信息条，均按月更新。", "缺数字"),
    _added(
        "P-10",
        "question",
        "更多内容请登录疾风球讯直播网（www.jifeng.example.com）查看，疾风球讯直播每日更新。",
        "无关网站",
    ),
    _added("P-04", "question", "全年发布便民服务信息460余条。", "统计数用了余"),
)
