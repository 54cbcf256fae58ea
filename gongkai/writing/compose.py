"""A report → its official document: chapters with the tables in their places, or the prose and the sheet of 2014."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from gongkai.paper.chapters import heading_of, home_of
from gongkai.paper.report import Report, Section
from gongkai.sheets.filled import FilledSheet
from gongkai.sheets.layout import LaidTable, tables_of
from gongkai.writing.document import Attachment, Chapter, Closing, Field, Foot, Part, Prose, Table, Title
from gongkai.writing.official import caption, table_part
from gongkai.writing.sheet_print import LABELS, SheetPrint, without_captions, without_sheet_of_2014
from gongkai.writing.words import printable

_LEAD: Final = re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)][^。；]{1,38}(?:。|$)")
_DATE: Final = re.compile(
    r"[\d二〇○零一二三四五六七八九]{4}\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日"
)
_ABOUT: Final = re.compile(r"(?:关于)?(?:政府)?信息公开|政务公开")  # a line of a title begins here
_TITLE_LINE: Final = 20  # characters of 22 points in 156 mm
_SIGNER: Final = re.compile(r"[^，。；：:、\d]{2,30}")


def compose(report: Report) -> tuple[Part, ...]:
    """A report → the parts of its official document, top down (国办发〔2014〕32号, 国办公开办函〔2019〕60号, 〔2021〕30号).

    Nothing is invented: a table without a single cell is left out, a cell that could not be placed says so, figures
    outside the official tables stay in the prose. Further sheets of the paper follow the report, each under its scope.
    Raises nothing for any report.
    """
    preface, sections, printed = _without_print(report)
    placed: dict[int, list[Part]] = {}
    behind: list[Part] = []
    for number, sheet in enumerate(report.sheets):
        for laid in _filled_tables(report, sheet):
            home = None if number else home_of(laid.table, sections)
            if home is not None:
                placed.setdefault(home, []).append(table_part(laid, sheet, announced=True))
            elif laid.table.code == "R":
                behind += _attached(table_part(laid, sheet, announced=True), report, number, printed)
            else:
                behind.append(table_part(laid, sheet, announced=False))
    chapters = [
        part for at in range(len(sections)) for part in (*_chapter(sections, at), *placed.get(at, ()))
    ]
    return (_title(report), *(_prose(text) for text in preface), *chapters, *behind)


def _without_print(report: Report) -> tuple[Sequence[str], tuple[Section, ...], SheetPrint]:
    """The prose of a report without what the paper prints around its sheets, and the signature blocks."""
    whole = Section(None, "", report.preface)
    sections = without_captions(report.sections or (whole,), _captions(report))
    printed = SheetPrint()
    if any(sheet.form == "2014" for sheet in report.sheets):
        sections, printed = without_sheet_of_2014(sections)
    if report.sections:
        return report.preface, sections, printed
    return sections[0].paragraphs, (), printed


def _captions(report: Report) -> frozenset[str]:
    """What papers print over tables that no chapter announces: on sheets of a workbook, over those of other scopes."""
    tables = ((laid.table.title, sheet) for sheet in report.sheets for laid in _filled_tables(report, sheet))
    return frozenset((report.title, *(caption(title, sheet) for title, sheet in tables)))


def title_of(report: Report) -> str:
    """The title as the paper has it, else the official one from body and year."""
    year = f"{report.year}年" if report.year else ""
    return printable(report.title or f"{report.body or ''}{year}政府信息公开工作年度报告")


def _title(report: Report) -> Title:
    """The title, broken where it is long before the words that say what it is about."""
    text = title_of(report)
    about = _ABOUT.search(text) if len(text) > _TITLE_LINE else None
    at = about.start() if about else 0
    return Title(text, (text[:at], text[at:]) if at else (text,))


def _filled_tables(report: Report, sheet: FilledSheet) -> list[LaidTable]:
    """The tables of a sheet that the paper has: with a cell that was read, or one that could not be placed."""
    known = set(sheet.cells)
    if sheet is report.sheets[0]:
        known.update(code for gap in report.gaps for code in gap.cells)
    return [laid for laid in tables_of(sheet) if laid.codes & known]


def _chapter(sections: Sequence[Section], at: int) -> Iterator[Part]:
    section = sections[at]
    yield Chapter(printable(heading_of(section)))
    closing = _closing(section.paragraphs) if at + 1 == len(sections) else 0
    body = section.paragraphs[: len(section.paragraphs) - closing]
    yield from (_prose(text) for text in body)
    yield from (Closing(printable(text)) for text in section.paragraphs[len(body) :])


def _closing(paragraphs: Sequence[str]) -> int:
    """How many lines at the end are the signature: a date, and the name above it."""
    if not paragraphs or not _DATE.fullmatch(paragraphs[-1].strip()):
        return 0
    return 2 if len(paragraphs) > 1 and _SIGNER.fullmatch(paragraphs[-2].strip()) else 1


def _prose(text: str) -> Prose:
    line = printable(text)
    match = _LEAD.match(line)
    return Prose(line, match.end() if match else 0)


def _attached(table: Table, report: Report, number: int, printed: SheetPrint) -> Iterator[Part]:
    """The sheet of 2014 with its head and signature block; a further sheet has a block only where the paper has one."""
    under = f"（{report.year}年度）" if report.year else ""
    yield Attachment("附件", table.caption, under, f"填报单位（盖章）：{printable(report.body or '')}")
    yield table
    block = printed.block(number)
    if block is not None or number == 0:
        yield Foot(tuple(Field(label, printable((block or {}).get(label, ""))) for label in LABELS))


def tables_in(parts: Sequence[Part]) -> tuple[Table, ...]:
    """The tables among the parts, in order."""
    return tuple(part for part in parts if isinstance(part, Table))
