"""How the official tables stand on paper: which cells are merged, and under which headings each figure is. Every
renderer lays the same table out the same way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import groupby

from gongkai.sheets.definition import Line, SheetBlock, SheetTable, cell_code
from gongkai.sheets.filled import FilledSheet
from gongkai.sheets.forms import FORMS, form

Path = tuple[str, ...]


@dataclass(frozen=True)
class Head:
    """A heading cell. ``key`` is its own within the table, ``axis`` says what it heads; ``depth`` indents a row label."""

    key: str
    text: str
    axis: str  # "col", "colgroup", "row", "rowgroup", or "corner" for a cell that heads nothing
    columns: int = 1
    rows: int = 1
    depth: int = 0


@dataclass(frozen=True)
class Place:
    """A place for a figure: the code of the cell and the keys of the headings over it. ``heading``: the form has a
    heading in this row and normally nothing here."""

    code: str
    heads: Path
    columns: int = 1
    heading: bool = False


@dataclass(frozen=True)
class Note:
    """A cell with words that are no heading: a unit."""

    text: str


Item = Head | Place | Note
Row = tuple[Item, ...]


@dataclass(frozen=True)
class LaidTable:
    """An official table: ``head`` rows, then ``bodies`` of rows; ``columns`` in all."""

    table: SheetTable
    columns: int
    head: tuple[Row, ...]
    bodies: tuple[tuple[Row, ...], ...]

    @cached_property
    def codes(self) -> frozenset[str]:
        """Codes of its cells."""
        rows = [row for body in self.bodies for row in body]
        return frozenset(item.code for row in rows for item in row if isinstance(item, Place))


@dataclass
class _Keys:
    """Hands out the keys of the headings of one table."""

    table: str
    given: int = field(default=0)

    def next(self) -> str:
        self.given += 1
        return f"{self.table}-h{self.given}"


def lay_out(table: SheetTable) -> LaidTable:
    """An official table → its cells as they stand on paper (国办发〔2014〕32号, 国办公开办函〔2019〕60号, 〔2021〕30号)."""
    keys = _Keys(table.code)
    if table.code == "T4":
        return _across(table, keys)
    if len(table.blocks) > 1:
        return _stacked(table, keys)
    if table.blocks[0].columns[0].code == "":
        return _list(table, keys)
    return _grid(table, keys)


@cache
def laid_tables(code: str) -> tuple[LaidTable, ...]:
    """The tables of the form with this code, laid out. LawError: no such form."""
    return tuple(lay_out(table) for table in form(code).tables)


def tables_of(sheet: FilledSheet) -> tuple[LaidTable, ...]:
    """The tables a sheet fills. A paper may mix layouts: each table is that of the form which has most of its cells,
    of its own form where two have as many."""
    chosen = []
    for own in laid_tables(sheet.form):
        rivals = [laid for code in FORMS for laid in laid_tables(code) if laid.table.code == own.table.code]
        chosen.append(max((own, *rivals), key=lambda laid: len(laid.codes & sheet.cells.keys())))
    return tuple(chosen)


def _head_rows(paths: Sequence[Path], keys: _Keys) -> tuple[list[list[Head]], list[Path]]:
    """Labels over each column, top down → rows of merged headings, and the keys over each column."""
    depth = max(len(path) for path in paths)
    rows: list[list[Head]] = [[] for _ in range(depth)]
    over: list[list[str]] = [[] for _ in paths]
    for level in range(depth):
        for prefix, run in groupby(
            range(len(paths)), key=lambda at: (paths[at][: level + 1], len(paths[at]) > level)
        ):
            members = list(run)
            if not prefix[1]:
                continue
            last = len(paths[members[0]]) == level + 1
            span = depth - level if last else 1
            head = Head(keys.next(), prefix[0][-1], "col" if last else "colgroup", len(members), span)
            rows[level].append(head)
            for at in members:
                over[at].append(head.key)
    return rows, [tuple(one) for one in over]


def _grid(table: SheetTable, keys: _Keys) -> LaidTable:
    """Table three: row groups on the left, grouped columns on top, the sentence of the form in the corner."""
    block = table.blocks[0]
    stub = max(len(line.group) for line in block.lines) + 1
    rows, over = _head_rows([(*column.group, column.label) for column in block.columns], keys)
    corner = Head(keys.next(), table.corner or block.stub, "corner", stub, len(rows))
    head = ((corner, *rows[0]), *(tuple(row) for row in rows[1:]))
    body = _grouped_rows(table.code, block, over, stub, keys)
    return LaidTable(table, stub + len(over), head, (body,))


def _grouped_rows(
    code: str, block: SheetBlock, over: Sequence[Path], stub: int, keys: _Keys
) -> tuple[Row, ...]:
    rows: list[Row] = []
    standing: dict[Path, str] = {}
    for line in block.lines:
        opened: list[Head] = []
        for level in range(1, len(line.group) + 1):
            prefix = line.group[:level]
            if prefix not in standing:
                members = sum(other.group[:level] == prefix for other in block.lines)
                opened.append(Head(keys.next(), prefix[-1], "rowgroup", 1, members))
                standing[prefix] = opened[-1].key
        label = Head(keys.next(), line.label, "row", stub - len(line.group))
        beside = (*(standing[line.group[:level]] for level in range(1, len(line.group) + 1)), label.key)
        rows.append((*opened, label, *_figures(code, block, line, over, beside)))
    return tuple(rows)


def _figures(code: str, block: SheetBlock, line: Line, over: Sequence[Path], beside: Path) -> list[Place]:
    return [
        Place(cell_code(code, line.code, column.code), (*heads, *beside))
        for column, heads in zip(block.columns, over, strict=True)
    ]


def _stacked(table: SheetTable, keys: _Keys) -> LaidTable:
    """Table two: blocks with heads of their own under one another; the last column of a narrow block is stretched."""
    width = 1 + max(len(block.columns) for block in table.blocks)
    bodies = []
    for block in table.blocks:
        title = Head(keys.next(), block.heading, "rowgroup", width)
        stub = Head(keys.next(), block.stub, "col")
        stretch = width - len(block.columns)
        spans = [*(1 for _ in block.columns[1:]), stretch]
        heads = [
            Head(keys.next(), one.label, "col", span) for one, span in zip(block.columns, spans, strict=True)
        ]
        rows: list[Row] = [(title,), (stub, *heads)]
        for line in block.lines:
            label = Head(keys.next(), line.label, "row")
            places = [
                Place(cell_code(table.code, line.code, column.code), (title.key, head.key, label.key), span)
                for column, head, span in zip(block.columns, heads, spans, strict=True)
            ]
            rows.append((label, *places))
        bodies.append(tuple(rows))
    return LaidTable(table, width, (), tuple(bodies))


def _across(table: SheetTable, keys: _Keys) -> LaidTable:
    """Table four: its rows stand beside one another, so that all fifteen figures are in one row."""
    block = table.blocks[0]
    paths = [(*line.group, line.label, column.label) for line in block.lines for column in block.columns]
    rows, over = _head_rows(paths, keys)
    codes = [
        cell_code(table.code, line.code, column.code) for line in block.lines for column in block.columns
    ]
    figures = tuple(Place(code, heads) for code, heads in zip(codes, over, strict=True))
    return LaidTable(table, len(paths), tuple(tuple(row) for row in rows), ((figures,),))


def _list(table: SheetTable, keys: _Keys) -> LaidTable:
    """The table of 2014: one figure a line, with its unit; parts are indented under their whole."""
    block = table.blocks[0]
    labels = (block.stub, "单位", block.columns[0].label)
    head = tuple(Head(keys.next(), label, "col") for label in labels)
    depths: dict[str, int] = {}
    rows: list[Row] = []
    for line in block.lines:
        depths[line.code] = depths.get(line.parent, -1) + 1
        label = Head(keys.next(), line.label, "row", depth=depths[line.code])
        place = Place(cell_code(table.code, line.code, ""), (head[2].key, label.key), heading=line.heading)
        rows.append((label, Note(line.unit), place))
    return LaidTable(table, 3, (head,), (tuple(rows),))
