"""The shapes in which reports are met: each turns a paper into bytes and says what its text loses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from opencc import OpenCC

from . import offices, pages, pdfs, texts
from .figures import Cells
from .narrow import narrow
from .papers import Line, Paper
from .tables import Style, Table, table_2014, table_four, table_three, table_two

Render = Callable[[Paper], bytes]


class Shape(NamedTuple):
    """``loss``: see ``decide``. ``groups``: how row groups are printed there. ``plain``: figures must be bare digits
    and blanks nothing, as the shape has no borders. ``suits``: how table four stands."""

    suffix: str
    render: Render
    loss: str = "none"
    groups: str = "span"
    plain: bool = False
    suits: str = "line"

    def style(self, style: Style | None = None) -> Style:
        base = style or Style()
        return Style(
            base.figure,
            base.label,
            self.groups,
            base.units,
            base.notes,
            base.heads,
            base.column_heads,
            self.suits,
        )


def _text(table: Callable[[Table], Iterator[str]], encoding: str = "utf-8", gap: str = "\n") -> Render:
    def render(paper: Paper) -> bytes:
        return texts.write(paper, table, gap=gap).encode(encoding, "replace")

    return render


def _set(table: Callable[[Table], Iterator[str]], encoding: str = "utf-8") -> Render:
    """Text as a page has it, its lines broken."""
    return lambda paper: texts.write(texts.in_page_width(paper), table).encode(encoding, "replace")


def _paged(paper: Paper) -> bytes:
    return texts.write(
        texts.in_page_width(paper), lambda table: texts.paged(texts.columns(table), table, 24)
    ).encode()


def _joined(paper: Paper, between: str = "") -> bytes:
    head = f"标题: {paper.title}\n发布时间: {paper.year + 1}-01-22 10:05\n栏目: 政府信息公开年报\n==================== 正文 ====================\n"
    return (head + texts.run_together(paper, between) + "\n").encode()


def _joined_rows(paper: Paper) -> bytes:
    return texts.write(paper, texts.row_a_line("")).encode()


def _web(**markup: object) -> Render:
    return partial(pages.page, markup=pages.Markup(**markup))  # type: ignore[arg-type]


def _markdown(repeat: bool) -> Render:
    return lambda paper: texts.markdown(paper, repeat).encode()


_SCRIPT = OpenCC("s2t")


def traditional(paper: Paper) -> Paper:
    """The paper in traditional script, converted character by character as copying sites do."""

    def turned(table: Table) -> Table:
        rows = [[cell._replace(text=_SCRIPT.convert(cell.text)) for cell in row] for row in table.rows]
        return Table(table.name, rows, table.head, table.width)

    parts = [
        part._replace(text=_SCRIPT.convert(part.text)) if isinstance(part, Line) else part
        for part in paper.parts
    ]
    parts = [turned(part) if isinstance(part, Table) else part for part in parts]
    return Paper(paper.body, paper.year, parts)


def _in_traditional(render: Render) -> Render:
    return lambda paper: render(traditional(paper))


SHAPES: dict[str, Shape] = {
    "lines": Shape("txt", _text(texts.cell_a_line), "dropped", plain=True),
    "lines-filled": Shape("txt", _text(texts.filled_cells), "dropped", plain=True),
    "lines-apart": Shape("txt", _text(texts.filled_cells, gap="\n\n"), "dropped", plain=True),
    "lines-gb18030": Shape("txt", _text(texts.filled_cells, "gb18030"), "dropped", plain=True),
    "lines-bom": Shape("txt", _text(texts.filled_cells, "utf-8-sig"), "dropped", plain=True),
    "lines-utf16": Shape("txt", _text(texts.filled_cells, "utf-16"), "dropped", plain=True),
    "lines-traditional": Shape("txt", _in_traditional(_text(texts.filled_cells)), "dropped", plain=True),
    "lines-flat": Shape("txt", _text(texts.filled_cells), "dropped", "absent", True, "rows"),
    "run": Shape("txt", _joined, "joined", plain=True),
    "run-rows": Shape("txt", _joined_rows, "joined", "absent", True, "rows"),
    "spaced": Shape("txt", partial(_joined, between=" "), "dropped", plain=True),
    "tables-in-a-line": Shape("txt", _text(texts.in_one(" ")), "dropped", plain=True),
    "tabs": Shape("txt", _text(texts.row_a_line("\t")), "none", "absent", False, "rows"),
    "tabs-gb18030": Shape("txt", _text(texts.row_a_line("\t"), "gb18030"), "none", "absent", False, "rows"),
    "columns": Shape("txt", _set(texts.columns), "dropped", plain=True),
    "columns-narrow": Shape("txt", _set(narrow), "dropped", plain=True),
    "columns-gb18030": Shape("txt", _set(texts.columns, "gb18030"), "dropped", plain=True),
    "columns-paged": Shape("txt", _paged, "dropped", plain=True),
    "columns-flat": Shape("txt", _set(texts.columns), "dropped", "absent", True, "rows"),
    "markdown": Shape("md", _markdown(False), groups="absent", suits="rows"),
    "markdown-spans": Shape("md", _markdown(False)),
    "markdown-repeat": Shape("md", _markdown(True)),
    "html": Shape("html", _web()),
    "html-rows": Shape("html", _web(), groups="row", suits="rows"),
    "html-gb2312": Shape("html", _web(charset="gb18030", declared="gb2312", wrap="table")),
    "html-nested": Shape("html", _web(wrap="table", chrome=True)),
    "html-chrome": Shape("html", _web(chrome=True)),
    "html-uneven": Shape("html", _web(uneven=True)),
    "html-word": Shape("html", _web(wrap="word")),
    "html-word-gb2312": Shape("html", _web(charset="gb18030", declared="gb2312", wrap="word")),
    "html-undeclared": Shape("html", _web(charset="gb18030", declared="none")),
    "html-misdeclared": Shape("html", _web(charset="gb18030", declared="utf-8")),
    "html-entities": Shape("html", _web(charset="ascii", declared="iso-8859-1")),
    "html-divs": Shape("html", _web(wrap="divs"), "dropped", plain=True),
    "html-traditional": Shape("html", _in_traditional(_web(chrome=True))),
    "html-as-doc": Shape("doc", _web(wrap="word")),
    "html-as-xls": Shape("xls", _web()),
    "docx": Shape("docx", offices.docx),
    "docx-numbered": Shape("docx", partial(offices.docx, numbered=True)),
    "docx-tracked": Shape("docx", partial(offices.docx, tracked=True)),
    "docx-flat": Shape("docx", offices.docx, groups="row", suits="rows"),
    "xlsx": Shape("xlsx", offices.xlsx),
    "xlsx-apart": Shape("xlsx", partial(offices.xlsx, apart=True)),
    "xlsx-text": Shape("xlsx", partial(offices.xlsx, as_numbers=False), groups="absent", suits="rows"),
    "pdf-ruled": Shape("pdf", pdfs.pdf),
    "pdf-repeat": Shape("pdf", partial(pdfs.pdf, repeat=True)),
    "pdf-plain": Shape("pdf", partial(pdfs.pdf, ruled=False), "dropped", "absent", True, "rows"),
}


def tables(cells: Cells, form: str, style: Style, third: str = "") -> list[Table]:
    """The tables of a form: one for 2014, three from 2019 on."""
    if form == "2014":
        return [table_2014(cells, style)]
    return [table_two(cells, form, style), table_three(cells, third or form, style), table_four(cells, style)]
