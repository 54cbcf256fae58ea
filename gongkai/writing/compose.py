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
from gongkai.writing.official import table_part
from gongkai.writing.print_of_2014 import SheetPrint, taken_out

_LEAD: Final = re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)][^。；]{1,38}(?:。|$)")
_DATE: Final = re.compile(
    r"[\d二〇○零一二三四五六七八九]{4}\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日"
)
_SIGNER: Final = re.compile(r"[^，。；：:、\d]{2,30}")


def compose(report: Report) -> tuple[Part, ...]:
    """A report → the parts of its official document, top down (国办发〔2014〕32号, 国办公开办函〔2019〕60号, 〔2021〕30号).

    Nothing is invented: a table without a single cell is left out, a cell that could not be placed says so, figures
    outside the official tables stay in the prose. Further sheets of the paper follow the report, each under its scope.
    Raises nothing for any report.
    """
    sections, printed = report.sections, SheetPrint()
    if any(sheet.form == "2014" for sheet in report.sheets):
        sections, printed = taken_out(sections)
    placed: dict[int, list[Part]] = {}
    behind: list[Part] = []
    for number, sheet in enumerate(report.sheets):
        for laid in _filled_tables(report, sheet):
            home = None if number else home_of(laid.table, sections)
            if home is None:
                behind += _behind(laid, sheet, report, printed)
            else:
                placed.setdefault(home, []).append(table_part(laid, sheet, announced=True))
    chapters = [
        part for at in range(len(sections)) for part in (*_chapter(sections, at), *placed.get(at, ()))
    ]
    return (Title(title_of(report)), *(_prose(text) for text in report.preface), *chapters, *behind)


def title_of(report: Report) -> str:
    """The title as the paper has it, else the official one from body and year."""
    year = f"{report.year}年" if report.year else ""
    return report.title or f"{report.body or ''}{year}政府信息公开工作年度报告"


def _filled_tables(report: Report, sheet: FilledSheet) -> list[LaidTable]:
    """The tables of a sheet that the paper has: with a cell that was read, or one that could not be placed."""
    known = set(sheet.cells)
    if sheet is report.sheets[0]:
        known.update(code for gap in report.gaps for code in gap.cells)
    return [laid for laid in tables_of(sheet) if laid.codes & known]


def _chapter(sections: Sequence[Section], at: int) -> Iterator[Part]:
    section = sections[at]
    yield Chapter(heading_of(section))
    closing = _closing(section.paragraphs) if at + 1 == len(sections) else 0
    body = section.paragraphs[: len(section.paragraphs) - closing]
    yield from (_prose(text) for text in body)
    yield from (Closing(text) for text in section.paragraphs[len(body) :])


def _closing(paragraphs: Sequence[str]) -> int:
    """How many lines at the end are the signature: a date, and the name above it."""
    if not paragraphs or not _DATE.fullmatch(paragraphs[-1].strip()):
        return 0
    return 2 if len(paragraphs) > 1 and _SIGNER.fullmatch(paragraphs[-2].strip()) else 1


def _prose(text: str) -> Prose:
    match = _LEAD.match(text)
    return Prose(text, match.end() if match else 0)


def _behind(laid: LaidTable, sheet: FilledSheet, report: Report, printed: SheetPrint) -> Iterator[Part]:
    """A table that no chapter holds: the sheet of 2014 as an attachment with head and signature block, others as they are."""
    if laid.table.code != "R":
        yield table_part(laid, sheet, announced=False)
        return
    table = table_part(laid, sheet, announced=True)
    under = f"（{report.year}年度）" if report.year else ""
    yield Attachment("附件", table.caption, under, f"填报单位（盖章）：{report.body or ''}")
    yield table
    yield Foot(tuple(Field(label, printed.value(label)) for label in laid.table.foot))


def tables_in(parts: Sequence[Part]) -> tuple[Table, ...]:
    """The tables among the parts, in order."""
    return tuple(part for part in parts if isinstance(part, Table))
