"""The one amount for which the official form fixes no unit: the sum of procurement of 2019."""

from __future__ import annotations

import re
from decimal import Decimal

from gongkai.paper.report import Gap
from gongkai.reading.tables.placing import Placed
from gongkai.sheets.filled import Face

AMOUNT = "T2.procurement.amount"
_HEAD = re.compile(r"采购总金额\(?(?:单位[::]?)?(?P<unit>亿元|万元|元)\)?")
_FACTORS = {"元": 1, "万元": 10_000, "亿元": 100_000_000}


def settle_amount(placed: Placed, text: str, quote: str) -> None:
    """An amount printed without a unit takes that of its column's head; where the head has none it cannot be known
    whether yuan or 万元 is meant, and the cell becomes a gap. Nought is nought in any unit."""
    figure = placed.cells.get(AMOUNT)
    if figure is None or figure.face is not Face.NUMBER or not figure.value or "元" in figure.token:
        return
    head = _HEAD.search(text, placed.start, placed.end)
    if head is not None:
        amount = Decimal(figure.value) * _FACTORS[head["unit"]]
        whole = int(amount) if amount == amount.to_integral_value() else amount
        placed.cells[AMOUNT] = figure._replace(value=whole)
        return
    del placed.cells[AMOUNT]
    says = f"采购总金额印作“{figure.token}”，没有单位，不知道是元还是万元，不能填入。"
    placed.gaps.append(Gap((AMOUNT,), says, quote))
