"""Small fictional reports as HTML, their tables drawn from the official form itself."""

from __future__ import annotations

from collections.abc import Mapping

from gongkai.sheets.definition import SheetBlock, SheetTable, cell_code
from gongkai.sheets.forms import form

PROSE = (
    "镇里把三十二个村的账本搬到河边的大榕树下，请老人逐页念给大家听，念完再贴到墙上，谁有疑问当场就能问清楚。",
    "公开栏改成了双面的，一面写钱从哪里来，一面写钱到哪里去，雨天有檐，夜里有灯。",
)
ASKED = {
    "T3.A.natural": 3,
    "T3.A.total": 3,
    "T3.C1.natural": 3,
    "T3.C1.total": 3,
    "T3.C7.natural": 3,
    "T3.C7.total": 3,
}


def report_html(body: str, year: int, cells: Mapping[str, int], prose: tuple[str, ...] = PROSE) -> bytes:
    """A report of the 2021 form; cells that are not given hold 0."""
    tables = {table.code: _table(table, cells) for table in form("2021").tables}
    chapters = (
        ("一、总体情况", "".join(f"<p>{text}</p>" for text in prose)),
        ("二、主动公开政府信息情况", tables["T2"]),
        ("三、收到和处理政府信息公开申请情况", tables["T3"]),
        ("四、政府信息公开行政复议、行政诉讼情况", tables["T4"]),
        ("五、存在的主要问题及改进情况", "<p>有的村更新不够及时，已逐村约定更新日期。</p>"),
        ("六、其他需要报告的事项", "<p>本年度没有收取信息处理费。</p>"),
    )
    title = f"{body}{year}年政府信息公开工作年度报告"
    inside = "".join(f"<p>{heading}</p>{content}" for heading, content in chapters)
    return f"<html><meta charset=utf-8><title>{title}</title><body><h1>{title}</h1>{inside}</body></html>".encode()


def _table(table: SheetTable, cells: Mapping[str, int]) -> str:
    return f"<table border=1>{''.join(_rows(table.code, block, cells) for block in table.blocks)}</table>"


def _rows(code: str, block: SheetBlock, cells: Mapping[str, int]) -> str:
    head = "".join(f"<td>{column.label}</td>" for column in block.columns)
    rows = [
        f"<tr><td>{block.heading}</td></tr>" if block.heading else "",
        f"<tr><td>{block.stub}</td>{head}</tr>",
    ]
    for line in block.lines:
        figures = (cells.get(cell_code(code, line.code, column.code), 0) for column in block.columns)
        rows.append(f"<tr><td>{line.label}</td>{''.join(f'<td>{figure}</td>' for figure in figures)}</tr>")
    return "".join(rows)
