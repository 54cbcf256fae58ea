"""The ladder as data: what a kind of notice is called, who is told after whom and when, and which hours are quiet."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from functools import cache
from importlib.resources import files
from typing import Any, Final

from gongkai.organisations.models import Post

STAND_IN: Final = "stand_in"
ABOVE: Final = "above"
TARGETS: Final = frozenset({STAND_IN, ABOVE, *Post.values})


class LadderError(ValueError):
    """``ladder.toml`` is wrong; the message names the entry and what is expected."""


@dataclass(frozen=True)
class Step:
    """Who is told next, so many working hours after the step before."""

    to: str
    after_hours: float


@dataclass(frozen=True)
class NoticeKind:
    """A kind of notice. ``urgent``: told at night too; ``needs_doing``: reading it does not stop the ladder."""

    code: str
    says: str
    urgent: bool
    needs_doing: bool
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Ladder:
    """Every kind by its code, and the hours of a working day."""

    kinds: Mapping[str, NoticeKind]
    begin: time
    end: time

    def kind(self, code: str) -> NoticeKind:
        """The kind of a code: its own entry, else that of what stands before its dot, else "other"."""
        return self.kinds.get(code) or self.kinds.get(code.partition(".")[0]) or self.kinds["other"]


@cache
def ladder() -> Ladder:
    """The ladder of ``ladder.toml``."""
    return read_ladder(files("gongkai.notices").joinpath("ladder.toml").read_text(encoding="utf-8"))


def read_ladder(text: str) -> Ladder:
    """TOML → ladder; LadderError names what is wrong."""
    data = tomllib.loads(text)
    kinds = {entry.get("code", ""): _kind(entry) for entry in data.get("kind", [])}
    if "other" not in kinds or len(kinds) < len(data["kind"]):
        raise LadderError('ladder.toml：应有一条 code = "other"，且代码不重复。')
    try:
        begin, end = (time.fromisoformat(data["hours"][key]) for key in ("begin", "end"))
    except (KeyError, TypeError, ValueError):
        raise LadderError('ladder.toml：[hours] 应有 begin 和 end，如 "08:30"。') from None
    if begin >= end:
        raise LadderError("ladder.toml：[hours] 的 begin 应早于 end。")
    return Ladder(kinds, begin, end)


def _kind(entry: Mapping[str, Any]) -> NoticeKind:
    place = f"ladder.toml：{entry.get('code', '')}"
    if not entry.get("code") or not entry.get("says"):
        raise LadderError(f"{place} 缺少 code 或 says。")
    if entry.get("needs") not in ("read", "done"):
        raise LadderError(f"{place} 的 needs 应为 read 或 done。")
    steps = tuple(_step(step, place) for step in entry.get("steps", []))
    return NoticeKind(
        entry["code"], entry["says"], bool(entry.get("urgent")), entry["needs"] == "done", steps
    )


def _step(step: Mapping[str, Any], place: str) -> Step:
    to, hours = step.get("to"), step.get("after_hours")
    if to not in TARGETS or not isinstance(hours, int | float) or hours <= 0:
        raise LadderError(f"{place} 的 steps 应写明 to（stand_in、above 或岗位代码）和 after_hours（正数）。")
    return Step(str(to), float(hours))
