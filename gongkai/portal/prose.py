"""The chapters of a report as the page shows them: prose with the places that notes quote, and the tables in their chapters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from gongkai.paper.chapters import heading_of, home_of
from gongkai.paper.report import Report, Section
from gongkai.portal.notes import Note
from gongkai.portal.tables import TableView

SHORTEST_QUOTE: Final = 4


class Piece(NamedTuple):
    """A run of prose; ``note`` is the note that quotes it."""

    text: str
    note: Note | None = None


@dataclass
class ChapterView:
    """A chapter: heading, paragraphs in pieces, and the official tables that belong to it."""

    anchor: str
    title: str
    paragraphs: list[list[Piece]]
    tables: list[TableView] = field(default_factory=list)


def chapters_of(
    report: Report, notes: Sequence[Note], tables: Sequence[TableView]
) -> tuple[list[ChapterView], list[TableView]]:
    """Chapters with their tables, and the tables that no chapter claims."""
    chapters = [_chapter(at, section, notes) for at, section in enumerate(report.sections, 1)]
    left = []
    for table in tables:
        home = home_of(table.table, report.sections)
        if home is None:
            left.append(table)
        else:
            chapters[home].tables.append(table)
    return chapters, left


def marked(paragraphs: Sequence[str], notes: Sequence[Note]) -> list[list[Piece]]:
    """Paragraphs cut where notes on the prose quote them."""
    quoting = [note for note in notes if not note.cells and len(note.quote) >= SHORTEST_QUOTE]
    return [_pieces(paragraph, quoting) for paragraph in paragraphs]


def _chapter(at: int, section: Section, notes: Sequence[Note]) -> ChapterView:
    return ChapterView(f"chapter-{at}", heading_of(section), marked(section.paragraphs, notes))


def _pieces(paragraph: str, quoting: Sequence[Note]) -> list[Piece]:
    """Cut at the first place of each quote; where quotes overlap the earlier one stands."""
    places = sorted(
        (at, -len(note.quote), note) for note in quoting if (at := paragraph.find(note.quote)) >= 0
    )
    pieces: list[Piece] = []
    done = 0
    for at, length, note in places:
        if at < done:
            continue
        pieces += [Piece(paragraph[done:at]), Piece(note.quote, note)]
        done = at - length
    return [piece for piece in (*pieces, Piece(paragraph[done:])) if piece.text]
