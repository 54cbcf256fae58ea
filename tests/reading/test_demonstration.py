"""The reader held against the demonstration county's papers, which were written without knowledge of it: every cell,
every planted error, and none besides."""

from __future__ import annotations

import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import gongkai.cli.demo
from gongkai.paper.report import Report
from gongkai.reading.read import read
from gongkai.sheets.filled import Face, FilledSheet
from gongkai.sheets.findings import Finding

FOLDER = Path(gongkai.cli.demo.__path__[0])
PAPERS: list[dict[str, Any]] = tomllib.loads((FOLDER / "planted.toml").read_text("utf-8"))["paper"]

LISTED: list[dict[str, Any]] = tomllib.loads((FOLDER / "reports.toml").read_text("utf-8"))["report"]
BODIES = {one["body"] for one in LISTED}
COUNTY = next(one["body"] for one in LISTED if one["file"] == "2023-chenglan.pdf")
BY_FILE = {one["file"]: one for one in LISTED}
BY_YEAR = {(one["body"], one["year"]): one["file"] for one in LISTED}

each = pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper["file"])


@cache
def reading(file: str) -> Report:
    listed = BY_FILE[file]
    before = BY_YEAR.get((listed["body"], listed["year"] - 1))
    return read(
        (FOLDER / "reports" / file).read_bytes(),
        file,
        last_year=reading(before) if before else None,
        published=listed["published"],
        units=_units(listed) if listed["body"] == COUNTY else (),
    )


def _units(listed: dict[str, Any]) -> list[FilledSheet]:
    """The sheets of all other bodies of the county, in the year in which every one of them files."""
    others = [one for one in LISTED if one["year"] == listed["year"] and one["body"] != COUNTY]
    return [reading(one["file"]).sheets[0] for one in others] if len(others) == len(BODIES) - 1 else []


def _flat(cells: dict[str, dict[str, Any]]) -> dict[str, Any]:
    return {
        code if row == "R" else f"{row}.{code}": value
        for row, own in cells.items()
        for code, value in own.items()
    }


def _read(sheet: FilledSheet) -> dict[str, Any]:
    faces = {Face.BLANK: "", Face.NOT_APPLICABLE: "n/a", Face.UNREADABLE: "?"}
    numbers = {code: figure.value for code, figure in sheet.cells.items() if figure.value is not None}
    plain = {code: value if isinstance(value, int) else float(value) for code, value in numbers.items()}
    return plain | {code: faces[figure.face] for code, figure in sheet.cells.items() if code not in plain}


@each
def test_every_cell_is_read_and_none_is_wrong(paper: dict[str, Any]) -> None:
    report = reading(paper["file"])
    got = _read(report.sheets[0]) if report.sheets else {}
    certain, undecided = _flat(paper.get("cells", {})), _flat(paper.get("open", {}))
    assert {code: got.get(code, "—") for code in certain if got.get(code, "—") != certain[code]} == {}
    assert {
        code: value for code, value in got.items() if code not in certain and undecided.get(code) != value
    } == {}


@each
def test_body_year_and_form_are_found(paper: dict[str, Any]) -> None:
    report = reading(paper["file"])
    assert (report.body, report.year, report.form or "") == (paper["body"], paper["year"], paper["form"])


@each
def test_every_planted_error_is_found_under_its_check(paper: dict[str, Any]) -> None:
    found = Counter({(finding.check, finding.severity) for finding in reading(paper["file"]).findings})
    planted = {(one["check"], one["severity"]) for one in paper.get("planted", []) if one["check"]}
    assert planted - set(found) == set()


def _follows(finding: Finding, planted: list[dict[str, Any]]) -> bool:
    """Whether the prose disagrees with a table only because a figure of the table was falsified."""
    falsified = {cell for one in planted for cell in one.get("cells", [])}
    return finding.check.endswith("-P01") and bool(falsified & set(finding.cells))


@each
def test_nothing_else_is_called_an_error(paper: dict[str, Any]) -> None:
    planted = paper.get("planted", [])
    listed = {one["check"] for one in planted if one["severity"] == "error"}
    errors = [finding for finding in reading(paper["file"]).findings if finding.severity == "error"]
    assert [(f.check, f.says) for f in errors if f.check not in listed and not _follows(f, planted)] == []
