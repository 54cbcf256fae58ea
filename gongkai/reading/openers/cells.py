"""Cells while a source is walked, and what becomes of their table: a grid, or the parts of a page it laid out."""

from __future__ import annotations

from gongkai.paper.blocks import Grid, Heading, Picture
from gongkai.reading.joining import join_pieces
from gongkai.reading.openers.spans import lay_out

Piece = str | Heading | Grid | Picture
# What a cell holds (paragraphs as plain strings, tables as blocks), the columns and the rows it covers.
OpenCell = tuple[list[Piece], int, int]

# A cell with more text than any note of an official form, in many paragraphs, is part of the page's layout.
_LAYOUT_CHARACTERS = 800
_LAYOUT_PARAGRAPHS = 5


def table_pieces(rows: list[list[OpenCell]]) -> list[Piece]:
    """Rows of cells → a grid with its pictures behind it; for a table that lays out a page its content in order.

    A table lays out where a cell holds another table or a chapter of text, and where no row has two cells.
    """
    if all(len(row) < 2 for row in rows) or any(_is_layout(cell[0]) for row in rows for cell in row):
        return [piece for row in rows for cell in row for piece in cell[0]]
    pictures: list[Piece] = []
    texts = [[(_cell_text(pieces, pictures), across, down) for pieces, across, down in row] for row in rows]
    return [lay_out(texts), *pictures]


def _is_layout(pieces: list[Piece]) -> bool:
    if len(pieces) < 2:
        return bool(pieces) and isinstance(pieces[0], Grid)
    if any(isinstance(piece, Grid) for piece in pieces):
        return True
    if len(pieces) < _LAYOUT_PARAGRAPHS:
        return False
    return sum(len(piece) for piece in pieces if isinstance(piece, str)) > _LAYOUT_CHARACTERS


def _cell_text(pieces: list[Piece], pictures: list[Piece]) -> str:
    """The text of a cell in one line; its pictures are added to the others."""
    if not pieces:
        return ""
    if len(pieces) == 1 and isinstance(pieces[0], str):
        return pieces[0].strip()
    pictures.extend(piece for piece in pieces if isinstance(piece, Picture))
    texts = [
        piece if isinstance(piece, str) else piece.text
        for piece in pieces
        if isinstance(piece, (str, Heading))
    ]
    return join_pieces([text.strip() for text in texts])
