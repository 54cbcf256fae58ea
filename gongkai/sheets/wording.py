"""How messages name cells, figures and the two sides of a comparison, in the official's Chinese."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache

from gongkai.sheets.definition import Form, Line
from gongkai.sheets.filled import Face, FilledSheet, Number
from gongkai.sheets.forms import form

Names = Mapping[str, str]  # cell code → how a message calls it

LISTED = 6  # more cells than this are summed up as 等 n 格


def shown(number: Number) -> str:
    """A number as people write it: no exponent, no trailing zeros."""
    if isinstance(number, Decimal):
        return f"{number.normalize():f}" if number else "0"
    return str(number)


def line_name(line: Line) -> str:
    """A row by its label, with the group where the label is a mere item of it, without parentheticals."""
    label = line.label
    for variant in line.variants:
        label = label.replace(variant, "")
    if line.group and (label[:1].isdigit() or line.group == ("行政诉讼",)):
        return f"{line.group[-1]}：{label}"
    return label


def names_of_cells(of: Form) -> Names:
    """Every cell of a form by row and column; rows of the same label also by the row they belong to."""
    return _names(of.code)


@cache
def _names(code: str) -> Names:
    of = form(code)
    labels = Counter(cell.line.label for cell in of.cells.values() if not cell.column.code)
    lines = {cell.line.code: cell.line for cell in of.cells.values()}
    names = {}
    for key, (line, column) in of.cells.items():
        if column.code:
            names[key] = f"{line_name(line)}·{column.label}"
        elif labels[line.label] > 1 and line.parent:
            names[key] = f"{line_name(lines[line.parent])}：{line_name(line)}"
        else:
            names[key] = line_name(line)
    return names | dict(of.beside)


def listed(names: Iterable[str]) -> str:
    """Names in quotation marks; the long tail only counted."""
    every = list(names)
    text = "、".join(f"“{name}”" for name in every[:LISTED])
    return text if len(every) <= LISTED else f"{text}等 {len(every)} 格"


def why_missing(sheet: FilledSheet, codes: Iterable[str], names: Names) -> str:
    """What is the matter with cells that hold no number, those of a kind together."""
    kinds: dict[str, list[str]] = {}
    for code in dict.fromkeys(codes):
        kinds.setdefault(_state(sheet, code), []).append(names.get(code, code))
    return "，".join(f"{listed(some)}{state}" for state, some in kinds.items())


def _state(sheet: FilledSheet, code: str) -> str:
    figure = sheet.cells.get(code)
    if figure is None:
        return "未能定位"
    if figure.face is Face.BLANK:
        return "空白"
    if figure.face is Face.NOT_APPLICABLE:
        return f"填的是“{figure.token or '/'}”"
    return f"印的是“{figure.token}”，不是数"
