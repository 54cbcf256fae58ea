"""Reports printed to PDF by a real browser: every figure in its cell, whatever the borders and the paper."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from gongkai.paper.blocks import Grid, Paper, Paragraph
from gongkai.reading.pdf.opening import open_pdf

pytestmark = pytest.mark.browser
CHROMIUM = Path("/usr/bin/chromium")
HEADS = ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]
GROUPS = {
    "（一）予以公开": [""],
    "（三）不予公开": [f"{i}.属于第{i}种情形，依照条例第十四条、第十五条不予公开" for i in range(1, 9)],
    "（四）无法提供": [f"{i}.民政、风景、长江、车辆、见证、页面、黄金、马鞍第{i}类" for i in range(1, 4)],
    "（五）不予处理": [f"{i}.重复申请之{i}" for i in range(1, 6)],
    "（六）其他处理": [f"{i}.申请人逾期之{i}" for i in range(1, 4)],
    "（七）总计": [""],
}
Printer = Callable[..., Paper]


@pytest.fixture(scope="module")
def printed() -> Iterator[Printer]:
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is not here: PDF printed by a browser is NOT tested")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        page = browser.new_page()
        yield lambda html, **how: _print(page, html, **how)
        browser.close()


def _print(page: Page, html: str, **how: bool) -> Paper:
    page.set_content(f"<meta charset=utf-8><style>body {{ font: 14px serif }} {STYLE}</style>{html}")
    return open_pdf(page.pdf(format="A4", print_background=True, **how))


STYLE = "table { border-collapse: collapse } td { padding: 4px; overflow-wrap: anywhere }"


def _figures() -> Iterator[list[str]]:
    chance = random.Random(5)
    while True:
        yield [
            chance.choice(["", "0", "0", str(chance.randrange(99)), str(chance.randrange(10**6))])
            for _ in range(7)
        ]


def _table_three(border: str) -> tuple[str, list[tuple[str, list[str]]]]:
    """HTML of a table three, and its rows as (label, seven figures)."""
    figures = _figures()
    rows: list[tuple[str, list[str]]] = []
    html = "<tr><td colspan=3 rowspan=3>（本列数据的勾稽关系）<td colspan=7>申请人情况"
    html += "<tr><td rowspan=2>自然人<td colspan=5>法人或其他组织<td rowspan=2>总计<tr>"
    html += "".join(f"<td>{head}" for head in HEADS)
    for label in ("一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量"):
        rows.append((label, next(figures)))
        html += f"<tr><td colspan=3>{label}" + _cells(rows[-1][1])
    group = f"<td rowspan={sum(map(len, GROUPS.values()))} style='width: 1em'>三、本年度办理结果"
    for name, reasons in GROUPS.items():
        head = f"<td rowspan={len(reasons)}>{name}" if reasons[0] else f"<td colspan=2>{name}"
        for reason in reasons:
            rows.append((reason or name, next(figures)))
            html += f"<tr>{group}{head}" + (f"<td>{reason}" if reason else "") + _cells(rows[-1][1])
            group = head = ""
    return f"<style>td {{ border: {border} }}</style><table>{html}</table>", rows


def _cells(figures: list[str]) -> str:
    return "".join(f"<td>{figure}" for figure in figures)


def _rows(paper: Paper) -> dict[str, list[str]]:
    found = {}
    for row in (row for block in paper.blocks if isinstance(block, Grid) for row in block.rows):
        own = [slot.text for slot in row if slot.first]
        if len(own) > 7:
            found[own[-8]] = own[-7:]
    return found


@pytest.mark.parametrize(
    "border", ["1px solid #000", "1px dotted #333", "2px dashed #000", "3px double #000", "thin solid #ccc"]
)
@pytest.mark.parametrize("landscape", [False, True])
def test_table_three_over_a_page_break_keeps_every_figure(
    printed: Printer, border: str, landscape: bool
) -> None:
    html, rows = _table_three(border)
    paper = printed(
        "<p>三、收到和处理政府信息公开申请情况</p><p style='height: 600px'></p>" + html, landscape=landscape
    )
    assert paper.notes == ()
    assert _rows(paper) == dict(rows)


def test_table_three_over_a_page_break_is_one_grid(printed: Printer) -> None:
    html, _ = _table_three("1px solid #000")
    paper = printed("<p style='height: 600px'></p>" + html)
    assert sum(isinstance(block, Grid) for block in paper.blocks) == 1


def test_the_group_label_set_vertically_by_the_browser_is_read_downwards(printed: Printer) -> None:
    html, rows = _table_three("1px solid #000")
    html = html.replace("style='width: 1em'", "style='writing-mode: vertical-rl'")
    paper = printed(html)
    assert _rows(paper) == dict(rows)
    (grid,) = (block for block in paper.blocks if isinstance(block, Grid))
    assert "三、本年度办理结果" in {slot.text for row in grid.rows for slot in row}


def test_a_table_without_borders_keeps_its_columns_by_blanks(printed: Printer) -> None:
    rows = [["规章", "1", "0", "11"], ["行政规范性文件", "8", "", "66"], ["行政许可", "447228", "3", "5"]]
    html = "".join("<tr>" + "".join(f"<td style='width: 140px'>{text}" for text in row) for row in rows)
    lines = [block.text for block in printed(f"<table>{html}</table>").blocks if isinstance(block, Paragraph)]
    assert [line.split() for line in lines] == [[text for text in row if text] for row in rows]
    wide = [line.encode("gb18030") for line in lines]
    assert wide[0].index(b"11") == wide[1].index(b"66") == wide[2].rindex(b"5")


def test_head_and_foot_that_the_browser_prints_are_no_text(printed: Printer) -> None:
    paragraphs = "".join(f"<p style='height: 300px'>第{chr(0x4E00 + i)}段</p>" for i in range(12))
    paper = printed(paragraphs, display_header_footer=True)
    assert [block.text for block in paper.blocks if isinstance(block, Paragraph) and "段" not in block.text][
        2:
    ] == []
