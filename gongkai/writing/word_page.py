"""The Word page of an official document (GB/T 9704—2012): paper, margins, faces of type, lines, page numbers."""

from __future__ import annotations

import io
from functools import cache
from typing import Final, NamedTuple

from docx import Document as open_document
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.text.font import CT_RPr
from docx.oxml.text.run import CT_R
from docx.section import _Footer
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from lxml import etree

SONG: Final = "宋体"
HEI: Final = "黑体"
KAI: Final = "楷体_GB2312"
FANG_SONG: Final = "仿宋_GB2312"
TITLE_SONG: Final = "方正小标宋简体"
LATIN: Final = "Times New Roman"

LINE: Final = Pt(28.95)  # 22 lines on a page of 225 mm
WIDTH: Final = Mm(156)  # 28 characters of 16 points
CENTER, LEFT, RIGHT, JUSTIFY = (
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)


_BASES: Final = {"Default Paragraph Font", "Normal Table", "No List"}


class Type(NamedTuple):
    """How a paragraph is set. ``indent``: characters before its first line; ``right``: characters kept free on the right;
    ``line``: exact height of a line, None for tables, where it follows the letters."""

    name: str
    font: str
    size: float
    align: WD_ALIGN_PARAGRAPH = JUSTIFY
    indent: int = 0
    right: int = 0
    line: Pt | None = LINE
    follows: bool = False  # stays on the page of what comes after it


TITLE: Final = Type("Title", TITLE_SONG, 22, CENTER, line=Pt(35))
CHAPTER: Final = Type("Heading 1", HEI, 16, indent=2, follows=True)
PROSE: Final = Type("Normal", FANG_SONG, 16, indent=2)
CLOSING: Final = Type("落款", FANG_SONG, 16, RIGHT, right=4)
MARK: Final = Type("附件", HEI, 16, LEFT)
SHEET_TITLE: Final = Type("附件标题", TITLE_SONG, 22, CENTER, line=Pt(35), follows=True)
UNDER: Final = Type("年度", KAI, 16, CENTER, follows=True)
MAKER: Final = Type("填报单位", FANG_SONG, 12, LEFT, line=Pt(22), follows=True)
CAPTION: Final = Type("Caption", HEI, 14, CENTER, follows=True)
FOOT: Final = Type("签署", FANG_SONG, 12, LEFT, line=Pt(22))
GAP: Final = Type("表后", SONG, 2, LEFT, line=Pt(2))
LIST: Final = Type("统计表", SONG, 10.5, LEFT, line=None)
TIGHT: Final = Type("统计表小字", SONG, 9, LEFT, line=None)
PAGE: Final = Type("Footer", SONG, 14, LEFT, line=None)
TYPES: Final = (
    PROSE,
    TITLE,
    CHAPTER,
    CLOSING,
    MARK,
    SHEET_TITLE,
    UNDER,
    MAKER,
    CAPTION,
    FOOT,
    GAP,
    LIST,
    TIGHT,
    PAGE,
)


def empty_page(more: tuple[Type, ...] = ()) -> Document:
    """A new document with the official page, its styles and ``more`` of them (and no others), page numbers, language."""
    return open_document(io.BytesIO(_template(more)))


@cache
def _template(more: tuple[Type, ...]) -> bytes:
    document = open_document()
    _page(document)
    for one in (*TYPES, *more):
        _style(document, one)
    _without_other_styles(document, more)
    _without_other_parts(document)
    _settings(document)
    section = document.sections[0]
    document.settings.odd_and_even_pages_header_footer = True
    _number(section.footer, RIGHT)
    _number(section.even_page_footer, LEFT)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def fonts(properties: CT_RPr, font: str) -> None:
    """Names the face in every place Word looks: without w:eastAsia Chinese text falls back to a default face."""
    rfonts = properties.get_or_add_rFonts()
    for key in list(rfonts.attrib):
        del rfonts.attrib[key]
    for key, face in (
        ("hint", "eastAsia"),
        ("ascii", LATIN),
        ("hAnsi", LATIN),
        ("eastAsia", font),
        ("cs", LATIN),
    ):
        rfonts.set(qn(f"w:{key}"), face)


def _page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(15), Mm(22)
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)
    # "linesAndChars" makes some programs double every line: the grid is of lines, the lines are exact.
    grid = OxmlElement("w:docGrid")
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(int(LINE.pt * 20)))
    section._sectPr.append(grid)


def _style(document: Document, one: Type) -> None:
    known = {style.name for style in document.styles}
    style = (
        document.styles[one.name]
        if one.name in known
        else document.styles.add_style(one.name, WD_STYLE_TYPE.PARAGRAPH)
    )
    assert isinstance(style, ParagraphStyle)
    for border in style.element.iter(qn("w:pBdr")):
        border.getparent().remove(border)
    style.font.size, style.font.bold, style.font.italic = Pt(one.size), False, False
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts(style.element.get_or_add_rPr(), one.font)
    for spacing in style.element.rPr.findall(qn("w:spacing")) + style.element.rPr.findall(qn("w:kern")):
        style.element.rPr.remove(spacing)
    _lines(style, one)
    style.quick_style = True


def _lines(style: ParagraphStyle, one: Type) -> None:
    lines = style.paragraph_format
    lines.alignment = one.align
    lines.space_before = lines.space_after = Pt(0)
    lines.first_line_indent = Pt(one.size * one.indent)
    lines.right_indent = Pt(one.size * one.right)
    lines.keep_with_next, lines.widow_control = one.follows, False
    lines.line_spacing_rule = WD_LINE_SPACING.SINGLE if one.line is None else WD_LINE_SPACING.EXACTLY
    if one.line is not None:
        lines.line_spacing = one.line


def _without_other_styles(document: Document, more: tuple[Type, ...]) -> None:
    """Takes out what the library brings along: an office sees the styles of the document and no others."""
    kept = {one.name for one in (*TYPES, *more)} | _BASES
    for style in list(document.styles):
        if style.name not in kept:
            style.delete()
    for link in list(document.styles.element.iter(qn("w:link"))):
        link.getparent().remove(link)


def _without_other_parts(document: Document) -> None:
    """Takes out the library's own preview picture and what else no document of ours uses."""
    for relations in (document.part.package.rels, document.part.rels):
        for key, relation in list(relations.items()):
            if relation.reltype.endswith(("/thumbnail", "/stylesWithEffects", "/customXml", "/numbering")):
                del relations[key]


def _settings(document: Document) -> None:
    settings = document.settings.element
    for element in settings.iter(qn("w:compatSetting")):
        if element.get(qn("w:name")) == "compatibilityMode":
            element.set(qn("w:val"), "15")
    for element in settings.iter(qn("w:characterSpacingControl")):
        element.set(qn("w:val"), "compressPunctuation")
    for element in (*settings.iter(qn("w:themeFontLang")), *document.styles.element.iter(qn("w:lang"))):
        element.set(qn("w:eastAsia"), "zh-CN")


def _number(footer: _Footer, side: WD_ALIGN_PARAGRAPH) -> None:
    """— 1 — outside, one character in from the edge."""
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.alignment = side
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(PAGE.size)
    for text in ("— ", "PAGE", " —"):
        run = paragraph.add_run("" if text == "PAGE" else text)
        fonts(run._r.get_or_add_rPr(), SONG)
        if text == "PAGE":
            paragraph._p.append(_field(run._r))


def _field(run: CT_R) -> etree._Element:
    """The run as the result of a field that counts pages."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), " PAGE ")
    shown = OxmlElement("w:t")
    shown.text = "1"
    run.append(shown)
    field.append(run)
    return field
