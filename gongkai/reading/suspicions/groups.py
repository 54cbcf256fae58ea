"""Totals with their parts: 共 120 条，其中 A 4 条、B 14 条 …; N 件（A 3 件、B 2 件）; an account of outcomes after its total."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from gongkai.reading.claims.mentions import Sentence
from gongkai.reading.suspicions.markers import counted, marker_of, same_unit, total_of
from gongkai.reading.suspicions.matter import Matter

_OUTSIDE: Final = re.compile(r"^(?:另|此外|同时|还|并)|合计|共计|总计|累计|全年共")

REACH: Final = 30  # sentences: how far back the total of a list is looked for
OUTCOMES: Final = frozenset(
    "granted_and_partly granted partly refused not_available not_handled otherwise public_already not_ours not_existing amend other_way".split()  # noqa: SIM905
)
_DIMENSIONS: Final = {
    "outcome": OUTCOMES | {"carried_out"},
    "channel": frozenset(("in_person", "by_fax", "by_net", "by_letter")),
    "applicant": frozenset(
        ("from_natural", "from_others", "from_business", "from_research", "from_nonprofit", "from_legal")
    ),
    "timing": frozenset(("finished_in_time", "finished_extended")),
    "process": frozenset(
        ("received", "applications", "received_handled", "finished", "answered", "carried_in")
    ),
    "remedy": frozenset(("review", "suit", "complaint")),
    "result": frozenset(
        f"{kind}_{result}"
        for kind in ("review", "suit")
        for result in ("upheld", "corrected", "other", "pending")
    ),
    "medium": frozenset(("by_gazette", "by_site", "by_weibo", "by_wechat", "by_other")),
    "staff": frozenset(("staff_full", "staff_part")),
}
DIMENSION: Final = {key: name for name, keys in _DIMENSIONS.items() for key in keys}
_ENDS_PLAIN_LIST: Final = frozenset(("process", "remedy"))
_MEDIUM: Final = re.compile(
    r"网站|微信|微博|公报|公众号|平台|新媒体|报纸|电视|广播|公开栏|渠道|方式公开|方式发布|APP|客户端"
)


class Group(NamedTuple):
    """Parts (places in sentence ``at``) and their total (sentence, place). ``marker``: what announces the list.
    ``dimension``: what the parts divide by, "" where unknown. ``beyond``: later figures of the same unit."""

    at: int
    total: tuple[int, int]
    parts: tuple[int, ...]
    marker: str
    dimension: str
    beyond: tuple[int, ...] = ()


def dimension(matter: Matter, at: int, place: int) -> str:
    """What a part divides by, from its meaning or, for channels of publication, its label."""
    known = DIMENSION.get(matter.meaning(at, place).key, "")
    if known:
        return known
    return "medium" if _MEDIUM.search(matter.mention(at, place).label) else ""


def groups_of(matter: Matter) -> list[Group]:
    """All totals with two or more parts, in order."""
    found: list[Group] = []
    for at, sentence in enumerate(matter.sentences):
        if len(sentence.mentions) < 2:
            continue
        before = len(found)
        found += _in_sentence(matter, at, sentence)
        if len(sentence.mentions) > 2:
            taken = {place for group in found[before:] for place in group.parts}
            found += _account(matter, at, taken)
    return found


def _in_sentence(matter: Matter, at: int, sentence: Sentence) -> Iterator[Group]:
    for place, mention in enumerate(sentence.mentions):
        marker = marker_of(matter, at, place) if counted(mention) else ""
        total = total_of(matter, at, place, marker) if marker else None
        if total is None:
            continue
        parts, beyond = _parts(matter, at, place)
        if len(parts) > 1:
            yield Group(at, total, parts, marker, dimension(matter, at, parts[0]), beyond)


def _parts(matter: Matter, at: int, first: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The parts of a list that begins at ``first``, and the later figures of the same unit."""
    mentions = matter.sentences[at].mentions
    parts, kind, ended, nested, mark = [first], dimension(matter, at, first), False, False, ""
    beyond = []
    for place in range(first + 1, len(mentions)):
        mention = mentions[place]
        if mention.depth < mentions[first].depth:
            break
        nested = "；" not in mention.gap and (nested or "其中" in mention.gap)
        if nested or mention.depth > mentions[first].depth or not counted(mention):
            continue
        own = "；" if "；" in mention.gap else "，"
        mark = mark or own
        ended = (
            ended
            or _ends(matter, at, place, kind)
            or not same_unit(mention, mentions[first])
            or (own == "；" != mark)
        )
        if not ended:
            parts.append(place)
        elif same_unit(mention, mentions[first]):
            beyond.append(place)
    return tuple(parts), tuple(beyond)


def _ends(matter: Matter, at: int, place: int, kind: str) -> bool:
    """Whether a figure is no further part of a list that divides by ``kind``."""
    own = dimension(matter, at, place)
    if _OUTSIDE.search(matter.mention(at, place).label):
        return True
    if not kind or kind == "medium":
        return own in _ENDS_PLAIN_LIST
    return own not in ("", kind)


def _account(matter: Matter, at: int, taken: set[int]) -> Iterator[Group]:
    """Outcomes told one by one in a sentence of their own, after the number of replies."""
    mentions = matter.sentences[at].mentions
    places = range(len(mentions))
    outcomes = [one for one in places if one not in taken and matter.meaning(at, one).key in OUTCOMES]
    if len(outcomes) < 3:
        return
    first = mentions[outcomes[0]]
    parts = [
        place
        for place in range(outcomes[0], len(mentions))
        if mentions[place].unit == first.unit
        and mentions[place].depth == first.depth
        and counted(mentions[place])
        and dimension(matter, at, place) in ("", "outcome")
        and matter.meaning(at, place).key != "carried_out"
    ]
    total = _handled(matter, at, outcomes[0])
    beyond = [
        place for place in range(parts[-1], len(mentions)) if matter.meaning(at, place).key == "carried_out"
    ]
    if total is not None:
        yield Group(at, total, tuple(parts), "account", "outcome", tuple(beyond))


def _handled(matter: Matter, at: int, place: int) -> tuple[int, int] | None:
    """The last number of replies, else of applications, told before in the same paragraph."""
    paragraph = matter.sentences[at].paragraph
    received = None
    for sentence in range(at, max(at - REACH, -1), -1):
        if matter.sentences[sentence].paragraph != paragraph:
            break
        mentions = matter.sentences[sentence].mentions
        for back in range(place - 1 if sentence == at else len(mentions) - 1, -1, -1):
            key = matter.meaning(sentence, back).key
            if key in ("answered", "finished"):
                return sentence, back
            if key in ("received", "applications", "received_handled"):
                received = received or (sentence, back)
    return received
