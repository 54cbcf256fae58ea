"""The official forms as data classes. ``gongkai.sheets.forms`` builds them from the TOML of ``gongkai/law/sheets``. No figures here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


@dataclass(frozen=True)
class Column:
    """A column of a block: local code (natural, made, total …; "" where a block has one column only), official
    label, super-headers above it. ``unit``, ``decimal``, ``signed`` where they belong to the column, not the row."""

    code: str
    label: str
    group: tuple[str, ...] = ()
    unit: str = ""
    decimal: bool = False
    signed: bool = False


@dataclass(frozen=True)
class Line:
    """A row: local code (A, C3.1, R02, rules …), official label as printed, its place and what it may hold.

    ``group``: labels of the row groups it stands under (三、本年度办理结果 / （三）不予公开). ``parent``: local code of
    the line it is a part of (其中). ``unit``: 条 件 次 篇 个 人 人次 万元 元 … . ``heading``: holds no figure.
    ``decimal``/``signed``: what number it may hold. ``additive``: may be summed over bodies. ``filled_by``: who fills
    it (wording of the note), "" for everybody. ``note``: the form's own fill-in note. ``variants``: parentheticals
    that some copies print and others leave out, whether the label here has them or not.
    """

    code: str
    label: str
    unit: str
    group: tuple[str, ...] = ()
    parent: str = ""
    heading: bool = False
    decimal: bool = False
    signed: bool = False
    additive: bool = True
    filled_by: str = ""
    note: str = ""
    variants: tuple[str, ...] = ()


class Cell(NamedTuple):
    """A cell of a form: its row and its column."""

    line: Line
    column: Column

    @property
    def unit(self) -> str:
        return self.column.unit or self.line.unit

    @property
    def decimal(self) -> bool:
        return self.line.decimal or self.column.decimal

    @property
    def signed(self) -> bool:
        return self.line.signed or self.column.signed


@dataclass(frozen=True)
class SheetBlock:
    """Rows that share their columns. Table two has four or five blocks, every other table one.

    ``heading``: 第二十条第（一）项 …; ``stub``: label over the row labels (信息内容, 统计指标).
    """

    heading: str
    stub: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class SheetTable:
    """One table of a form: "T2", "T3", "T4", or "R" (the single table of 2014).

    ``section``: heading of the chapter that is this table; ``corner``: sentence printed in the corner cell; ``foot``:
    labels of the signature fields under it.
    """

    code: str
    title: str
    basis: str
    blocks: tuple[SheetBlock, ...]
    section: str = ""
    corner: str = ""
    foot: tuple[str, ...] = ()


@dataclass(frozen=True)
class Form:
    """An official form: code ("2014", "2019", "2021"), notice it rests on, report years, tables.

    ``cells`` maps every cell code of the form (R02, T3.A.natural …), in sheet order, to its line and column.
    ``beside``: codes of figures that only a ledger knows and no paper prints, with their labels.
    """

    code: str
    title: str
    basis: str
    first_year: int
    last_year: int | None
    tables: tuple[SheetTable, ...]
    cells: Mapping[str, Cell] = field(default_factory=dict, repr=False)
    beside: Mapping[str, str] = field(default_factory=dict, repr=False)

    def table(self, code: str) -> SheetTable:
        """The table with this code; KeyError if the form has none."""
        return {one.code: one for one in self.tables}[code]


def cell_code(table: str, line: str, column: str) -> str:
    """The code of a cell: the line's own in the table of 2014 ("R02"), else table, line and column ("T3.A.natural")."""
    return f"{table}.{line}.{column}" if column else line
