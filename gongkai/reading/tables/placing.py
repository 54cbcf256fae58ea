"""The rows of one table together → its cells: what is sure, what the sums alone decide, and what remains open."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from gongkai.paper.report import Gap
from gongkai.reading.tables.gluing import only_split, settle, summing_splits
from gongkai.reading.tables.rows import Row
from gongkai.sheets.filled import BLANK, Face, Figure

Codes = Mapping[str, Sequence[str]]


@dataclass
class Placed:
    """Cells of one table. ``places``: line code → squeezed positions of its row, for quotes."""

    cells: dict[str, Figure] = field(default_factory=dict)
    by_sums: set[str] = field(default_factory=set)
    gaps: list[Gap] = field(default_factory=list)
    places: dict[str, tuple[int, int]] = field(default_factory=dict)
    start: int = 0
    end: int = 0

    def put(self, codes: Sequence[str], figures: Sequence[Figure]) -> None:
        self.cells.update(zip(codes, figures, strict=True))


def is_glued(rows: Sequence[Row]) -> bool:
    """Whether the paper lets cells run together: no number opens with a zero, so "0000000" is many."""
    return any(run[0] == "0" and run.isdigit() and len(run) > 1 for row in rows for run in row.runs)


def _digits_only(runs: Sequence[str]) -> bool:
    return all(run.isascii() and run.isdigit() for run in runs)


def _numbers(row: Sequence[int]) -> tuple[Figure, ...]:
    return tuple(Figure(Face.NUMBER, value, str(value)) for value in row)


def _gap(row: Row, codes: Sequence[str], quote: str, *, displaced: bool) -> Gap:
    if not row.runs:
        says = "这一行后面没有数，而本表另有数字找不到所属的行，不能当作空白。"
    elif len(row.runs) > len(codes):
        says = f"这一行应有 {len(codes)} 格，却跟着 {len(row.runs)} 个数，无法确定各格的数。"
    elif displaced or not _digits_only(row.runs):
        says = f"这一行应有 {len(codes)} 格，印出的是“{' '.join(row.runs)[:60]}”，无法确定各格的数。"
    else:
        says = f"数字“{' '.join(row.runs)[:60]}”连在一起，有不止一种拆法，无法确定 {len(codes)} 格各是多少。"
    return Gap(tuple(codes), says, quote)


def _candidates(rows: Sequence[Row], codes: Codes) -> dict[str, list[tuple[int, ...]]]:
    """Rows of glued digits → their readings by the row's own sum; a row already read has one."""
    choices: dict[str, list[tuple[int, ...]]] = {}
    for row in rows:
        if row.figures is None and row.runs and _digits_only(row.runs) and sum(map(len, row.runs)) <= 26:
            found = summing_splits(row.runs, len(codes[row.code]))
            if found:
                choices[row.code] = found
    return choices


def place(
    rows: Sequence[Row],
    codes: Codes,
    quote: Callable[[int, int], str],
    holds: Callable[[Mapping[str, Sequence[int]]], bool] | None,
    *,
    strays: bool,
) -> Placed:
    """Rows of one table → cells. ``holds``: whether rows agree with the sums of the columns; None where a table has no
    sums, so that digits run together may only be split where they leave one way. ``strays``: figures stand beside the
    rows, so that a row without any is not known to be blank."""
    placed = Placed()
    glued = is_glued(rows)
    excess = strays or any(len(row.runs) > len(codes[row.code]) for row in rows if row.figures is None)
    settled = _settled(rows, codes, holds) if glued else {}
    for row in rows:
        own = codes[row.code]
        placed.places[row.code] = (row.start, row.end)
        figures = row.figures or _read(row, own, glued=glued, excess=excess)
        if figures is None and row.code in settled:
            figures = _numbers(settled[row.code])
            placed.by_sums.update(own)
        if figures is None:
            placed.gaps.append(_gap(row, own, quote(row.start, row.end), displaced=not glued))
        else:
            placed.put(own, figures)
    return placed


def _read(row: Row, own: Sequence[str], *, glued: bool, excess: bool) -> Sequence[Figure] | None:
    if not row.runs:
        return None if excess else [BLANK] * len(own)
    if len(row.runs) == 1 and len(own) > 1 and row.runs[0] == "/" * len(own):
        return [Figure(Face.NOT_APPLICABLE, None, "/")] * len(own)
    if glued and _digits_only(row.runs):
        only = only_split(row.runs, len(own))
        return _numbers(only) if only is not None else None
    return None


def _settled(
    rows: Sequence[Row],
    codes: Codes,
    holds: Callable[[Mapping[str, Sequence[int]]], bool] | None,
) -> dict[str, tuple[int, ...]]:
    if holds is None:
        return {}
    sure = {
        row.code: [tuple(int(figure.value or 0) for figure in row.figures)]
        for row in rows
        if row.figures is not None and all(f.face is Face.NUMBER for f in row.figures)
    }
    return settle({**sure, **_candidates(rows, codes)}, holds)
