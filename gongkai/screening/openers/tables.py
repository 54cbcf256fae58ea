"""Tables of any file: what stands at the head of a column is the label of the cells below."""

from __future__ import annotations

from gongkai.screening.look import Look
from gongkai.screening.tape import CELL, ROW

_HEAD_ROWS = 8
_LONGEST_HEAD = 24
_LONGEST_LABEL = 48


class Table:
    """Cells handed on row by row, each with the heads of its column."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._heads: dict[int, str] = {}
        self._rows = 0

    def cell(self, column: int, text: str, place: str, *, hidden: str = "", spread: int = 1) -> None:
        """A cell; ``spread``: over how many columns it reaches, as merged heads do."""
        self._look.text(text, place, label=self._heads.get(column, ""), hidden=hidden, joint=CELL)
        if self._rows < _HEAD_ROWS and 0 < len(text) <= _LONGEST_HEAD and not _is_figure(text):
            for covered in range(column, column + min(spread, 50)):
                head = f"{self._heads.get(covered, '')} {text}"
                self._heads[covered] = head[-_LONGEST_LABEL:]

    def end_row(self) -> None:
        """The row is complete."""
        self._rows += 1
        self._look.text("", "", joint=ROW)


def _is_figure(text: str) -> bool:
    return sum(char.isdigit() for char in text) * 2 >= len(text)
