"""What has been reached in each cell: shares below one are written down, and only ever raised."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from tests.screening.plants.measured import Cell, Tally

REACHED = Path(__file__).parent / "floors.toml"
HEAD = "# Share found in the cells where not everything is found; every other cell stands at 1. Only rises.\n"


def floors() -> dict[Cell, float]:
    """The cells that stand below one."""
    if not REACHED.exists():
        return {}
    rows = tomllib.loads(REACHED.read_text(encoding="utf-8")).get("cell", [])
    return {(row["kind"], row["format"], row["place"]): float(row["share"]) for row in rows}


def fallen(cells: Mapping[Cell, Tally]) -> list[str]:
    """Cells below what was reached, in words."""
    known = floors()
    return [
        f"{' '.join(cell)}: {tally.share:.4f} < {known.get(cell, 1.0)}"
        for cell, tally in cells.items()
        if tally.share + 0.00005 < known.get(cell, 1.0)
    ]


def raise_floors(cells: Mapping[Cell, Tally]) -> None:
    """Write down what is reached now, never less than what was: a cell not named yet stands at one once there is a table."""
    known, there = floors(), REACHED.exists()
    rows = []
    for cell, tally in sorted(cells.items()):
        share = max(tally.share, known.get(cell, 1.0 if there else 0.0))
        if share < 1:
            kind, form, place = cell
            rows.append(
                f'[[cell]]\nkind = "{kind}"\nformat = "{form}"\nplace = "{place}"\nshare = {share:.4f}\n'
            )
    REACHED.write_text(HEAD + "\n" + "\n".join(rows), encoding="utf-8")
