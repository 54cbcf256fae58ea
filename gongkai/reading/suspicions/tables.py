"""P-15: sums inside a statistical table that is no national form."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.paper.report import LooseFigure
from gongkai.reading.suspicions.matter import added, apart, finding
from gongkai.sheets.findings import Finding
from gongkai.sheets.wording import shown


def check_lines(lines: Sequence[LooseFigure]) -> tuple[Finding, ...]:
    """Every row whose label has rows under it ("A" with "A/B", "A/C"), column by column: they add up to it.

    At least two parts must hold a figure; a row with a single 其中 is no sum. → findings P-15 (question).
    """
    totals = {(line.label, line.column): line.value for line in lines}
    parts: dict[tuple[str, str], list[LooseFigure]] = {}
    for line in lines:
        parent, _, name = line.label.rpartition("/")
        if name and (parent, line.column) in totals:
            parts.setdefault((parent, line.column), []).append(line)
    found = []
    for (label, column), under in parts.items():
        total, known = totals[label, column], [one.value for one in under if one.value is not None]
        if total is None or len(known) < 2 or len(known) < len(under) or added(known) == total:
            continue
        listed = "＋".join(shown(value) for value in known)
        says = f"“{label}”{column}为 {shown(total)}，所列各项 {listed} 合计 {shown(added(known))}，相差 {shown(apart(total, added(known)))}，请核对。"
        found.append(finding("P-15", says, f"{label} {column} {shown(total)}"))
    return tuple(found)
