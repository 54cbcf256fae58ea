"""Characters with their places into lines of text: for running text with its columns, and for the inside of a cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from gongkai.reading.pdf.shapes import Char

_SAME_LINE = 0.5  # of an em: how far baselines of one line may lie apart
_WORD = 0.3  # of an em: the hole between two words or numbers that have no blank between them
_LOOSE = 0.9  # of an em: the hole that Chinese set wide may show
_PADDING = 12.0  # points between the text and the rules of a cell, left and right together
_COLUMN = 1.7  # of an em: the hole that parts two columns

Line = list[Char]


def chars_to_lines(chars: Iterable[Char]) -> list[Line]:
    """Lines from top to bottom, the characters of each from left to right."""
    lines: list[Line] = []
    for char in sorted(chars, key=lambda char: char.base):
        last = lines[-1] if lines else None
        if last and char.base - last[0].base <= _SAME_LINE * min(char.em, last[0].em):
            last.append(char)
        else:
            lines.append([char])
    return [sorted(line, key=lambda char: char.left) for line in lines]


def line_to_chunks(line: Line) -> list[Line]:
    """The pieces of a line that wide holes part: its columns. Blanks of the source count as holes."""
    chunks: list[Line] = []
    for char in line:
        if char.text == " ":
            continue
        if chunks and char.left - chunks[-1][-1].right <= _COLUMN * min(char.em, chunks[-1][-1].em):
            chunks[-1].append(char)
        else:
            chunks.append([char])
    return chunks


def line_to_text(line: Line) -> str:
    """A line without regard to columns: one blank where the source has one or a hole parts words or numbers."""
    text = ""
    before: Char | None = None
    blank = False
    for char in line:
        if char.text == " ":
            blank = True
            continue
        if before and (blank or _is_parted(before, char)):
            text += " "
        text += char.text
        before, blank = char, False
    return text


def _is_parted(before: Char, char: Char) -> bool:
    words = before.text.isascii() and char.text.isascii()
    return char.left - before.right > (_WORD if words else _LOOSE) * min(before.em, char.em)


def line_to_layout(line: Line, margin: float, step: float) -> str:
    """A line with its indent and its columns kept by blanks: ``step`` points from ``margin`` are one letter, a
    Chinese character is two. Lines with the same margin and step stand under one another."""
    text = ""
    width = 0
    for chunk in line_to_chunks(line):
        column = round((chunk[0].left - margin) / step)
        holes = max(column - width, 2 if text else 0)
        piece = line_to_text([char for char in line if chunk[0].left <= char.left <= chunk[-1].left])
        text += " " * holes + piece
        width += holes + sum(1 + (char >= "\u2e80") for char in piece)
    return text


def usual_em(chars: Sequence[Char]) -> float:
    """The smallest size that a fair share of the characters has (of the Chinese ones if any), in points."""
    sizes = sorted(char.em for char in chars if char.text >= "\u2e80") or sorted(char.em for char in chars)
    return max(sizes[len(sizes) // 8], 3.0) if sizes else 10.0


def cell_to_text(chars: Sequence[Char], width: float) -> str:
    """The text of a cell ``width`` points wide: lines joined without blanks between Chinese characters, two numbers
    under one another kept apart, text set vertically read downwards."""
    lines = _columns(chars) if _is_vertical(chars) else chars_to_lines(chars)
    text = ""
    before: Line = []
    for line in lines:
        piece = line_to_text(line)
        if text and piece and _is_new_word(text[-1], piece[0]) and not _is_broken(before, line, width):
            text += " "
        text += piece
        before = line
    return text


def _is_new_word(end: str, start: str) -> bool:
    return end.isascii() and start.isascii() and end.isalnum() and start.isalnum()


def _is_broken(line: Line, following: Line, width: float) -> bool:
    """Whether the cell was too narrow for a number, so that it goes on in the next line."""
    digit = line[-1]
    room = width - (digit.right - line[0].left) - _PADDING
    longer = following[-1].right - following[0].left > digit.right - line[0].left + 0.5
    near = following[0].base - digit.base < 2.2 * digit.em
    return digit.text.isdigit() and room < 1.4 * (digit.right - digit.left) and near and not longer


def _is_vertical(chars: Sequence[Char]) -> bool:
    """Whether the file writes most characters one below the other and none beside the one before."""
    steps = [((b.left - a.left) / b.em, (b.base - a.base) / b.em) for a, b in pairwise(chars)]
    down = sum(abs(across) < 0.3 and 0.5 < below < 2.5 for across, below in steps)
    return down > 0.6 * len(steps) and not any(across > 0.3 and abs(below) < 0.3 for across, below in steps)


def _columns(chars: Sequence[Char]) -> list[Line]:
    """Columns of vertical text from right to left, each from top to bottom."""
    columns: list[Line] = []
    for char in sorted(chars, key=lambda char: -char.left - char.right):
        last = columns[-1][0] if columns else None
        if last and abs(char.left + char.right - last.left - last.right) < median((char.em, last.em)):
            columns[-1].append(char)
        else:
            columns.append([char])
    return [sorted(column, key=lambda char: char.base) for column in columns]
