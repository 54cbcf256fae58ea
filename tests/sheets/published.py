"""The expected values of published reports, where the folder beside the repository holds them."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from gongkai.sheets.filled import BLANK, Face, Figure, FilledSheet, number

SHARED = Path(__file__).parents[3] / "shared"


def expected_files() -> list[Path]:
    """The files of expected values; [] where the folder is absent."""
    return sorted([*SHARED.glob("corpus/*.expected.json"), *SHARED.glob("seeds/expected/*.json")])


def expected(path: Path) -> dict[str, Any]:
    """One of them."""
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found


def parameters() -> list[Any]:
    """For parametrize: each file under its name, or one case that says loudly that there are none."""
    files = [pytest.param(path, id=path.name) for path in expected_files()]
    absent = pytest.mark.skip(
        reason=f"NO PUBLISHED REPORTS at {SHARED}: the checks are not held against real figures"
    )
    return files or [pytest.param(None, marks=absent)]


def figure(value: Any) -> Figure:
    """A cell as the expected values write it."""
    if value is None:
        return BLANK
    if value == "n/a":
        return Figure(Face.NOT_APPLICABLE, None, "/")
    if isinstance(value, dict):
        return Figure(Face.UNREADABLE, None, value["unreadable"])
    return number(value if isinstance(value, int) else Decimal(str(value)))


def sheet_of(values: dict[str, Any]) -> FilledSheet:
    """The sheet that the expected cells make."""
    cells = {code: figure(value) for code, value in values["cells"].items()}
    return FilledSheet(values["form"], values["year"], cells)
