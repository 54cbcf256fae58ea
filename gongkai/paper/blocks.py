"""Headings, paragraphs, grids, pictures: what every opener makes of its bytes, and what every writer takes."""

from __future__ import annotations

from typing import NamedTuple


class Heading(NamedTuple):
    """A line the document itself marks as a heading. ``level`` 1 is the title."""

    text: str
    level: int = 1


class Paragraph(NamedTuple):
    """One line or paragraph of running text, with the white space it has in the source (it may carry columns)."""

    text: str


class Slot(NamedTuple):
    """One place of a grid after spans are laid out. ``first`` is False where a spanning cell continues."""

    text: str
    first: bool = True


class Grid(NamedTuple):
    """A table with known cell borders; rows may differ in length only where the source is broken.

    A blank cell is a Slot with empty text: in a grid, blank is known to be blank.
    """

    rows: tuple[tuple[Slot, ...], ...]


class Picture(NamedTuple):
    """An image in the flow, with its alternative text; its content is never read."""

    alt: str = ""


Block = Heading | Paragraph | Grid | Picture


class Paper(NamedTuple):
    """An opened document.

    ``kind``: "text", "markdown", "html", "docx", "doc", "pdf", "xls", "xlsx" or "unknown". ``notes``: Chinese
    sentences on what could not be opened (a scanned page, a missing antiword, a damaged part); they become gaps.
    """

    kind: str
    blocks: tuple[Block, ...] = ()
    notes: tuple[str, ...] = ()
