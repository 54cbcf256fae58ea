"""Every check held against a full sheet of 2021, beside the floor: writing the same cells as JSON."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable

from gongkai.sheets.checks import check_sheet
from gongkai.sheets.filled import FilledSheet, number
from gongkai.sheets.forms import form

TARGET = 10.0
ROUNDS = 200


def main() -> int:
    """Prints microseconds and the ratio; status 1 where the checks take more than TARGET times the floor."""
    cells = {code: number(0) for code in form("2021").cells}
    sheet = FilledSheet("2021", 2023, cells)
    plain = {code: figure.value for code, figure in cells.items()}
    checks, floor = _best(lambda: check_sheet(sheet)), _best(lambda: json.dumps(plain))
    ratio = checks / floor
    print(
        f"{len(cells)} 格：核对 {checks * 1e6:.0f} µs，写成 JSON {floor * 1e6:.0f} µs，{ratio:.1f}×（目标不超过 {TARGET:.0f}×）"
    )
    return int(ratio > TARGET)


def _best(call: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        call()
        times.append(time.perf_counter() - begun)
    return min(times)


if __name__ == "__main__":
    sys.exit(main())
