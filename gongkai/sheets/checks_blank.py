"""The checks on cells that are blank and should not be, and on headings that hold a number and should not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gongkai.sheets.checks_case import Case
from gongkai.sheets.checks_words import sum_text
from gongkai.sheets.filled import Face
from gongkai.sheets.findings import Finding
from gongkai.sheets.wording import LISTED, line_name, listed, names_of_cells, shown

TABLES = {"T2": "表二", "T3": "表三", "T4": "表四", "R": "统计表"}


def blank_cells(case: Case) -> Iterator[Finding]:
    """Every cell of the table should be filled: one gap for each row whose total alone is blank, naming the sum; one
    for all other blank cells; one for "/" where it is not accepted; one for what is no figure."""
    if not any(case.unfilled.values()):
        return
    totals = list(_blank_totals(case)) if case.check.total else []
    yield from totals
    named = {code for finding in totals for code in finding.cells}
    yield from _blanks(case, [code for code in case.unfilled[Face.BLANK] if code not in named])
    yield from _not_applicable(case)
    yield from _unreadable(case)


def blank_rows(case: Case) -> Iterator[Finding]:
    """Every data row of 2014 should be filled, but for those the profile leaves to other bodies."""
    notes = case.profile.notes if case.profile and case.profile.form == case.form.code else {}
    left = {code for code, note in notes.items() if note.may_be_blank}
    yield from _blanks(case, [code for code in case.unfilled[Face.BLANK] if code not in left])
    yield from _not_applicable(case)
    yield from _unreadable(case)


def headings_without_number(case: Case) -> Iterator[Finding]:
    """A heading holds no number; one that holds more than 0 over a blank row may have slipped a line."""
    lines = list(case.form.cells)
    zeros = []
    for place, (code, cell) in enumerate(case.form.cells.items()):
        number = case.numbers.own.get(code) if cell.line.heading else None
        if number == 0:
            zeros.append(code)
        elif number is not None:
            says = f"标题行“{line_name(cell.line)}”不应填数，填了 {shown(number)}"
            yield case.gap((code,), f"{says}{_slipped(case, lines[place + 1 :])}。")
    if zeros:
        names = names_of_cells(case.form)
        yield case.gap(tuple(zeros), f"标题行{listed(names[code] for code in zeros)}不应填数，填了 0。")


def _slipped(case: Case, after: Sequence[str]) -> str:
    """Whether the next data row is blank."""
    following = next(code for code in after if not case.form.cells[code].line.heading)
    if case.face(following) is not Face.BLANK:
        return ""
    return f"；其下的“{line_name(case.form.cells[following].line)}”空白，可能填错了行"


def _blank_totals(case: Case) -> Iterator[Finding]:
    """Rows whose total is blank over columns that are not."""
    (block,) = case.form.table(case.check.table).blocks
    others = [column.code for column in block.columns if column.code != case.check.total]
    for code in case.unfilled[Face.BLANK]:
        if not code.endswith(f".{case.check.total}"):
            continue
        row = code.removesuffix(case.check.total)
        numbers = [case.numbers.own[row + other] for other in others if row + other in case.numbers.own]
        if numbers:
            line = line_name(case.form.cells[code].line)
            yield case.gap((code,), f"“{line}”行：总计空白，各列之和为 {sum_text(numbers)}。")


def _blanks(case: Case, blank: Sequence[str]) -> Iterator[Finding]:
    if not blank:
        return
    table = TABLES[case.check.table or "R"]
    if len(blank) == len(case.codes):
        yield case.gap(tuple(blank), f"{table} {len(blank)} 格全部空白，空白不等于 0，没有的应填 0。")
        return
    places = _by_line(case, blank)
    text = "、".join(places[:LISTED]) + (f"等 {len(places)} 行" if len(places) > LISTED else "")
    yield case.gap(tuple(blank), f"{table}有 {len(blank)} 格空白：{text}；空白不等于 0，没有的应填 0。")


def _by_line(case: Case, codes: Sequence[str]) -> list[str]:
    """“规章” 2 格, one for each row; without a count where the row has one cell only."""
    lines: dict[str, list[str]] = {}
    for code in codes:
        lines.setdefault(case.form.cells[code].line.code, []).append(code)
    names, cells = names_of_cells(case.form), case.form.cells
    return [
        f"“{line_name(cells[some[0]].line)}” {len(some)} 格"
        if cells[some[0]].column.code
        else f"“{names[some[0]]}”"
        for some in lines.values()
    ]


def _not_applicable(case: Case) -> Iterator[Finding]:
    """ "/" is accepted only where the form leaves a row to certain bodies (规章)."""
    names, cells = names_of_cells(case.form), case.form.cells
    some = [code for code in case.unfilled[Face.NOT_APPLICABLE] if not cells[code].line.filled_by]
    if some:
        yield case.gap(tuple(some), f"{listed(names[code] for code in some)}填的是“/”，应填数，没有的填 0。")


def _unreadable(case: Case) -> Iterator[Finding]:
    names, some = names_of_cells(case.form), case.unfilled[Face.UNREADABLE]
    if some:
        tokens = "、".join(
            f"“{names[code]}”印的是“{case.sheets.own.cells[code].token}”" for code in some[:LISTED]
        )
        yield case.gap(tuple(some), f"{tokens}{f'等 {len(some)} 格' if len(some) > LISTED else ''}，不是数。")
