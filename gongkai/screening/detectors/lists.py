"""Lists of persons with what is sensitive of them: illness, disability, aid, children, faith (个人信息保护法 第二十八条)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from gongkai.screening.hiding import place_of
from gongkai.screening.hits import Hit
from gongkai.screening.tape import CELL, ROW, Piece

_LIST = Path(__file__).with_name("lists.toml")
_KINDS = ("health_list", "aid_list", "minors", "religion")
_HEAD_ROWS = 8
_LONGEST_HEAD = 24
_PERSON = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff·*×某Ｘ○]{2,15}$|[A-Za-z .]{4,30}$")
_NO_PERSON = re.compile("合计|总计|小计|备注|说明|填表|审核|姓名|制表|单位|示例")
_BLANKS = re.compile(r"\s+")
_SURE_ROWS = 2


class _Patterns(NamedTuple):
    name: re.Pattern[str]
    kinds: dict[str, re.Pattern[str]]


@cache
def _patterns() -> _Patterns:
    listed = tomllib.loads(_LIST.read_text("utf-8"))
    return _Patterns(
        re.compile(listed["name"], re.IGNORECASE), {kind: re.compile(listed[kind]) for kind in _KINDS}
    )


def list_hits(pieces: Sequence[Piece]) -> Iterator[Hit]:
    """Every table that lists persons with something sensitive of them → one hit a kind, with its heads and rows."""
    for rows in _tables(pieces):
        for top, row in enumerate(rows[:_HEAD_ROWS]):
            names = [column for column, piece in enumerate(row) if _is_name(piece.text)]
            if names:
                yield from _of_table(rows, top, names[0])
                break


def _tables(pieces: Sequence[Piece]) -> Iterator[list[list[Piece]]]:
    """Runs of pieces that are joined as cells and rows."""
    rows: list[list[Piece]] = []
    row: list[Piece] = []
    for piece in pieces:
        if piece.joint == CELL:
            row.append(piece)
        elif piece.joint == ROW:
            if row:
                rows.append(row)
            row = []
        elif not row and rows and not piece.hidden:
            yield rows
            rows = []
    if rows:
        yield rows


def _is_name(text: str) -> bool:
    return len(text) <= _LONGEST_HEAD and bool(_patterns().name.match(_BLANKS.sub("", text)))


def _of_table(rows: Sequence[Sequence[Piece]], top: int, column: int) -> Iterator[Hit]:
    """Hits of one table. ``top``: the row of heads; ``column``: where the names stand in it."""
    place = rows[top][column].place
    heads = [_BLANKS.sub("", piece.text) for row in rows[top : top + 2] for piece in row]
    heads = [head for head in heads if 0 < len(head) <= _LONGEST_HEAD]
    title = "".join(piece.text for row in rows[:top] for piece in row)
    persons = sum(_has_person(row, column) for row in rows[top + 1 :])
    if not persons:
        return
    for kind, pattern in _patterns().kinds.items():
        found = [head for head in heads if pattern.search(head)]
        if found or pattern.search(title):
            told = "、".join(dict.fromkeys(found[:4])) or "标题"
            shown = f"名单 {persons} 人，含：姓名、{told}"
            sure = "likely" if found and persons >= _SURE_ROWS else "question"
            yield Hit(
                kind,
                place_of(rows[top][column]),
                shown,
                "likely" if sure == "likely" else "question",
                0,
                len(place),
            )


def _has_person(row: Sequence[Piece], column: int) -> bool:
    cells = row[max(column - 1, 0) : column + 2]
    return any(
        _PERSON.match(text) and not _NO_PERSON.search(text)
        for text in (_BLANKS.sub("", c.text) for c in cells)
    )
