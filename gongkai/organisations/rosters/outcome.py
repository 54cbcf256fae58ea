"""Every row of a workbook as it was sent, with what becomes of it, or became of it when it was carried out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from gongkai.files import store
from gongkai.organisations.models import Roster
from gongkai.organisations.refusal import Refused
from gongkai.organisations.rosters.actions import plan_for
from gongkai.organisations.rosters.columns import roster_sheet
from gongkai.organisations.rosters.workbook import RosterRow, workbook_rows


class Outcome(NamedTuple):
    """A row, the word for what becomes of it, and the sentence."""

    row: RosterRow
    word: str
    told: str


def outcome_of(roster: Roster, on: date) -> Sequence[Outcome]:
    """The rows in the order of the workbook. Refused: a workbook that cannot be opened."""
    if roster.done_on is None:
        return [Outcome(line.row, line.word, line.told) for line in plan_for(roster, on).lines]
    became = {(sheet, number): (word, told) for sheet, number, word, told in roster.outcome}
    try:
        rows = workbook_rows(store.give(roster.digest)).rows
    except store.Damaged as fault:
        raise Refused(str(fault)) from fault
    return [Outcome(row, *became.get((roster_sheet(row.sheet).name, row.number), ("", ""))) for row in rows]
