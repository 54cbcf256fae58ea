"""Before somebody applies: what is public already and may be it, and which body is likely to hold it. Hints, and no more."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from gongkai.applications.similar import pieces, published
from gongkai.organisations.models import Body
from gongkai.search.queries import Hit, find

SHOWN: Final = 5
PARTS: Final = 10  # questions asked of the index at most
CUT: Final = 3
KINDS_OF_NAME: Final = re.compile(
    r"(街道办事处|人民政府办公室|人民政府|管理委员会|委员会|管理局|监督局|服务中心|办公室|局|委|办|中心|院|所)$"
)
SEAT: Final = re.compile(r"^.*?[县市区旗州省](?=.{2})")


@dataclass(frozen=True)
class Hints:
    """Public items that may be what is wanted, and bodies that may hold it, the likeliest first."""

    hits: Sequence[Hit]
    bodies: Sequence[Body]


def hints_for(wanted: str, bodies: Iterable[Body]) -> Hints:
    """Hints for what somebody typed; nothing for nothing."""
    if not wanted.strip():
        return Hints((), ())
    found = find(wanted, size=SHOWN).hits or published(_parts(wanted))
    return Hints(found, _likely(wanted, found, list(bodies)))


def _parts(wanted: str) -> list[str]:
    """The telling words of what was typed, and short cuts of the long ones: a title may have something between."""
    whole = pieces(wanted)
    cut = [word[at : at + CUT] for word in whole if len(word) > CUT for at in range(0, len(word) - 1, CUT)]
    return list(dict.fromkeys(part for part in (*whole, *cut) if len(part) > 1))[:PARTS]


def _likely(wanted: str, hits: Iterable[Hit], bodies: Sequence[Body]) -> list[Body]:
    """Those whose name, or what it says of their business, stands in what was typed; then those with public items like it."""
    weight: Counter[str] = Counter(hit.body for hit in hits)
    for body in bodies:
        name = SEAT.sub("", KINDS_OF_NAME.sub("", body.name))
        weight[body.code] += 20 * (body.name in wanted) + 10 * (len(name) > 1 and name in wanted)
    by_code = {body.code: body for body in bodies}
    return [by_code[code] for code, count in weight.most_common(SHOWN) if count and code in by_code]
