"""A report as a Word document on the page of official documents (GB/T 9704—2012), for Word, WPS and LibreOffice."""

from __future__ import annotations

import io
import zipfile
from itertools import pairwise

from docx.document import Document as WordDocument
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from gongkai.paper.report import Report
from gongkai.writing.compose import compose
from gongkai.writing.document import Attachment, Chapter, Foot, Part, Prose, Table, Title
from gongkai.writing.word_page import (
    CAPTION,
    CHAPTER,
    CLOSING,
    FOOT,
    GAP,
    KAI,
    LIST,
    MAKER,
    MARK,
    PROSE,
    SHEET_TITLE,
    TIGHT,
    TITLE,
    UNDER,
    WIDTH,
    Type,
    empty_page,
    fonts,
)
from gongkai.writing.word_tables import word_table
from gongkai.writing.words import printable

_FIELDS_A_LINE = 3
_EARLIEST = (1980, 1, 1, 0, 0, 0)


def report_to_docx(report: Report) -> bytes:
    """A report → the bytes of its official document as docx, equal for equal reports.

    Fonts are named, not embedded: 仿宋_GB2312, 楷体_GB2312, 黑体, 方正小标宋简体, 宋体. Raises nothing for any report.
    """
    return parts_to_docx(compose(report), report.body or "")


def parts_to_docx(parts: tuple[Part, ...], author: str) -> bytes:
    """The parts of any official document → the bytes of a docx with the same look. ``author``: the body that issues it."""
    document = empty_page()
    title = next((part.text for part in parts if isinstance(part, Title)), "")
    described(document, title, author)
    for part, after in pairwise((*parts, None)):
        if part is not None:
            _add(document, part)
        if isinstance(part, Table) and (after is None or isinstance(after, Table)):
            _paragraph(document, GAP, "")  # two tables would join; a document may not end with one
    return packed(document)


def described(document: WordDocument, title: str, author: str) -> None:
    """Writes down what the document says of itself: title, who issues it, language, and nothing else."""
    about = document.core_properties
    about.title, about.author, about.language = title[:255], printable(author)[:255], "zh-CN"
    about.comments = about.keywords = about.last_modified_by = ""
    for name in ("created", "modified"):
        for element in about._element.findall(f"{{http://purl.org/dc/terms/}}{name}"):
            about._element.remove(element)


def _add(document: WordDocument, part: Part) -> None:
    if isinstance(part, Title):
        _title(document, part)
    elif isinstance(part, Prose):
        _prose(document, part)
    elif isinstance(part, Table):
        _table(document, part)
    elif isinstance(part, Attachment):
        _attachment(document, part)
    elif isinstance(part, Foot):
        _foot(document, part)
    else:
        _paragraph(document, CHAPTER if isinstance(part, Chapter) else CLOSING, part.text)


def _title(document: WordDocument, part: Title) -> None:
    """The title over its lines, and one empty line."""
    _paragraph(document, TITLE, "\n".join(part.lines))
    _paragraph(document, PROSE, "")


def _paragraph(document: WordDocument, kind: Type, text: str) -> Paragraph:
    paragraph = document.add_paragraph(style=kind.name)
    _run(paragraph, text, kind.font)
    return paragraph


def _run(paragraph: Paragraph, text: str, font: str) -> None:
    if text:
        run = paragraph.add_run(text)
        fonts(run._r.get_or_add_rPr(), font)


def _prose(document: WordDocument, part: Prose) -> None:
    paragraph = document.add_paragraph(style=PROSE.name)
    _run(paragraph, part.text[: part.lead], KAI)
    _run(paragraph, part.text[part.lead :], PROSE.font)
    if part.lead == len(part.text):
        paragraph.paragraph_format.keep_with_next = True


def _table(document: WordDocument, part: Table) -> None:
    if not part.announced:
        _paragraph(document, CAPTION, part.caption)
    letters = TIGHT if part.code in ("T3", "T4") else LIST
    style = document.styles[letters.name].style_id
    document.element.body.insert(
        -1, word_table(part, letters, str(style))
    )  # before the properties of the section


def _attachment(document: WordDocument, part: Attachment) -> None:
    mark = _paragraph(document, MARK, part.mark)
    mark.paragraph_format.page_break_before = True
    for kind, text in ((SHEET_TITLE, part.title), (UNDER, part.under), (MAKER, part.maker)):
        if text:
            _paragraph(document, kind, text)


def _foot(document: WordDocument, part: Foot) -> None:
    """The signature fields, three on a line."""
    for start in range(0, len(part.fields), _FIELDS_A_LINE):
        fields = part.fields[start : start + _FIELDS_A_LINE]
        paragraph = _paragraph(document, FOOT, "\t".join(f"{label}：{value}" for label, value in fields))
        for at in range(1, _FIELDS_A_LINE):
            paragraph.paragraph_format.tab_stops.add_tab_stop(Pt(WIDTH.pt * at / _FIELDS_A_LINE))


def packed(document: WordDocument) -> bytes:
    """The package with the same date on every member: equal documents are equal files."""
    written, out = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            member = zipfile.ZipInfo(name, _EARLIEST)
            target.writestr(member, source.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
