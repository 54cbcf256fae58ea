"""Zero in words: 没有收到申请, 未发生行政复议, 不收取费用 → the quantities that are said to be none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

_NONE: Final = re.compile(
    r"[没未无不为](?:有?(?:收到|接到|受理|发生|引发|产生|收取|收费|出现|收|因|被|涉及|向|任何|行政复议|行政诉讼|政府信息公开|依申请|申请|举报|关于|复议|诉讼)|零(?=[，。；])|0(?=[件条次，。；]))"
)
_STOP: Final = re.compile(r"[，。；！？\n]")
_CLAUSE: Final = "，。；！？\n"
_LOSS: Final = re.compile(r"败诉|撤销|纠正|纠错|逾期|超期|延期|被责令|违反")
_ASKS: Final = re.compile(r"(?:公开的?|依)申请(?!人)|申请公开")
_CAME: Final = re.compile(r"收到|接到|受理|发生|[无有未](?:政府|任何|依|申请)")
LOSS: Final = "loss"
_REACH: Final = 80


class NoneSaid(NamedTuple):
    """A clause that says there were none: the keys it speaks of (see phrases.toml), and where it stands."""

    keys: tuple[str, ...]
    start: int
    end: int


def none_said(text: str) -> Iterator[NoneSaid]:
    """All clauses of a canonical text that say zero in words, each with the quantities named in it."""
    until = 0
    for match in _NONE.finditer(text):
        first, at = match[0][0], match.start()
        if (
            at < until
            or (first == "为") != match[0].endswith(("零", "0"))
            or (first == "不" and match[0][1] != "收")
        ):
            continue
        stop = _STOP.search(text, match.end(), match.end() + _REACH)
        end = stop.start() if stop else min(len(text), match.end() + _REACH)
        start = max(at - _REACH, 0, *(text.rfind(mark, max(0, at - _REACH), at) + 1 for mark in _CLAUSE))
        keys = _keys(text[at:end], text[start:at])
        until = end
        if keys:
            yield NoneSaid(keys, start, end)


def _keys(clause: str, before: str) -> tuple[str, ...]:
    """A clause from 没有 on and the words before it in the same clause → keys."""
    if clause.startswith("为0") and "均" not in before and "都" not in before:
        return ()
    if any(char.isdigit() for char in clause.removeprefix("为0")):
        return ()
    if _LOSS.search(clause):
        return (LOSS,)
    whole = before + clause if clause.startswith(("为", "不收", "没有收", "未收")) else clause
    keys = [key for key, words in _NAMED if any(word in whole for word in words)]
    if "费" in whole and "收" in whole:
        keys.append("fee")
    if not keys and _ASKS.search(whole) and _CAME.search(whole):
        keys.append("received")
    return tuple(keys)


_NAMED: Final = (("review", ("复议",)), ("suit", ("诉讼", "起诉")), ("complaint", ("举报", "投诉")))
