"""Zero in words: 没有收到申请, 未发生行政复议, 不收取费用 → the quantities that are said to be none."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from gongkai.reading.claims.mentions import Sentence

_NONE: Final = re.compile(
    r"(?:没有|(?:尚|暂|均|也|并|从|全年|年度)?[未无](?:有)?)(?:收到|接到|受理|发生|引发|产生|收取|出现|收|因|被|涉及|向|任何|行政复议|行政诉讼|政府信息公开|依申请|申请|举报|关于)"
    r"|(?:不|未|没有|暂不|均不)(?:收取|收费)|(?:为|均为|皆为)零(?=[，。；])"
)
_STOP: Final = re.compile(r"[，。；！？]")
_LOSS: Final = re.compile(r"败诉|撤销|纠正|纠错|逾期|超期|延期|被责令|违反")

LOSS: Final = "loss"


class NoneSaid(NamedTuple):
    """A clause that says there were none: the keys it speaks of (see phrases.toml), and where it stands."""

    keys: tuple[str, ...]
    start: int
    end: int


def none_said(sentence: Sentence) -> list[NoneSaid]:
    """All clauses of a sentence that say zero in words, each with the quantities named in it."""
    found = []
    text = sentence.text
    for match in _NONE.finditer(text):
        stop = _STOP.search(text, match.end())
        end = stop.start() if stop else len(text)
        start = _clause_start(text, match.start())
        keys = _keys(text[match.start() : end], text[start : match.start()])
        if keys:
            found.append(NoneSaid(keys, start, end))
    return found


def _clause_start(text: str, at: int) -> int:
    return max(text.rfind(mark, 0, at) for mark in "，。；！？") + 1


def _keys(clause: str, before: str) -> tuple[str, ...]:
    """A clause after 没有 and the words before it in the same clause → keys."""
    if re.search(r"\d", clause):
        return ()
    if _LOSS.search(clause):
        return (LOSS,)
    whole = before + clause if clause.endswith("零") else clause
    keys = []
    if "复议" in whole:
        keys.append("review")
    if "诉讼" in whole or "起诉" in whole:
        keys.append("suit")
    if "举报" in whole or "投诉" in whole:
        keys.append("complaint")
    if "费" in whole and "收" in whole:
        keys.append("fee")
    if not keys and _asks(whole):
        keys.append("received")
    return tuple(keys)


def _asks(clause: str) -> bool:
    """No application came in: 未收到…公开申请; 没有补正 and the like are something else."""
    return (
        re.search(r"(?:公开的?|依)申请(?!人)|申请公开", clause) is not None
        and re.search(r"收到|接到|受理|发生|[无有未](?:政府|任何|依|申请)", clause) is not None
    )
