"""Findings and gaps as numbered notes, and which cells and which words of the prose each note marks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from gongkai.paper.report import Gap, Report
from gongkai.sheets.findings import SEVERITY_WORDS, Finding, Severity
from gongkai.sheets.forms import FORMS, form

ORDER: Final[tuple[Severity, ...]] = ("error", "question", "gap")
FEW_CELLS: Final = 6
SHORT_LABEL: Final = 16


class CellLink(NamedTuple):
    """A cell that a note speaks of."""

    code: str
    label: str


class Note(NamedTuple):
    """A numbered finding or gap as the page shows it. ``more``: how many cells it marks beyond those linked."""

    number: int
    severity: Severity
    word: str
    check: str
    says: str
    quote: str
    links: tuple[CellLink, ...]
    more: int
    cells: tuple[str, ...]

    @property
    def anchor(self) -> str:
        return f"note-{self.number}"


def notes_of(report: Report) -> tuple[Note, ...]:
    """Gaps of the reading first (they limit what the rest can say), then errors, questions, and gaps of the checks."""
    gaps = [_as_finding(gap) for gap in report.gaps]
    ranked = sorted(report.findings, key=lambda finding: ORDER.index(finding.severity))
    labels = labels_of(report.form)
    return tuple(_note(number, finding, labels) for number, finding in enumerate([*gaps, *ranked], 1))


def _as_finding(gap: Gap) -> Finding:
    return Finding("", "gap", gap.cells, gap.says, gap.quote)


def _note(number: int, finding: Finding, labels: Mapping[str, str]) -> Note:
    cells = finding.cells
    linked = cells if len(cells) <= FEW_CELLS else ()
    links = tuple(CellLink(code, labels.get(code, code)) for code in linked)
    word = SEVERITY_WORDS[finding.severity]
    more = len(cells) - len(links)
    return Note(
        number, finding.severity, word, finding.check, finding.says, finding.quote, links, more, cells
    )


def labels_of(own: str | None) -> dict[str, str]:
    """Cell codes → row and column in words, of the paper's own form before the others'."""
    labels: dict[str, str] = {}
    for code in sorted(FORMS, key=lambda code: code != own):
        for cell, (line, column) in form(code).cells.items():
            label = line.label if len(line.label) <= SHORT_LABEL else f"{line.label[:SHORT_LABEL]}…"
            labels.setdefault(cell, f"{label}／{column.label}" if column.code else label)
    return labels


def notes_by_cell(notes: Iterable[Note]) -> dict[str, list[Note]]:
    """Cell code → the notes that mark it, in order."""
    marked: dict[str, list[Note]] = defaultdict(list)
    for note in notes:
        for code in note.cells:
            marked[code].append(note)
    return dict(marked)


class Count(NamedTuple):
    """How many notes of a severity there are."""

    severity: Severity
    word: str
    number: int


def counts_of(notes: Sequence[Note]) -> list[Count]:
    """By severity, without those there are none of."""
    numbers = {severity: sum(note.severity == severity for note in notes) for severity in ORDER}
    return [
        Count(severity, SEVERITY_WORDS[severity], number) for severity, number in numbers.items() if number
    ]
