"""Table four: three times five figures under three rows of heads. Found by its heads, read as one run of fifteen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from gongkai.paper.report import Gap
from gongkai.reading.numbers import figure_of
from gongkai.reading.tables.gluing import grouped_splits, only_split, summing_splits
from gongkai.reading.tables.pieces import Piece, Tape
from gongkai.reading.tables.placing import Placed
from gongkai.reading.tables.tokens import Token, tokens_of
from gongkai.sheets.filled import BLANK, Face, Figure

LINES = ("review", "direct", "after")
COLUMNS = ("upheld", "corrected", "other", "pending", "total")
CODES = tuple(f"T4.{line}.{column}" for line in LINES for column in COLUMNS)
_HEAD = re.compile(r"未经复议直接起诉|未经复议直接|复议后起诉")
_END = re.compile(r"[五六]、|存在的?主要问题|存在的问题|其他需要报告")
_ROW_LABELS = ("行政复议", "未经复议直接起诉", "复议后起诉")
_TITLE = re.compile(r"行政复议[、和及与]?(?:提起)?行政诉讼(?:的)?情况")
_HAN = re.compile(r"[\u4e00-\u65df\u65e1-\u9fff]")  # but 无
_HEAD_WORDS = frozenset(
    (
        "行政复议",
        "行政诉讼",
        "未经复议直接起诉",
        "未经复议",
        "直接起诉",
        "复议后起诉",
        "结果维持",
        "结果纠正",
        "其他结果",
    )
    + (
        "尚未审结",
        "总计",
        "行政",
        "复议",
        "诉讼",
        "结果",
        "维持",
        "纠正",
        "其他",
        "尚未",
        "审结",
        "其他结",
        "尚未审",
    )
    + ("总", "计", "果", "结")
)
_REACH = 700


class Stretch(NamedTuple):
    """Squeezed positions of a table four: where its heads begin and where it must have ended."""

    start: int
    end: int


def _stretch(text: str, after: int) -> Stretch | None:
    match = _HEAD.search(text, after)
    while match is not None:
        start = text.rfind("行政复议", max(match.start() - 160, after), match.start())
        if start >= 0 and _is_table(text, start, match.start()):
            title = text.rfind("行政复议", max(start - 60, after), start)
            if title >= 0 and "行政诉讼" not in text[title + 4 : start][:8]:
                start = start if text[title:start].count("情况") else title
            while start - 4 >= after and text.startswith(
                "行政复议", start - 4
            ):  # in every cell it is merged over
                start -= 4
            heads = text.rfind("结果维持", max(start - 40, after), start)
            start = heads if heads >= 0 else start
            end = _END.search(text, match.end(), match.end() + _REACH)
            return Stretch(start, end.start() if end else min(match.end() + _REACH // 2, len(text)))
        match = _HEAD.search(text, match.end())
    return None


def _headless(tape: Tape, after: int) -> Stretch | None:
    """Fifteen figures right under the chapter's title, without any head; between the title and the next chapter there
    is nothing else."""
    text = tape.squeezed
    title = _TITLE.search(text, after, after + 200)
    end = _END.search(text, title.end(), title.end() + 120) if title else None
    if title is None or end is None or _HAN.search(text, title.end(), end.start()):
        return None
    cells = sum(piece.row >= 0 for piece in tape.within(title.end(), end.start()))
    fifteen = cells == 15 or end.start() - title.end() >= 15
    return Stretch(title.end(), end.start()) if fifteen else None


def _is_table(text: str, start: int, head: int) -> bool:
    around = text[max(start - 60, 0) : head + 160]
    return sum(word in around for word in ("维持", "纠正", "审结", "行政诉讼")) >= 3


def _value_rows(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Grid rows that hold no heads, fillers without any text left out where others have some."""
    rows: dict[tuple[int, int], list[Piece]] = {}
    for piece in pieces:
        if piece.row >= 0:
            rows.setdefault((piece.block, piece.row), []).append(piece)
    values = [row for row in rows.values() if _holds_values(row)]
    filled = [row for row in values if any(piece.text.strip() for piece in row)]
    return filled or values


def _holds_values(row: Sequence[Piece]) -> bool:
    """Whether a row has figures and blanks only, or is all fifteen places, of which some say something else (约3件)."""
    if not any(_is_words(piece) for piece in row):
        return True
    return len(row) == len(CODES) and not any("".join(piece.text.split()) in _HEAD_WORDS for piece in row)


def _is_words(piece: Piece) -> bool:
    text = "".join(piece.text.split())
    return (
        len(text) > 1 and any("\u4e00" <= char <= "\u9fff" for char in text) and text not in ("没有", "暂无")
    )


def _labelled_rows(pieces: Sequence[Piece]) -> list[Piece] | None:
    """Three rows with a label each (行政复议 / 未经复议直接起诉 / 复议后起诉) and five cells behind it."""
    rows: dict[tuple[int, int], list[Piece]] = {}
    for piece in pieces:
        rows.setdefault((piece.block, piece.row), []).append(piece)
    found = [_five_behind(label, list(rows.values())) for label in _ROW_LABELS]
    return [piece for five in found for piece in five or ()] if all(found) else None


def _five_behind(label: str, rows: Sequence[Sequence[Piece]]) -> list[Piece] | None:
    for row in rows:
        names = ["".join(piece.text.split()) for piece in row]
        if label not in names:
            continue
        five = list(row[names.index(label) + 1 :])
        if (five[0] if five else rows[-1][0]).tabbed:
            five += [Piece("", "", row[0].block)] * (5 - len(five))
        if len(five) == 5 and not any(_is_words(piece) for piece in five):
            return five
    return None


def _from_grid(pieces: Sequence[Piece]) -> list[Piece] | None:
    """The fifteen cells of the table, in order."""
    labelled = _labelled_rows(pieces)
    if labelled is not None:
        return labelled
    cells = [piece for row in _value_rows(pieces) for piece in row]
    if len(cells) == len(CODES):
        return cells
    filled = [piece for piece in cells if piece.text.strip()]
    return filled if len(filled) == len(CODES) else None


def _end_of(tape: Tape, cells: Sequence[Piece], stretch: Stretch) -> int:
    """Where the last of the cells ends: what follows is no part of the table."""
    own = set(map(id, cells))
    last = max((index for index, piece in enumerate(tape.pieces) if id(piece) in own), default=-1)
    ends = (*tape.starts, len(tape.squeezed))
    return min(ends[last + 1], stretch.end) if last >= 0 else stretch.end


def _tail(tokens: Sequence[Token]) -> tuple[list[str], bool]:
    """The figures behind the last head, and whether others stand between the heads."""
    figures: list[str] = []
    between = False
    for token in tokens:
        if not token.words:
            figures.append(token.text)
        elif token.text in _HEAD_WORDS:
            between = between or bool(figures)
            figures = []
        elif figures:
            break
    return figures, between


def _from_text(runs: Sequence[str]) -> tuple[list[Figure] | None, bool]:
    """Figures of the run, and whether the sums of the groups decided."""
    if len(runs) == 15:
        figures = [figure_of(run) for run in runs]
        return (figures, False) if all(f.face is not Face.UNREADABLE for f in figures) else (None, False)
    if not all(run.isdigit() for run in runs):
        return None, False
    only = only_split(runs, 15)
    if only is not None:
        return [Figure(Face.NUMBER, value, str(value)) for value in only], False
    if len(runs) == 1 and len(runs[0]) <= 36:
        found = grouped_splits(runs[0], 3, 5)
        if len(found) == 1:
            return [Figure(Face.NUMBER, value, str(value)) for row in found[0] for value in row], True
    return None, False


def read_appeals(tape: Tape, after: int) -> Placed | None:
    """The first table four behind a squeezed position; None where there is none."""
    stretch = _stretch(tape.squeezed, after) or _headless(tape, after)
    if stretch is None:
        return None
    placed = Placed(start=stretch.start, end=stretch.end)
    for line in LINES:
        placed.places[line] = stretch
    cells = _from_grid(tape.within(stretch.start, stretch.end))
    if cells is None:
        figures = _read_text(tape, stretch, placed)
    else:
        figures = [figure_of(cell.text) for cell in cells]
        placed.end = _end_of(tape, cells, stretch)
    if figures is not None:
        placed.put(CODES, figures)
    return placed


def _read_text(tape: Tape, stretch: Stretch, placed: Placed) -> list[Figure] | None:
    tokens = list(tokens_of(tape.parts(stretch.start, stretch.end)))
    rows = _rows_of_five(tokens, placed)
    if rows is not None:
        return rows
    runs, between = _tail(tokens)
    if not runs and not between:
        return [BLANK] * 15
    figures, by_sums = _from_text(runs) if not between else (None, False)
    if by_sums:
        placed.by_sums.update(CODES)
    if figures is None:
        says = f"表四应有 15 格，印出的是“{' '.join(runs)[:60]}”，无法确定各格的数。"
        placed.gaps.append(Gap(CODES, says, tape.quote(stretch.start, stretch.end)))
    return figures


def _rows_of_five(tokens: Sequence[Token], placed: Placed) -> list[Figure] | None:
    """Running text with the label before each five: 行政复议 1 0 0 0 1 未经复议直接起诉 …"""
    found: dict[str, list[str]] = {}
    current = ""
    for token in tokens:
        if token.words:
            current = token.text if token.text in _ROW_LABELS else ""
        elif current:
            found.setdefault(current, []).append(token.text)
        else:
            return None
    runs = [found.get(label, []) for label in _ROW_LABELS]
    rows = [_five(run) for run in runs]
    if not (runs[0] or runs[1]) or not all(rows):
        return None
    for line, run, row in zip(LINES, runs, rows, strict=True):
        if len(run) == 1 and len(run[0]) != 5 and row:
            placed.by_sums.update(f"T4.{line}.{column}" for column in COLUMNS)
    return [figure for row in rows for figure in row or ()]


def _five(runs: Sequence[str]) -> list[Figure] | None:
    """The figures of one row: five of them, none, or digits that split in one way, by themselves or by their sum."""
    if not runs:
        return [BLANK] * 5
    if len(runs) == 5:
        return [figure_of(text) for text in runs]
    if not all(run.isdigit() for run in runs):
        return None
    only = only_split(runs, 5)
    ways = [only] if only is not None else summing_splits(runs, 5)
    return [Figure(Face.NUMBER, value, str(value)) for value in ways[0]] if len(ways) == 1 else None
