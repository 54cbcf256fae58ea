"""The stretch of tape that belongs to one row label → its cells, or the reason why they cannot be placed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from gongkai.reading.numbers import figure_of
from gongkai.reading.tables.labels import Hit
from gongkai.reading.tables.pieces import Piece, Tape
from gongkai.reading.tables.tokens import Token, tokens_of
from gongkai.sheets.filled import Face, Figure

_UNIT_WORDS = frozenset(["条", "件", "次", "篇", "个", "人", "人次", "万元", "元", "项", "期", "份", "单位"])
_ITEM_DIGITS = frozenset("12345678")
_RULERS = frozenset("-—―–─")


class Want(NamedTuple):
    """What a row should hold: official label, column labels in order, units of its cells. A heading holds no figure,
    so that a dash there is a blank."""

    label: str
    columns: tuple[str, ...]
    units: tuple[str, ...]
    heading: bool = False


class Row(NamedTuple):
    """A row as read. ``figures``: its cells in column order, None where they could not be placed. ``runs``: what is
    printed there instead, digits possibly run together. ``start``/``end``: squeezed positions, for the quote."""

    code: str
    figures: tuple[Figure, ...] | None
    runs: tuple[str, ...]
    start: int
    end: int


def _cells_of_row(tape: Tape, hit: Hit, until: int) -> list[Piece] | None:
    """The cells to the right of the label in its grid row; None where the label stands in no grid."""
    index = tape.piece_at(hit.end - 1)
    home = tape.pieces[index]
    if home.row < 0:
        return None
    cells = []
    for position in range(index + 1, len(tape.pieces)):
        piece = tape.pieces[position]
        if (piece.block, piece.row) != (home.block, home.row):
            break
        if piece.text and not piece.carried and tape.starts[position] >= until:
            break
        cells.append(piece)
    return cells


def _is_note(piece: Piece) -> bool:
    text = piece.text.strip()
    return text.startswith("(") and text.endswith(")") and not text[1:-1].strip().isdigit()


def _heads_above(tape: Tape, row: Sequence[Piece], columns: Sequence[str]) -> dict[str, Piece]:
    """The column heads of the row's grid; a head repeated in the next cell spans both."""
    block, number = row[0].block, row[0].row
    heads: dict[str, Piece] = {}
    for piece in tape.pieces:
        if piece.block == block and 0 <= piece.row < number:
            text = "".join(piece.text.split())
            if text in columns:
                before = heads.get(text)
                joins = before and before.row == piece.row and before.column + before.width == piece.column
                heads[text] = before._replace(width=before.width + piece.width) if before and joins else piece
    return heads


def _by_heads(tape: Tape, row: Sequence[Piece], columns: Sequence[str]) -> list[Piece] | None:
    """The cells of a row under the column heads of its grid, where the grid names all of them."""
    heads = _heads_above(tape, row, columns)
    if len(heads) < len(columns):
        return None
    placed: list[Piece] = []
    used: list[Piece] = []
    for column in columns:
        under = [cell for cell in row if _overlap(cell, heads[column]) > 0]
        if not under or len({cell.text.strip() for cell in under}) > 1:
            return None
        if placed and under[0] is placed[-1] and under[0].text.strip():
            return None
        placed.append(under[0])
        used += under
    strays = [cell for cell in row if cell.text.strip() and not any(cell is other for other in used)]
    return None if strays else placed


def _overlap(cell: Piece, head: Piece) -> int:
    return min(cell.column + cell.width, head.column + head.width) - max(cell.column, head.column)


def _by_full_rows(tape: Tape, row: Sequence[Piece], count: int) -> list[Piece] | None:
    """The cells of a row in the columns where the full rows of its grid have their figures."""
    block = row[0].block
    filled: dict[int, list[int]] = {}
    for piece in tape.pieces:
        if piece.block == block and figure_of(piece.text).face is Face.NUMBER:
            filled.setdefault(piece.row, []).append(piece.column)
    full = {tuple(columns) for columns in filled.values() if len(columns) == count}
    if len(full) != 1:
        return None
    columns = full.pop()
    placed = [cell for cell in row if cell.column in columns]
    strays = any(cell.text.strip() for cell in row if cell.column not in columns)
    return placed if len(placed) == count and not strays else None


def _fitting(tape: Tape, cells: Sequence[Piece], columns: Sequence[str]) -> Sequence[Piece] | None:
    """As many cells as the row has columns, where that can be told."""
    count = len(columns)
    if len(cells) == count:
        return cells
    if cells[0].tabbed and len(cells) < count:
        return [*cells, *[Piece("", "", cells[0].block)] * (count - len(cells))]
    if len(cells) == 1 and not cells[0].text.strip():
        return list(cells) * count
    plain = [cell for cell in cells if not _is_note(cell)]
    return plain if len(plain) == count else _by_heads(tape, cells, columns) or _of_many(tape, cells, count)


def _of_many(tape: Tape, cells: Sequence[Piece], count: int) -> Sequence[Piece] | None:
    """The cells of a row that has more of them than columns: fillers left out."""
    if len(cells) < count:
        return None
    beside = _by_full_rows(tape, cells, count)
    if beside is not None:
        return beside
    filled = [cell for cell in cells if cell.text.strip()]
    return (filled or list(cells)[:count]) if len(filled) in (0, count) else None


def _single(tape: Tape, cells: Sequence[Piece], head: Piece | None) -> Piece | None:
    """The value cell of a one-column form: under the head of the figures, else the first that is no unit."""
    if head is not None:
        under = [cell for cell in cells if _overlap(cell, head) > 0]
        if len(under) == 1:
            return under[0]
    for cell in cells:
        text = "".join(cell.text.split())
        if text not in _UNIT_WORDS and not (len(text) > 1 and set(text) <= _RULERS):
            return cell
    return None


def _from_cells(
    tape: Tape, cells: Sequence[Piece], want: Want, head: Piece | None
) -> tuple[Figure, ...] | None:
    if len(want.columns) == 1:
        cell = _single(tape, cells, head)
        return None if cell is None else (_blank_heading(figure_of(cell.text, want.units[0]), want),)
    fitting = _fitting(tape, cells, want.columns)
    if fitting is None:
        return None
    return tuple(figure_of(cell.text, unit) for cell, unit in zip(fitting, want.units, strict=True))


def _blank_heading(figure: Figure, want: Want) -> Figure:
    dash = want.heading and figure.face is Face.NOT_APPLICABLE
    return figure._replace(face=Face.BLANK) if dash else figure


def _own_words(token: str, want: Want) -> bool:
    """Words of the label itself, a misprint in them allowed, or a unit."""
    if token in want.label or token in _UNIT_WORDS or token in "其中" or set(token) <= _RULERS:
        return True
    return sum(char in want.label for char in token) >= 0.7 * len(token)


def _runs(tokens: Sequence[Token], want: Want, last: bool) -> tuple[str, ...]:
    """The tokens of running text that may be the row's figures; a note ends a one-column row, prose ends the table."""
    runs: list[str] = []
    single = len(want.columns) == 1
    for token in tokens:
        if token.words:
            foreign = not _own_words(token.text, want)
            if foreign and (single or (last and runs)) and len(token.text) > 1:
                break
        elif single and len(token.text) > 1 and set(token.text) <= _RULERS:
            continue
        else:
            runs.append(token.text)
            if last and len(runs) == len(want.columns) > 1:
                break
    return tuple(runs)


def read_row(
    tape: Tape, hit: Hit, until: int, want: Want, *, last: bool = False, head: Piece | None = None
) -> Row:
    """One label and the stretch up to the next → its row. ``last``: the stretch has no label after it."""
    cells = _cells_of_row(tape, hit, until)
    if cells:
        figures = _from_cells(tape, cells, want, head)
        if figures is not None and not _glued_cell(figures):
            return Row(hit.label.code, figures, (), hit.start, _end_of(tape, cells, hit, until))
        until = min(until, _end_of(tape, cells, hit, until))
    tokens = list(tokens_of(_own_parts(tape, hit.end, until)))
    runs = _runs(tokens, want, last)
    end = _behind(tape, hit.end, runs, until) if last else until
    return Row(hit.label.code, _plain_figures(runs, want), runs, hit.start, end)


def _behind(tape: Tape, start: int, runs: Sequence[str], until: int) -> int:
    """Squeezed position behind the last of the runs."""
    for run in runs:
        place = tape.squeezed.find("".join(run.split()), start, until)
        start = place + len(run) if place >= 0 else start
    return start


def _own_parts(tape: Tape, start: int, until: int) -> list[tuple[int, str]]:
    """The parts of pieces behind a label; a lone digit at the head of the next label's line is that label's number."""
    parts = list(tape.parts(start, until))
    if len(parts) > 1:
        index, text = parts[-1]
        whole = tape.pieces[index].text.strip()
        if text.strip() in _ITEM_DIGITS and len(whole) > 1 and tape.starts[index] == until - 1:
            parts.pop()
    return parts


def _end_of(tape: Tape, cells: Sequence[Piece], hit: Hit, until: int) -> int:
    """Squeezed position behind the last cell of the row."""
    index = tape.piece_at(hit.end - 1) + len(cells) + 1
    return min(until, tape.starts[index]) if index < len(tape.starts) else until


def _glued_cell(figures: Sequence[Figure]) -> bool:
    """One cell that holds the figures of a whole row, beside blanks."""
    filled = [figure for figure in figures if figure.face is not Face.BLANK]
    return (
        len(figures) > 1 and len(filled) == 1 and filled[0].face is Face.UNREADABLE and " " in filled[0].token
    )


def _plain_figures(runs: Sequence[str], want: Want) -> tuple[Figure, ...] | None:
    """As many tokens as columns, each a figure of its own."""
    if len(runs) != len(want.columns):
        return None
    figures = tuple(figure_of(run, unit) for run, unit in zip(runs, want.units, strict=True))
    return None if any(figure.face is Face.UNREADABLE for figure in figures) else figures
