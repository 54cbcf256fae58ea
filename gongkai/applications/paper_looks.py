"""The machine's look at what goes out with a reply: a paper in which it finds something is painted over first, or goes out with
a reason that those who judge the reply read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from gongkai.applications.models import Application
from gongkai.files.store import Damaged, give
from gongkai.organisations.refusal import Refused
from gongkai.screening.hits import Hit
from gongkai.screening.kinds import kinds
from gongkai.screening.screen import screen

SHOWN: Final = 5


class Suspect(NamedTuple):
    """Something found in a paper, its value masked."""

    name: str
    hit: Hit


def suspects(application: Application, papers: Iterable[tuple[str, str]]) -> list[Suspect]:
    """What the screening finds in these papers (digest, name), in order; papers that were painted over in this case were
    looked at then. Refused for one whose bytes are gone. It takes its time: never inside a transaction."""
    painted = set(application.redactions.exclude(digest="").values_list("digest", flat=True))
    return [
        Suspect(name, hit)
        for digest, name in papers
        if digest not in painted
        for hit in screen(_bytes(digest, name), name).all
    ]


def refuse_unexplained(found: list[Suspect], reason: str) -> None:
    """Refused where something was found and no reason is given why it goes out."""
    if found and not reason.strip():
        named = "；".join(
            f"“{one.name}”{one.hit.place}：{kinds()[one.hit.kind].label}" for one in found[:SHOWN]
        )
        more = f"等 {len(found)} 处" if len(found) > SHOWN else ""
        raise Refused(f"随附材料里有疑点（{named}{more}）。请遮盖后再送审，或者写明可以提供的理由。")


def _bytes(digest: str, name: str) -> bytes:
    try:
        return give(digest)
    except Damaged as fault:
        raise Refused(f"随附材料“{name}”已损坏或缺失，请重新上传：{fault}") from fault
