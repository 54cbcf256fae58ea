"""What a named check is given: the figures, the form, and what is known of the body."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from gongkai.sheets.checks_law import Check
from gongkai.sheets.definition import Form
from gongkai.sheets.filled import Face
from gongkai.sheets.findings import Finding, Severity
from gongkai.sheets.profiles import Profile
from gongkai.sheets.sentence_values import Numbers, Sheets


@dataclass(frozen=True)
class Case:
    """A check to be decided by a function. ``codes``: the cells of its table that may hold a number."""

    check: Check
    form: Form
    sheets: Sheets
    numbers: Numbers
    kind: str | None = None
    profile: Profile | None = None
    codes: tuple[str, ...] = ()

    @cached_property
    def unfilled(self) -> Mapping[Face, Sequence[str]]:
        """The cells of the table that are there without a number, by face, in sheet order."""
        found: dict[Face, list[str]] = {Face.BLANK: [], Face.NOT_APPLICABLE: [], Face.UNREADABLE: []}
        cells, known = self.sheets.own.cells, self.numbers.own
        for code in self.codes:
            if code not in known and code in cells:
                found[cells[code].face].append(code)
        return found

    def face(self, code: str) -> Face | None:
        """The face of an own cell, None where it could not be placed."""
        figure = self.sheets.own.cells.get(code)
        return figure.face if figure else None

    def finding(self, cells: tuple[str, ...], says: str, severity: Severity | None = None) -> Finding:
        """A finding of this check, at its own severity unless another is given."""
        return Finding(self.check.code, severity or self.check.severity, cells, says)

    def gap(self, cells: tuple[str, ...], says: str) -> Finding:
        """A finding that something is missing."""
        return self.finding(cells, says, "gap")
