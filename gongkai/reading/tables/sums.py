"""The sums of table three over its columns, as far as the rows at hand allow to hold them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

_PARTS = ("C1", "C2", "C3.", "C4.", "C5.", "C6")


def columns_hold(rows: Mapping[str, Sequence[int]]) -> bool:
    """一 + 二 = 三（七） + 四 and 三（七） = sum of the results, in every column, where the rows are there."""
    ends = [rows.get(code) for code in ("A", "B", "C7", "D")]
    if all(row is not None for row in ends):
        a, b, closed, open_at_end = (row for row in ends if row is not None)
        if any(w + x != y + z for w, x, y, z in zip(a, b, closed, open_at_end, strict=True)):
            return False
    return _results_hold(rows)


def _results_hold(rows: Mapping[str, Sequence[int]]) -> bool:
    closed = rows.get("C7")
    parts = [row for code, row in rows.items() if code.startswith(_PARTS)]
    if closed is None or len(parts) not in (19, 21):
        return True
    return all(sum(column) == total for column, total in zip(zip(*parts, strict=True), closed, strict=True))
