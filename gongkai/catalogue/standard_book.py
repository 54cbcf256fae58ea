"""Lines of a standard catalogue as the usual Excel: two rows of heads, one sheet a domain, ■ and □ in the boxes."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from itertools import groupby
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from gongkai.catalogue.standard_rows import LEVELS, Line
from gongkai.law.carriers import cell
from gongkai.paper.as_xlsx import PLAIN

# Head of the first row, heads of the second, widths in characters.
HEADS: Final = (
    ("序号", (), (6,)),
    ("公开事项", ("一级事项", "二级事项"), (12, 16)),
    ("公开内容（要素）", (), (34,)),
    ("公开依据", (), (26,)),
    ("公开时限", (), (16,)),
    ("公开主体", (), (16,)),
    ("公开渠道和载体", (), (30,)),
    ("公开对象", ("全社会", "特定群体"), (7, 10)),
    ("公开方式", ("主动", "依申请"), (6, 7)),
    ("公开层级", ("县级", "乡级", "村级"), (6, 6, 6)),
)
_UNNAMED: Final = "标准目录"


def workbook(lines: Iterable[Line]) -> bytes:
    """A workbook of lines in their order, a sheet for each domain; without any line the empty form."""
    out = io.BytesIO()
    book = Workbook(out, PLAIN)
    head = book.add_format(
        {"bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True}
    )
    body = book.add_format({"border": 1, "valign": "top", "text_wrap": True})
    names: set[str] = set()
    for domain, group in groupby(lines, key=lambda line: line.domain):
        _sheet(book.add_worksheet(_name(domain, names)), domain, list(group), (head, body))
    if not names:
        _sheet(book.add_worksheet(_UNNAMED), "", [], (head, body))
    book.close()
    return out.getvalue()


def _name(domain: str, names: set[str]) -> str:
    plain = re.sub(r"[\[\]:*?/\\']", "", domain)[:24] or _UNNAMED
    name, number = plain, 2
    while name in names:
        name, number = f"{plain}{number}", number + 1
    names.add(name)
    return name


def _sheet(sheet: Worksheet, domain: str, lines: list[Line], formats: tuple[Format, Format]) -> None:
    head, body = formats
    last = sum(max(1, len(below)) for _, below, _ in HEADS) - 1
    title = f"{domain}领域基层政务公开标准目录" if domain else "基层政务公开标准目录"
    sheet.merge_range(0, 0, 0, last, title, head)
    _heads(sheet, head)
    for number, line in enumerate(lines, 1):
        for column, value in enumerate(_cells(number, line)):
            sheet.write(number + 2, column, value, body)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(1, 2)
    sheet.freeze_panes(3, 0)


def _heads(sheet: Worksheet, head: Format) -> None:
    column = 0
    for name, below, widths in HEADS:
        for place, width in enumerate(widths):
            sheet.set_column(column + place, column + place, width)
        if below:
            sheet.merge_range(1, column, 1, column + len(below) - 1, name, head)
            for place, one in enumerate(below):
                sheet.write(2, column + place, one, head)
        else:
            sheet.merge_range(1, column, 2, column, name, head)
        column += len(widths)


def _cells(number: int, line: Line) -> list[str | int]:
    boxes = [line.everybody, None, line.on_own_motion, line.on_request]
    marks = ["√" if ticked else "" for ticked in boxes]
    marks[1] = line.audience
    carriers = "\n".join([cell(line.carriers), *(f"■{word}" for word in line.unknown)])
    levels = ["√" if level in line.levels else "" for level in LEVELS]
    texts = [line.matter, line.part, line.content, line.basis, line.term, line.subject, carriers]
    return [number, *texts, *marks, *levels]
