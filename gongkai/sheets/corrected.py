"""Corrections laid over a sheet: the figures a person vouches for in the place of what was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from gongkai.sheets.filled import Figure, FilledSheet
from gongkai.sheets.forms import form


def corrected(sheet: FilledSheet, figures: Mapping[str, Figure]) -> FilledSheet:
    """The sheet with these figures (cell code → Figure) in their places, in the order of the form; the sheet given stays
    as it is. A corrected cell is no longer one that the table's own sums gave. Never raises."""
    if not figures:
        return sheet
    cells = {**sheet.cells, **figures}
    order = {code: at for at, code in enumerate(form(sheet.form).cells)}
    if not sheet.cells.keys() >= figures.keys():
        cells = dict(sorted(cells.items(), key=lambda item: order.get(item[0], len(order))))
    return replace(sheet, cells=cells, by_sums=sheet.by_sums - figures.keys())
