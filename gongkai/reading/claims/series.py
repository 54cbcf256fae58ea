"""A small table of years that was flattened to one cell a line: its figures belong to their years."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.paper.report import Claim
from gongkai.sheets.filled import Number


def series_of(lines: Sequence[str]) -> list[tuple[str, list[tuple[int, Number]]]]:
    """A row of years and the figures under it, flattened to one cell a line → its label with (year, figure)."""
    cells = [line.strip() for line in lines if line.strip()]
    found: list[tuple[str, list[tuple[int, Number]]]] = []
    for start, cell in enumerate(cells):
        if not _is_year(cell) or (start and _is_year(cells[start - 1])):
            continue
        stop = next((at for at in range(start, len(cells)) if not _is_year(cells[at])), len(cells))
        years = [int(one) for one in cells[start:stop]]
        figures = cells[stop + 1 : stop + 1 + len(years)]
        if (
            len(years) > 1
            and len(figures) == len(years)
            and all(one.isdigit() and len(one) < 10 for one in figures)
        ):
            found.append((cells[stop], [(year, int(one)) for year, one in zip(years, figures, strict=True)]))
    return found


def _is_year(cell: str) -> bool:
    return len(cell) == 4 and cell.isdigit() and cell[:2] == "20"


def series_claims(lines: Sequence[str]) -> list[Claim]:
    """The figures of such rows as claims, without a cell: they stand for their own years."""
    return [
        Claim(f"{label} {year}年", value, "", False, f"{label} {year} {value}")
        for label, row in series_of(lines)
        for year, value in row
    ]
