"""Reports as a body would publish them: pages with the official tables, for the tests that read bytes."""

from __future__ import annotations

from gongkai.sheets.filled import FilledSheet
from gongkai.sheets.layout import Head, Note, Place, tables_of
from tests.people import a_sheet


def _cell(item: Head | Place | Note, sheet: FilledSheet) -> str:
    span = f' colspan="{getattr(item, "columns", 1)}" rowspan="{getattr(item, "rows", 1)}"'
    text = str(sheet.value(item.code)) if isinstance(item, Place) else item.text
    return f"<td{span}>{text}</td>"


def a_page(title: str, sheet: FilledSheet) -> bytes:
    """A page with a title, two chapters and the official tables."""
    parts = [f"<h1>{title}</h1><p>一、总体情况</p><p>本机关依法公开政府信息。</p>"]
    for laid in tables_of(sheet):
        rows = [row for part in (laid.head, *laid.bodies) for row in part]
        drawn = "".join(f"<tr>{''.join(_cell(item, sheet) for item in row)}</tr>" for row in rows)
        parts.append(f"<p>{laid.table.section}</p><table>{drawn}</table>")
    parts.append(
        "<p>五、存在的主要问题及改进情况</p><p>公开不够及时，下一步将加快。</p><p>六、其他需要报告的事项</p><p>未收取信息处理费。</p>"
    )
    return f"<html><head><meta charset='utf-8'></head><body>{''.join(parts)}</body></html>".encode()


def published(body: str, year: int, form: str = "2021", **figures: int) -> bytes:
    """The report of a body for a year, everything 0 but ``figures`` (cell codes with _ for the dot)."""
    return a_page(f"{body}{year}年政府信息公开工作年度报告", a_sheet(form, year, **figures))


def with_a_gap(body: str = "柳湾镇人民政府", year: int = 2023) -> bytes:
    """A report whose first row of table three has a figure too many, so that none of them can be placed."""
    figures = dict.fromkeys(("T3_A_natural", "T3_A_total", "T3_C1_natural", "T3_C1_total"), 8)
    page = published(body, year, **figures, T3_C7_natural=8, T3_C7_total=8).decode()
    cells = [f'<td colspan="1" rowspan="1">{figure}</td>' for figure in (8, 0, 0, 0, 0, 0, 8)]
    assert "".join(cells) in page
    return page.replace("".join(cells), '<td colspan="7">8 0 0 3 0 0 0 8</td>', 1).encode()
