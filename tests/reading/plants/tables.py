"""Official tables as grids of printed cells, in the variants that bodies make of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from .figures import Value
from .forms import (
    BLOCKS_TWO,
    CLOSED,
    COLUMN_LABELS,
    COLUMNS,
    GROUPS,
    RESULT_LABELS,
    RESULTS,
    ROWS_2014,
    RULE,
    SUIT_LABELS,
    SUITS,
    BlockTwo,
    label_t3,
    rows_t3,
)


class Cell(NamedTuple):
    """A printed cell; ``code`` where it holds a figure."""

    text: str
    cols: int = 1
    rows: int = 1
    code: str = ""


Row = list[Cell]


@dataclass
class Table:
    """A table as its rows of cells, spans included. ``head``: how many rows repeat after a page break."""

    name: str
    rows: list[Row] = field(default_factory=list)
    head: int = 1
    width: int = 3


def plain_figure(value: Value, code: str) -> str:
    """A figure as most papers print it."""
    if value is None:
        return ""
    unit = "元" if code == "T2.procurement.amount" and value else ""
    return "/" if value == "n/a" else f"{value}{unit}"


def plain_label(label: str) -> str:
    return label


@dataclass(frozen=True)
class Style:
    """What a body makes of the official layout. ``figure``/``label``: how a figure and a label are written.

    ``groups``: "span" (one cell beside its rows), "row" (a line of its own) or "absent". ``units``: the 2014 form's
    unit column. ``notes``: its column of fill-in notes. ``heads``: header rows are there. ``column_heads``: table two
    has its 信息内容 rows. ``suits``: table four as "line" of fifteen or three "rows".
    """

    figure: Callable[[Value, str], str] = plain_figure
    label: Callable[[str], str] = plain_label
    groups: str = "span"
    units: bool = True
    notes: bool = False
    heads: bool = True
    column_heads: bool = True
    suits: str = "line"

    def cell(self, cells: Mapping[str, Value], code: str, cols: int = 1) -> Cell:
        return Cell(self.figure(cells.get(code), code), cols, 1, code)


_NOTES_2014 = {
    "R22": "为下列4项之和",
    "R27": "为下列2项之和",
    "R30": "为下列1-8项之和",
    "R34": "为下列6个分项之和",
}


def table_2014(cells: Mapping[str, Value], style: Style) -> Table:
    names = [
        "统　计　指　标",
        *(["单位"] if style.units else []),
        "统计数",
        *(["统计说明"] if style.notes else []),
    ]
    rows: list[Row] = [[Cell(name) for name in names]] if style.heads else []
    for line in ROWS_2014:
        row = [Cell(style.label(line.label))]
        row += [Cell(line.unit)] if style.units else []
        row.append(style.cell(cells, line.code))
        row += [Cell(_NOTES_2014.get(line.code, ""))] if style.notes else []
        rows.append(row)
    return Table("R", rows, 1 if style.heads else 0, len(names))


def _block_two(cells: Mapping[str, Value], style: Style, block: BlockTwo, width: int) -> list[Row]:
    """One block of table two; the last column takes what the block leaves of the width."""
    rest = width - 1 - (len(block.columns) - 1)
    spans = [1] * (len(block.columns) - 1) + [rest]
    rows: list[Row] = [[Cell(f"第二十条第（{block.item}）项", width)]] if style.heads else []
    if style.column_heads:
        names = [Cell(label, span) for (_, label), span in zip(block.columns, spans, strict=True)]
        rows.append([Cell("信息内容"), *names])
    for row, label in block.rows:
        figures = [style.cell(cells, code, span) for code, span in zip(block.cells(row), spans, strict=True)]
        rows.append([Cell(style.label(label)), *figures])
    return rows


def table_two(cells: Mapping[str, Value], form: str, style: Style) -> Table:
    rows = [row for block in BLOCKS_TWO[form] for row in _block_two(cells, style, block, 4)]
    return Table("T2", rows, 0, 4)


def _head_three(style: Style, labels: int) -> list[Row]:
    if not style.heads:
        return []
    kinds = [Cell(label) for label in COLUMN_LABELS[1:6]]
    return [
        [Cell(RULE, labels, 3), Cell("申请人情况", 7)],
        [Cell("自然人", 1, 2), Cell("法人或其他组织", 5), Cell("总计", 1, 2)],
        kinds,
    ]


def _values(cells: Mapping[str, Value], style: Style, row: str) -> Row:
    return [style.cell(cells, f"T3.{row}.{column}") for column in COLUMNS]


def table_three(cells: Mapping[str, Value], form: str, style: Style) -> Table:
    if style.groups != "span":
        return _three_flat(cells, form, style)
    rows = _head_three(style, 3)
    results = [code for code in rows_t3(form) if code.startswith("C")]
    for code in rows_t3(form):
        row: Row = [Cell(CLOSED, 1, len(results))] if code == results[0] else []
        group, _, number = code.partition(".")
        if number == "1":
            row.append(Cell(style.label(GROUPS[group][0]), 1, len(GROUPS[group][1])))
        span = 1 if number else (2 if code.startswith("C") else 3)
        row.append(Cell(style.label(label_t3(code)), span))
        rows.append(row + _values(cells, style, code))
    return Table("T3", rows, 3 if style.heads else 0, 10)


def _three_flat(cells: Mapping[str, Value], form: str, style: Style) -> Table:
    rows = _head_three(style, 1)
    for code in rows_t3(form):
        group, _, number = code.partition(".")
        if style.groups == "row":
            rows += [[Cell(CLOSED), *(Cell("") for _ in COLUMNS)]] if code == "C1" else []
            rows += (
                [[Cell(style.label(GROUPS[group][0])), *(Cell("") for _ in COLUMNS)]] if number == "1" else []
            )
        rows.append([Cell(style.label(label_t3(code))), *_values(cells, style, code)])
    return Table("T3", rows, 3 if style.heads else 0, 8)


def table_four(cells: Mapping[str, Value], style: Style) -> Table:
    if style.suits == "rows":
        head: Row = [Cell("类别"), *(Cell(label) for label in RESULT_LABELS)]
        rows = [head] + [
            [Cell(label), *(style.cell(cells, f"T4.{suit}.{result}") for result in RESULTS)]
            for suit, label in zip(SUITS, SUIT_LABELS, strict=True)
        ]
        return Table("T4", rows, 1, 6)
    results = [Cell(label, 1, 2) for label in RESULT_LABELS]
    heads: list[Row] = [
        [Cell("行政复议", 5), Cell("行政诉讼", 10)],
        [*results, Cell(SUIT_LABELS[1], 5), Cell(SUIT_LABELS[2], 5)],
        [Cell(label) for label in RESULT_LABELS * 2],
    ]
    figures = [style.cell(cells, f"T4.{suit}.{result}") for suit in SUITS for result in RESULTS]
    return Table("T4", [*(heads if style.heads else []), figures], 3 if style.heads else 0, 15)


def laid_out(table: Table) -> list[list[tuple[Cell, bool]]]:
    """Every place of the grid with the cell that covers it, and whether the cell begins there."""
    grid: list[list[tuple[Cell, bool] | None]] = [[None] * table.width for _ in table.rows]
    for at, row in enumerate(table.rows):
        column = 0
        for cell in row:
            while column < table.width and grid[at][column] is not None:
                column += 1
            for down in range(cell.rows):
                for across in range(cell.cols):
                    if at + down < len(grid) and column + across < table.width:
                        grid[at + down][column + across] = (cell, not down and not across)
            column += cell.cols
    return [[place or (Cell(""), True) for place in line] for line in grid]


def money(value: Value) -> str:
    """A sum with its thousands, as in prose."""
    return f"{value:,}" if isinstance(value, int | Decimal) else ""


def figure_cells(rows: Sequence[Row]) -> list[Cell]:
    return [cell for row in rows for cell in row if cell.code]
