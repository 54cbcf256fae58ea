"""What happens to figures and labels on their way to a published page. Every change leaves the meaning as it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from .figures import Cells, Value
from .tables import Cell, Table, laid_out

_FULL = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
_UNITS = {"T3": "件", "T4": "件"}
_IN_TEN_THOUSANDS = ("T2.fees.amount", "R54", "R61")
_MONEY = (*_IN_TEN_THOUSANDS, "T2.procurement.amount")
_LOOKALIKES = {"信": "讯", "请": "清", "理": "里", "量": "两", "律": "率", "息": "悉", "结": "洁"}
SHORT = {
    "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请": "1.逾期不补正",
    "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请": "2.逾期不缴费",
}


@dataclass(frozen=True)
class Hand:
    """How one body writes. ``blank``: what stands in a blank cell; ``dash``: what stands for not applicable."""

    seed: str
    wide: bool = False
    thousands: bool = False
    units: bool = False
    ten_thousands: bool = False
    zero_words: bool = False
    decimals: bool = False
    note: bool = False
    blank: str = ""
    dash: str = "/"

    def figure(self, value: Value, code: str) -> str:
        if value is None:
            return self.blank
        if value == "n/a":
            return self.dash
        assert isinstance(value, int | Decimal)
        if value == 0 and self.zero_words and code not in _MONEY and Random(self.seed + code).random() < 0.3:
            return "无"
        text = self._number(value, code)
        return (text.translate(_FULL) if self.wide else text) + self._after(value, code)

    def _number(self, value: int | Decimal, code: str) -> str:
        if self.decimals and code in _IN_TEN_THOUSANDS and isinstance(value, int):
            return f"{value}.00"
        if self.ten_thousands and code == "T2.procurement.amount":
            return str(Decimal(value) / 10000)
        return f"{value:,}" if self.thousands else str(value)

    def _after(self, value: int | Decimal, code: str) -> str:
        if code == "T2.procurement.amount":
            return "万元" if self.ten_thousands else "元" if self.units else ""
        if self.note and code == "T2.normative.made" and value > 2:
            return f"（其中修订{int(value) // 2}件）"
        return _UNITS.get(code[:2], "") if self.units else ""


Label = Callable[[str], str]


def half_width(label: str) -> str:
    return label.replace("（", "(").replace("）", ")").replace("：", ":").replace("，", ",")


def without_remarks(label: str) -> str:
    """The label without a remark in brackets at its end."""
    return re.sub(r"（[^（）]{6,}）$", "", label)


def pause_numbers(label: str) -> str:
    return re.sub(r"^(\d)\.", r"\1、", label)


def full_stop_numbers(label: str) -> str:
    return re.sub(r"^(\d)\.", r"\1．", label)


def shortened(label: str) -> str:
    return SHORT.get(label, label)


def spread(label: str) -> str:
    """Two-character labels are often spread to the width of the cell."""
    return f"{label[0]}　{label[1]}" if len(label) == 2 else label


def cut_in_two(label: str) -> str:
    """A long label over two lines of its cell."""
    middle = len(label) // 2
    return f"{label[:middle]}\n{label[middle:]}" if len(label) > 11 else label


def stray_blank(seed: str) -> Label:
    """A blank inside every third long label."""

    def label(text: str) -> str:
        rng = Random(seed + text)
        at = rng.randint(4, max(4, len(text) - 2))
        return f"{text[:at]} {text[at:]}" if len(text) > 9 and rng.random() < 0.3 else text

    label.__name__ = "stray_blank"
    return label


def misprint(seed: str) -> Label:
    """One wrong character in some of the long labels."""

    def label(text: str) -> str:
        rng = Random("misprint" + seed + text)
        places = [at for at, sign in enumerate(text) if at > 4 and sign in _LOOKALIKES]
        if len(text) < 11 or not places or rng.random() > 0.2:
            return text
        at = rng.choice(places)
        return text[:at] + _LOOKALIKES[text[at]] + text[at + 1 :]

    label.__name__ = "misprint"
    return label


def chained(labels: Iterable[Label]) -> Label:
    steps = tuple(labels)

    def label(text: str) -> str:
        for step in steps:
            text = step(text)
        return text

    return label


def blanked(rng: Random, cells: Cells, how: str) -> Cells:
    """Leave out figures as bodies do: "zeros" where nothing happened, "rows" that hold only zeros, "totals" of table
    three's outcomes, "three" the whole of it."""
    chosen = {
        "zeros": [code for code, value in cells.items() if value == 0 and rng.random() < 0.6],
        "rows": _zero_rows(cells),
        "totals": [code for code in cells if re.fullmatch(r"T3\.C[1-6][.\d]*\.total", code)],
        "three": [code for code in cells if code.startswith("T3.")],
    }[how]
    return {code: (None if code in set(chosen) else value) for code, value in cells.items()}


def _zero_rows(cells: Cells) -> list[str]:
    rows: dict[str, list[str]] = {}
    for code in cells:
        rows.setdefault(code.rpartition(".")[0] or code, []).append(code)
    return [code for row in rows.values() for code in row if all(cells[other] == 0 for other in row)]


def parted(table: Table, at: int, again: bool) -> list[Table]:
    """The table over two pages: cut before a row, the head printed again, spanning labels again or left blank."""
    grid = laid_out(table)
    first = [[cell._replace(rows=min(cell.rows, at - row)) for cell in table.rows[row]] for row in range(at)]
    rest = [[cell for cell, starts in places if starts] for places in grid[at:]]
    rest[0] = _opened_again(table, grid, at, again)
    head = table.rows[: table.head]
    return [
        Table(table.name, first, table.head, table.width),
        Table(table.name, [*head, *rest], table.head, table.width),
    ]


def _opened_again(table: Table, grid: list[list[tuple[Cell, bool]]], at: int, again: bool) -> list[Cell]:
    """The first row after a cut, spanning cells from before it opened again."""
    row: list[Cell] = []
    column = 0
    while column < table.width:
        cell, starts = grid[at][column]
        if not starts:
            begun = next(above for above in range(at, -1, -1) if grid[above][column] == (cell, True))
            cell = cell._replace(text=cell.text if again else "", rows=begun + cell.rows - at)
        row.append(cell)
        column += cell.cols
    return row
