"""What each row of each layout should hold, from the official forms, in the normal spelling of the tape."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from gongkai.reading.script import plain
from gongkai.reading.tables.rows import Want
from gongkai.sheets.definition import Column, Line, SheetBlock, SheetTable
from gongkai.sheets.forms import form


def _bare(text: str) -> str:
    return "".join(plain(text).split())


def _unit(line: Line, column: Column) -> str:
    return column.unit or line.unit


def _wants(block: SheetBlock) -> dict[str, Want]:
    columns = tuple(_bare(column.label) for column in block.columns)
    return {
        line.code: Want(
            _bare(line.label + "".join(line.variants)),
            columns,
            tuple(_unit(line, column) for column in block.columns),
            line.heading,
        )
        for line in block.lines
    }


def _table(form_code: str, table: str) -> SheetTable:
    return next(one for one in form(form_code).tables if one.code == table)


@cache
def wants_of(form_code: str, table: str) -> Mapping[str, Want]:
    """Line code → what its row holds, for one table of one layout."""
    return {code: want for block in _table(form_code, table).blocks for code, want in _wants(block).items()}


@cache
def cell_codes(form_code: str, table: str) -> Mapping[str, tuple[str, ...]]:
    """Line code → its cell codes in column order."""
    codes: dict[str, list[str]] = {}
    found = form(form_code)
    lines = {id(line): line.code for block in _table(form_code, table).blocks for line in block.lines}
    for code, (line, _column) in found.cells.items():
        if id(line) in lines:
            codes.setdefault(lines[id(line)], []).append(code)
    return {line: tuple(cells) for line, cells in codes.items()}
