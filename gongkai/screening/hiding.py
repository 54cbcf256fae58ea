"""What lies in a file unseen, counted and named: hidden text, comments, revisions, as ``hiding.toml`` lists the reasons."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from gongkai.screening import masks
from gongkai.screening.hits import Hit, Sure
from gongkai.screening.tape import Piece

_LIST = Path(__file__).with_name("hiding.toml")
_UNSURE = frozenset(["white", "tiny", "covered", "invisible", "off_page", "layer"])
_SHEET_END = "”"


class Reason(NamedTuple):
    """Why a piece is not seen. ``kind``: the kind of hit it makes by being there, "" for none."""

    says: str
    kind: str = ""


@cache
def reasons() -> dict[str, Reason]:
    """Code → reason."""
    listed = tomllib.loads(_LIST.read_text("utf-8"))
    return {code: Reason(entry["says"], entry.get("kind", "")) for code, entry in listed.items()}


def place_of(piece: Piece) -> str:
    """A place as it is shown, with the reason why it is not seen; nothing in it tells a number."""
    place = masks.in_text(piece.place)
    reason = reasons().get(piece.hidden)
    return f"{place}（{reason.says}）" if reason and reason.says not in place else place


def hidden_hits(pieces: Sequence[Piece]) -> list[Hit]:
    """One hit for every reason and sheet or file: how much lies there unseen, and where it begins."""
    found: dict[tuple[str, str], list[Piece]] = {}
    for piece in pieces:
        reason = reasons().get(piece.hidden) if piece.hidden else None
        if reason and reason.kind and piece.text.strip():
            found.setdefault((piece.hidden, _group(piece.place)), []).append(piece)
    return [_hit(code, members) for (code, _), members in found.items()]


def _group(place: str) -> str:
    file, mark, rest = place.rpartition("› ")
    return f"{file}{mark}{rest.partition(_SHEET_END)[0]}" if "工作表“" in rest else file


def _hit(code: str, members: Sequence[Piece]) -> Hit:
    reason = reasons()[code]
    sure: Sure = "likely" if code in _UNSURE else "certain"
    length = sum(len(piece.text.strip()) for piece in members)
    shown = f"{reason.says} {len(members)} 处，共 {length} 字"
    return Hit(reason.kind, place_of(members[0]), shown, sure, 0, len(members[0].text))
