"""Published reports beside the project, with expected values, and what the reader makes of them. Read in place."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from gongkai.paper.report import Report
from gongkai.reading.read import read
from gongkai.sheets.filled import Face, Figure

SHARED = Path(__file__).resolve().parents[3] / "shared"


@dataclass(frozen=True)
class Sample:
    """A published report: the file, and what a careful person reads in it."""

    path: Path
    expected: dict[str, Any]

    @property
    def scrambled(self) -> bool:
        return ".rawflow" in self.path.name


@dataclass(frozen=True)
class Score:
    """Cells right, cells with another value or face, cells that cannot be known and were given, cells left out."""

    right: int
    wrong: tuple[str, ...]
    guessed: tuple[str, ...]
    left_out: tuple[str, ...]


def samples() -> Iterator[Sample]:
    for folder, expected in (("seeds", "expected/{}.json"), ("corpus", "{}.expected.json")):
        for path in sorted((SHARED / folder).glob("[0-9]*")):
            if path.suffix in (".txt", ".html", ".pdf"):
                values = SHARED / folder / expected.format(path.name[:3])
                yield Sample(path, json.loads(values.read_text("utf-8")))


@cache
def reading(path: Path) -> Report:
    return read(path.read_bytes(), path.name)


def _plain(figure: Figure) -> object:
    if figure.face is Face.NUMBER:
        return float(figure.value or 0)
    return None if figure.face is Face.BLANK else figure.face.value


def score(sample: Sample) -> Score:
    report = reading(sample.path)
    got = {code: _plain(figure) for sheet in report.sheets[:1] for code, figure in sheet.cells.items()}
    expected = {c: None if v is None else float(v) for c, v in sample.expected["cells"].items()}
    right = [code for code in expected if code in got and got[code] == expected[code]]
    wrong = [code for code in got if code in expected and got[code] != expected[code]]
    guessed = [code for code in got if code not in expected]
    left_out = [code for code in expected if code not in got]
    return Score(len(right), tuple(wrong), tuple(guessed), tuple(left_out))


def f1(scores: list[Score]) -> float:
    right = sum(one.right for one in scores)
    false = sum(len(one.wrong) + len(one.guessed) for one in scores)
    missed = sum(len(one.wrong) + len(one.left_out) for one in scores)
    return 2 * right / (2 * right + false + missed)
