"""An issue of a gazette → a Word document on the official page, for the printer who sets it anew."""

from __future__ import annotations

from typing import Final

from docx.document import Document
from docx.oxml.ns import nsmap
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from lxml import etree

from gongkai.paper.blocks import Grid
from gongkai.writing.articles.article import Article, Issue, Line, spans
from gongkai.writing.docx import packed
from gongkai.writing.word_page import (
    CAPTION,
    CHAPTER,
    CLOSING,
    GAP,
    LIST,
    MAKER,
    PROSE,
    SHEET_TITLE,
    TITLE,
    UNDER,
    WIDTH,
    Type,
    empty_page,
    fonts,
)
from gongkai.writing.words import printable

_LOOKS: Final[dict[str, Type]] = {
    "heading": CHAPTER,
    "center": UNDER,
    "right": CLOSING,
}
_SPACE: Final = nsmap["w"]
_SIDES: Final = ("top", "left", "bottom", "right", "insideH", "insideV")


def issue_docx(issue: Issue) -> bytes:
    """An issue of a gazette → docx: its name, the list of what it holds, and every article on a page of its own, equal for
    equal issues. Fonts are named, not embedded. Raises nothing for any issue."""
    document = empty_page()
    about = document.core_properties
    about.title, about.author, about.language = (
        f"{issue.name} {issue.number}"[:255],
        issue.publisher[:255],
        "zh-CN",
    )
    about.comments = about.keywords = about.last_modified_by = ""
    for name in ("created", "modified"):
        for element in about._element.findall(f"{{http://purl.org/dc/terms/}}{name}"):
            about._element.remove(element)
    _cover(document, issue)
    for article in issue.articles:
        _article(document, article)
    return packed(document)


def _cover(document: Document, issue: Issue) -> None:
    _add(document, TITLE, issue.name)
    _add(document, UNDER, issue.number)
    _add(document, UNDER, f"{issue.publisher}　{issue.on.year}年{issue.on.month}月{issue.on.day}日")
    _add(document, CAPTION, "目　　录")
    for place, article in enumerate(issue.articles, 1):
        number = f"（{article.number}）" if article.number else ""
        _add(document, PROSE, f"{place}. {article.title}{number}")


def _article(document: Document, article: Article) -> None:
    title = _add(document, SHEET_TITLE, article.title)
    title.paragraph_format.page_break_before = True
    if article.number:
        _add(document, UNDER, article.number)
    for part in article.body:
        if isinstance(part, Grid):
            document.element.body.insert(-1, _table(part, str(document.styles[LIST.name].style_id)))
            _add(document, GAP, "")
        else:
            _line(document, part)
    for line in article.foot:
        _add(document, MAKER, line)


def _line(document: Document, part: Line) -> None:
    paragraph = _add(document, _LOOKS.get(part.look, PROSE), part.text)
    if part.look == "plain":
        paragraph.paragraph_format.first_line_indent = Pt(0)


def _add(document: Document, kind: Type, text: str) -> Paragraph:
    paragraph = document.add_paragraph(style=kind.name)
    if text:
        run = paragraph.add_run(printable(text))
        fonts(run._r.get_or_add_rPr(), kind.font)
    return paragraph


def _w(name: str, *children: etree._Element, **values: object) -> etree._Element:
    element = etree.Element(f"{{{_SPACE}}}{name}", nsmap={"w": _SPACE})
    for key, value in values.items():
        element.set(f"{{{_SPACE}}}{key}", str(value))
    element.extend(children)
    return element


def _table(grid: Grid, style: str) -> etree._Element:
    columns = max((len(row) for row in grid.rows), default=1)
    wide = int(WIDTH.pt * 20 / columns)
    borders = (_w(side, val="single", sz=4, space=0, color="000000") for side in _SIDES)
    about = _w(
        "tblPr",
        _w("tblW", w=wide * columns, type="dxa"),
        _w("tblBorders", *borders),
        _w("tblLayout", type="fixed"),
    )
    rows = []
    for row in grid.rows:
        cells = [_cell(one.text, one.columns, wide, style) for one in spans(row)]
        cells += [_cell("", 1, wide, style) for _ in range(columns - len(row))]
        rows.append(_w("tr", *cells))
    return _w("tbl", about, _w("tblGrid", *(_w("gridCol", w=wide) for _ in range(columns))), *rows)


def _cell(text: str, columns: int, wide: int, style: str) -> etree._Element:
    about = _w(
        "tcPr",
        _w("tcW", w=wide * columns, type="dxa"),
        *([_w("gridSpan", val=columns)] if columns > 1 else []),
    )
    words = _w("t")
    words.text = printable(text)
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return _w("tc", about, _w("p", _w("pPr", _w("pStyle", val=style)), _w("r", words)))
