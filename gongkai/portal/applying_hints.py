"""Before somebody applies: what is public already and may be it, and which body is likely to hold it. Hints, and no more."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from gongkai.organisations.models import Body
from gongkai.search.queries import Hit, find
from gongkai.search.words import runs

SHOWN: Final = 5
PARTS: Final = 6  # questions asked of the index at most
# Words that say how, not what.
FILLERS: Final = re.compile(
    "关于|以及|相关|有关|全部|所有|申请|公开|获取|了解|希望|想要|我想|请问|政府|信息|文件|材料|情况|的|和|及|与|或"
)
KINDS_OF_NAME: Final = re.compile(
    r"(街道办事处|人民政府办公室|人民政府|管理委员会|委员会|管理局|监督局|服务中心|办公室|局|委|办|中心|院|所)$"
)
SEAT: Final = re.compile(r"^.*?[县市区旗州省](?=.{2})")
LONGEST_PART: Final = 4


@dataclass(frozen=True)
class Hints:
    """Public items that may be what is wanted, and bodies that may hold it, the likeliest first."""

    hits: Sequence[Hit]
    bodies: Sequence[Body]


def hints_for(wanted: str, bodies: Iterable[Body]) -> Hints:
    """Hints for what somebody typed; nothing for nothing."""
    if not wanted.strip():
        return Hints((), ())
    found = find(wanted, size=SHOWN).hits or _in_parts(wanted)
    return Hints(found, _likely(wanted, found, list(bodies)))


def _in_parts(wanted: str) -> list[Hit]:
    """Hits that hold the most parts of what was typed, where none holds all of it."""
    held: Counter[str] = Counter()
    hits: dict[str, Hit] = {}
    for part in _parts(wanted):
        for hit in find(part, size=SHOWN * 2).hits:
            held[hit.address] += len(part)
            hits[hit.address] = hit
    return [hits[address] for address, _ in held.most_common(SHOWN)]


def _parts(wanted: str) -> list[str]:
    words = [run.text for piece in FILLERS.split(wanted) for run in runs(piece) if len(run.text) > 1]
    cut = [
        word[start : start + LONGEST_PART]
        for word in words
        for start in range(0, max(1, len(word) - 1), LONGEST_PART)
    ]
    return list(dict.fromkeys(part for part in cut if len(part) > 1))[:PARTS]


def _likely(wanted: str, hits: Iterable[Hit], bodies: Sequence[Body]) -> list[Body]:
    """Those whose name, or what it says of their business, stands in what was typed; then those with public items like it."""
    weight: Counter[str] = Counter(hit.body for hit in hits)
    for body in bodies:
        name = SEAT.sub("", KINDS_OF_NAME.sub("", body.name))
        weight[body.code] += 20 * (body.name in wanted) + 10 * (len(name) > 1 and name in wanted)
    by_code = {body.code: body for body in bodies}
    return [by_code[code] for code, count in weight.most_common(SHOWN) if count and code in by_code]
