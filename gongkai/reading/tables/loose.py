"""Statistical tables that are no national form: a province's own sheet with 本年 and 历年累计, a small table of
channels. Their rows are kept under their labels; digits that run together only where the paper itself tells the split."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gongkai.paper.report import Gap, LooseFigure
from gongkai.reading.numbers import figure_of
from gongkai.reading.tables.pieces import Piece
from gongkai.sheets.filled import Face, Number

_ITEM = re.compile(r"^(?:其中:?)?\(?(?:\d{1,2}|[一二三四五六七八九十]{1,2})[.、)]\s*")
_WITHIN = re.compile(r"^其中:?")
_HEAD = re.compile(r"指标名称(?:计量)?单位(?P<year>(?:\d{4}年度?)|本年度?)(?P<total>历年累计|累计)")
_RUN = re.compile(
    r"(?P<label>(?:其中:?)?(?:\d{1,2}[.、])?[^\d]{2,60}?)(?P<unit>条|件|元|次|人次|人|份|篇)(?P<digits>\d{2,24})(?=$|[^\d])"
)
_MOST_ROWS = 400


class _Entry(NamedTuple):
    label: str
    child: bool


class _Path:
    """Labels → paths: a row that opens with 其中 or a number stands under the last one that does not. ``limits`` are
    the figures of that row, which none of its parts exceeds."""

    def __init__(self) -> None:
        self._parent = ""
        self.limits: tuple[int, int] | None = None

    def of(self, label: str) -> str:
        entry = _entry(label)
        if entry.child and self._parent:
            return f"{self._parent}/{entry.label}"
        self._parent, self.limits = entry.label, None
        return entry.label


def _entry(label: str) -> _Entry:
    bare = "".join(label.split())
    child = bool(_ITEM.match(bare) or _WITHIN.match(bare))
    return _Entry(_WITHIN.sub("", _ITEM.sub("", bare)).strip(":"), child)


def _texts(row: Sequence[Piece]) -> list[str]:
    return [" ".join(piece.text.split()) for piece in row]


def _value(text: str) -> tuple[bool, Number | None]:
    figure = figure_of(text)
    return figure.face in (Face.NUMBER, Face.BLANK), figure.value


def _heads(row: Sequence[Piece]) -> list[str] | None:
    """A row of heads: all words or years, none a plain figure."""
    texts = _texts(row)
    words = [text for text in texts if text and not text.replace(".", "").isdigit()]
    return texts if len(words) >= 2 and len(words) >= len(texts) - 1 else None


def grid_lines(rows: Sequence[Sequence[Piece]]) -> list[LooseFigure]:
    """Rows of a grid that is no official sheet → its figures; [] where it holds none."""
    if len(rows) < 2 or len(rows) > _MOST_ROWS:
        return []
    heads = _heads(rows[0]) or []
    path = _Path()
    found: list[LooseFigure] = []
    for row in rows[1:] if heads else rows:
        found += _row_lines(row, heads, path)
    return found


def _row_lines(row: Sequence[Piece], heads: Sequence[str], path: _Path) -> Iterator[LooseFigure]:
    texts = _texts(row)
    numbers = [index for index, text in enumerate(texts) if text and _value(text)[0] and index]
    if not numbers or not texts[0] or len(texts[0]) > _LONGEST_LABEL:
        return
    label = path.of(texts[0])
    for index in numbers:
        column = heads[index] if index < len(heads) else ""
        yield LooseFigure(label, "".join(column.split()), _value(texts[index])[1])


_LONGEST_LABEL = 60


def run_lines(text: str) -> tuple[list[LooseFigure], list[Gap]]:
    """A table of 本年 and 历年累计 whose cells run together in one line → figures, and gaps where a run of digits can be
    split in more than one way. A split counts when it is the only one with 本年 ≤ 累计, or the only one whose first
    part the prose states with the same unit."""
    head = _HEAD.search(text)
    if head is None:
        return [], []
    stated = set(re.findall(r"(\d{2,9})(?:条|件|元|次)", text[: head.start()]))
    path = _Path()
    figures: list[LooseFigure] = []
    gaps: list[Gap] = []
    table = _detached(text[head.end() : head.end() + 3000])
    for match in _RUN.finditer(table):
        label = path.of(match["label"])
        split = _split(match["digits"], stated, path.limits)
        if split is None:
            says = f"“{label}”后面的数字“{match['digits']}”连在一起，有不止一种拆法，无法确定本年和累计各是多少。"
            gaps.append(Gap((), says, match[0]))
            continue
        if "/" not in label:
            path.limits = split
        figures.append(LooseFigure(label, head["year"], split[0]))
        figures.append(LooseFigure(label, head["total"], split[1]))
    return figures, gaps


def _detached(table: str) -> str:
    """The number of the next item parted from the digits before it: "179533042.政府" → "17953304 2.政府"."""
    return re.sub(r"(?<=\d)(?=\d[.、]\D)", " ", table)


def _split(digits: str, stated: set[str], limits: tuple[int, int] | None) -> tuple[int, int] | None:
    ways = [(digits[:cut], digits[cut:]) for cut in range(1, len(digits))]
    ways = [(a, b) for a, b in ways if (len(a) == 1 or a[0] != "0") and (len(b) == 1 or b[0] != "0")]
    most = limits or (int(digits), int(digits))
    ways = [(a, b) for a, b in ways if int(a) <= int(b) and int(a) <= most[0] and int(b) <= most[1]]
    if len(ways) > 1:
        ways = [(a, b) for a, b in ways if a in stated]
    return (int(ways[0][0]), int(ways[0][1])) if len(ways) == 1 else None


_FLAT_HEADS = ("指标名称", "统计指标", "指标")


def flat_lines(lines: Sequence[str]) -> list[LooseFigure]:
    """A table of indicators whose cells stand one a line, or parted by blanks → its figures; [] where there is none.

    Heads (指标名称, 计量单位, 本年, 历年累计 …), then for each row a label, its unit and one figure a column.
    """
    for start, line in enumerate(lines):
        if "".join(line.split()).startswith(_FLAT_HEADS):
            words = [word for text in lines[start : start + _MOST_ROWS] for word in text.split()]
            heads = _flat_heads(words)
            if heads:
                return list(_flat_rows(words[len(heads) + 2 :], heads))
    return []


def _flat_heads(words: Sequence[str]) -> list[str]:
    """The column heads between 计量单位 and the first label: years, 本年, 累计."""
    if len(words) < 4 or words[1] not in ("计量单位", "单位"):
        return []
    heads: list[str] = []
    for word in words[2:6]:
        if not _COLUMN_HEAD.fullmatch(word):
            break
        heads.append(word)
    return heads


_COLUMN_HEAD = re.compile(r"(?:\d{4}年度?|本年度?|本年实际|本期实际|历年累计|累计|本年累计)")
_UNIT = re.compile(r"(?:条|件|次|元|万元|人次|人|份|篇|个|项|期)")


def _flat_rows(words: Sequence[str], heads: Sequence[str]) -> Iterator[LooseFigure]:
    path = _Path()
    at = 0
    while at + 1 + len(heads) < len(words) + 1:
        label = words[at]
        if len(label) > _LONGEST_LABEL or at + 1 >= len(words) or not _UNIT.fullmatch(words[at + 1]):
            return
        figures = [_value(word) for word in words[at + 2 : at + 2 + len(heads)]]
        if len(figures) < len(heads) or not all(ok and value is not None for ok, value in figures):
            return
        name = path.of(label)
        for head, (_ok, value) in zip(heads, figures, strict=True):
            yield LooseFigure(name, head, value)
        at += 2 + len(heads)
