"""The cascade: bytes → blocks → tape → official sheets → prose → findings. Each stage hands on what it has; what a
stage cannot read becomes a gap, and no input makes it raise."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from gongkai.paper.blocks import Block, Grid, Heading, Paper, Picture
from gongkai.paper.report import Gap, LooseFigure, Report
from gongkai.reading.identity import body_kind
from gongkai.reading.openers.opening import open_paper
from gongkai.reading.pictures import picture_gaps
from gongkai.reading.prose import Prose, check_lines, check_prose, read_prose
from gongkai.reading.script import is_laced, is_traditional, simplify, unlaced
from gongkai.reading.tables.assemble import TablesRead, read_tables
from gongkai.reading.tables.loose import flat_lines, grid_lines, run_lines
from gongkai.reading.tables.pieces import Tape, tape_of
from gongkai.reading.tables.rest import lines_outside, other_grids
from gongkai.sheets.checks import check_sheet
from gongkai.sheets.corrected import corrected
from gongkai.sheets.filled import Figure, FilledSheet
from gongkai.sheets.findings import Finding
from gongkai.sheets.forms import form, form_due

T = TypeVar("T")
U = TypeVar("U")
_NONE: tuple[Finding, ...] = ()
_OF_A_COUNTY = re.compile(r"[县旗]|(?<!自治)区")


class Known(NamedTuple):
    """What the caller knows beside the paper: the kind of body, its report of the year before, the day it was out,
    the sheets of the units it sums up, and the figures of its own sheet that a person has corrected."""

    kind: str | None = None
    last_year: Report | None = None
    published: date | None = None
    units: tuple[FilledSheet, ...] = ()
    figures: Mapping[str, Figure] = MappingProxyType({})


def read(
    data: bytes,
    name: str = "",
    *,
    kind: str | None = None,
    last_year: Report | None = None,
    published: date | None = None,
    units: Sequence[FilledSheet] = (),
) -> Report:
    """The bytes of any published annual report → Report with findings and gaps.

    ``name``: the file's name, a hint for the format only; it tells nothing of body or year. ``kind``: of body (township,
    county …; None: by its name). ``last_year``: the body's report of the year before, for the carry-over.
    ``published``: the day of publication, for the term of 条例 第四十九条. ``units``: the sheets of all the bodies whose
    figures the report sums up. Never raises: what cannot be opened or read is a Gap with the reason in Chinese.
    """
    return read_knowing(data, name, Known(kind, last_year, published, tuple(units)))


def read_knowing(data: bytes, name: str, known: Known) -> Report:
    """As `read`, with everything that is known: corrected figures stand in the sheet before it is checked, and the gaps
    they fill are closed. Never raises."""
    gaps: list[Gap] = []
    paper = _guarded(gaps, "打开文件", lambda: open_paper(data, name), Paper("unknown"))
    gaps += [Gap((), note) for note in paper.notes]
    report = _guarded(gaps, "读取报告", lambda: _report(paper, known, gaps), None)
    return Report(gaps=tuple(gaps)) if report is None else report


def _guarded(gaps: list[Gap], doing: str, call: Callable[[], T], otherwise: U) -> T | U:
    """A stage that fails on an unforeseen paper costs its own result, not the others'."""
    try:
        return call()
    except (Exception, RecursionError) as fault:
        gaps.append(
            Gap((), f"{doing}时出错（{type(fault).__name__}），这一部分没有读出；请把原文件发给开发者。")
        )
        return otherwise


def _mapped(block: Block, change: Callable[[str], str]) -> Block:
    if isinstance(block, Grid):
        return Grid(tuple(tuple(slot._replace(text=change(slot.text)) for slot in row) for row in block.rows))
    if isinstance(block, Picture):
        return block
    return block._replace(text=change(block.text))


def _tape(paper: Paper) -> tuple[Tape, bool, bool]:
    """The paper's tape in simplified script, whether it was traditional, and whether pinyin was laced into it."""
    tape = tape_of(paper.blocks)
    traditional, laced = is_traditional(tape.squeezed), is_laced(tape.squeezed)
    if not (traditional or laced):
        return tape, False, False
    blocks: Sequence[Block] = paper.blocks
    if traditional:
        blocks = [_mapped(block, simplify) for block in blocks]
    if laced:
        blocks = [_mapped(block, unlaced) for block in blocks]
    return tape_of(blocks), traditional, laced


def _report(paper: Paper, known: Known, gaps: list[Gap]) -> Report:
    tape, traditional, laced = _tape(paper)
    tables = _guarded(gaps, "读取表格", lambda: read_tables(tape), TablesRead())
    lines = lines_outside(tape, tables.spans)
    headings = [block.text for block in paper.blocks if isinstance(block, Heading)]
    prose = read_prose(lines, headings=headings, traditional=traditional or laced)
    year = prose.identity.year
    sheets = tuple(replace(sheet, year=year) for sheet in tables.sheets)
    sheets = (*(corrected(sheet, known.figures) for sheet in sheets[:1]), *sheets[1:])
    no_lines: tuple[list[LooseFigure], list[Gap]] = ([], [])
    loose, loose_gaps = _guarded(gaps, "读取其他表格", lambda: _loose(tape, tables, lines), no_lines)
    due = form_due(year) if year else None
    report = Report(
        body=prose.identity.body,
        year=year,
        form=tables.form,
        form_due=due,
        title=prose.identity.title,
        preface=prose.preface,
        sections=prose.sections,
        sheets=sheets,
        lines=tuple(loose),
        claims=prose.claims,
    )
    findings = _guarded(gaps, "核对", lambda: _findings(report, prose, tables, known), _NONE)
    left = [*tables.gaps, *loose_gaps, *picture_gaps(paper, report, tables.gaps)]
    gaps += [still for gap in left if (still := _open(gap, known.figures))]
    if not gaps and year is None and not (report.sheets or report.sections or report.lines):
        gaps.append(Gap((), "这份文件里没有找到年度报告的标题、章节或者统计表；请核对是否选错了文件。"))
    return replace(report, findings=findings, gaps=tuple(gaps))


def _open(gap: Gap, figures: Mapping[str, Figure]) -> Gap | None:
    """What a gap still leaves open beside the corrected figures; None where they fill it."""
    cells = tuple(code for code in gap.cells if code not in figures)
    return gap._replace(cells=cells) if cells or not gap.cells else None


def quoted_rows(data: bytes, name: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The bytes of a report → each row of the paper that the own sheet was read from, as printed, with the codes of the
    cells that belong there, in the order of the form. Nothing where no official table is found. Never raises."""
    gaps: list[Gap] = []
    rows: dict[str, list[str]] = {}
    paper = _guarded(gaps, "打开文件", lambda: open_paper(data, name), Paper("unknown"))
    tables = _guarded(gaps, "读取表格", lambda: read_tables(_tape(paper)[0]), TablesRead())
    for sheet, quote in zip(tables.sheets[:1], tables.quotes, strict=False):
        for code in dict.fromkeys([*form(sheet.form).cells, *sheet.cells]):
            if place := quote(code):
                rows.setdefault(place, []).append(code)
    return tuple((place, tuple(codes)) for place, codes in rows.items())


def _loose(tape: Tape, tables: TablesRead, lines: Sequence[str]) -> tuple[list[LooseFigure], list[Gap]]:
    figures = [figure for rows in other_grids(tape, tables.spans) for figure in grid_lines(rows)]
    gaps: list[Gap] = []
    if not tables.sheets:
        figures += flat_lines(lines)
        for line in lines:
            if "指标名称" in line:
                found, undecided = run_lines("".join(line.split()))
                figures += found
                gaps += undecided
    return figures, gaps


def _kind_of_maker(kind: str | None, body: str | None) -> str | None:
    """The kind of body as far as its name tells who may make 规章: a department of a city or province may not be
    taken for one of a county."""
    if kind == "department" and not _OF_A_COUNTY.search(body or ""):
        return None
    return kind


def _findings(report: Report, prose: Prose, tables: TablesRead, known: Known) -> tuple[Finding, ...]:
    kind = known.kind or (body_kind(report.body) if report.body else None)
    before = known.last_year
    own = report.sheets[0] if report.sheets else None
    maker = known.kind or _kind_of_maker(kind, report.body)
    on_sheets = [
        finding
        for number, sheet in enumerate(report.sheets)
        for finding in _on_sheet(sheet, maker, Known() if number else known, tables.quotes[number])
    ]
    on_prose = check_prose(
        prose, own, form=report.form, kind=kind, last_year=before, published=known.published
    )
    return (*on_sheets, *on_prose, *check_lines(report.lines))


def _on_sheet(
    sheet: FilledSheet, maker: str | None, known: Known, quote: Callable[[str], str]
) -> Iterator[Finding]:
    """Findings on one sheet with their places; those on a further sheet name it and mark no cell of the own one."""
    before = known.last_year
    last_year = before.sheets[0] if before and before.sheets else None
    for finding in check_sheet(sheet, kind=maker, last_year=last_year, units=known.units):
        place = finding.quote or (quote(finding.cells[0]) if finding.cells else "")
        if sheet.scope:
            yield replace(finding, cells=(), says=f"“{sheet.scope}”表：{finding.says}", quote=place)
        else:
            yield replace(finding, quote=place)
