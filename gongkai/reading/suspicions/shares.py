"""P-14: a percentage against its part and total; with it, parts told over several sentences whose shares make 100%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Final, NamedTuple

from gongkai.reading.claims.mentions import Mention
from gongkai.reading.suspicions.groups import REACH, Group
from gongkai.reading.suspicions.markers import counted
from gongkai.reading.suspicions.matter import Matter, added, apart, finding
from gongkai.reading.suspicions.percentages import NEAR, off_by, points_apart
from gongkai.sheets.filled import Number
from gongkai.sheets.findings import Finding
from gongkai.sheets.wording import shown

_SHARE: Final = re.compile(
    r"^[^，；。%]{0,8}[，（]?(?:约)?占(?:比|总数|总量|全部|到|[^，；。（）%]{0,16}的)?(?:总?比例?)?(?:为|达到?|约|：)?$"
)
_MOST_SHARES: Final = 40
_MOST: Final = 300  # shares of one report
_APART: Final = re.compile(r"[、；：（）和及]")
_RATE: Final = re.compile(r"率")


class Share(NamedTuple):
    """A part at (sentence, place) with the percentage that follows it."""

    at: int
    place: int
    percent: Mention


def shares_of(matter: Matter) -> list[Share]:
    """258 件，占 33.9% — not 增长, not 办结率."""
    found = []
    for at, sentence in enumerate(matter.sentences):
        if "占" not in sentence.text:
            continue
        for place, mention in enumerate(sentence.mentions):
            if mention.unit == "%" and place and _is_share(sentence.mentions[place - 1], mention):
                found.append(Share(at, place - 1, mention))
    return found[:_MOST]


def _is_share(part: Mention, percent: Mention) -> bool:
    return (
        "占" in percent.gap
        and counted(part)
        and _SHARE.match(percent.gap) is not None
        and not _RATE.search(percent.gap)
    )


def check_shares(matter: Matter, groups: Sequence[Group]) -> list[Finding]:
    """P-14 for every share whose total is plain, and P-01 for parts whose shares make 100%."""
    shares = shares_of(matter)
    if not shares:
        return []
    totals = {(group.at, place): group for group in groups for place in group.parts}
    bases = _shared_bases(matter, shares)
    found = [
        one
        for share in shares
        if (one := _share(matter, share, totals.get((share.at, share.place)), bases.get(share.at)))
    ]
    taken = set(totals)
    return found + list(_hundred(matter, [one for one in shares if (one.at, one.place) not in taken]))


def _shared_bases(matter: Matter, shares: Sequence[Share]) -> dict[int, Mention]:
    """Sentence → the figure that its shares are taken of: the one that fits two of three, or that the parts make."""
    found: dict[int, Mention] = {}
    for at, group in groupby(shares, key=lambda share: share.at):
        own = list(group)
        whole = added(matter.mention(at, share.place).value for share in own)
        for base in _in_chapter(matter, at) if 1 < len(own) < _MOST_SHARES else ():
            fits = base.value and sum(_fits(matter, one, base.value) for one in own)
            if fits and (base.value == whole or (fits > 1 and len(own) > 2)):
                found[at] = base
                break
    return found


def _in_chapter(matter: Matter, at: int) -> Iterator[Mention]:
    """The figures told before a sentence in its chapter, the nearest first."""
    for back in range(at - 1, max(at - REACH, 0) - 1, -1):
        if matter.sentences[back].section != matter.sentences[at].section:
            return
        yield from (one for one in reversed(matter.sentences[back].mentions) if counted(one))


def _fits(matter: Matter, share: Share, base: Number) -> bool:
    return points_apart(matter.mention(share.at, share.place).value, base, share.percent.value) <= NEAR


def _share(matter: Matter, share: Share, group: Group | None, base: Mention | None) -> Finding | None:
    part = matter.mention(share.at, share.place)
    total = matter.mention(*group.total) if group else _whole(matter, share) or base
    known = [
        one
        for one in _before(matter, share)
        if one.unit == part.unit and one.value >= part.value and one.value
    ]
    if part.approx or share.percent.approx or any(one.approx for one in known):
        return None
    bases = {one.value for one in known} | ({total.value} if total else set())
    if group:
        bases.add(added(matter.mention(group.at, place).value for place in group.parts))
    if not bases or any(
        points_apart(part.value, base, share.percent.value) <= NEAR for base in bases if base
    ):
        return None
    if total is None or not total.value:
        return None
    return off_by(matter, share.at, (part.value, part.unit), (total.value, total.unit), share.percent.value)


def _whole(matter: Matter, share: Share) -> Mention | None:
    """抽查 50 个，其中 31 个 …，占 62%: the nearest figure of the same unit, before 其中 or in the clause before."""
    mentions = matter.sentences[share.at].mentions
    part = mentions[share.place]
    earlier = [one for one in mentions[: share.place] if one.unit == part.unit and counted(one)]
    if not earlier or earlier[-1].value < part.value:
        return None
    beside = (
        earlier[-1] is mentions[share.place - 1] and part.gap.count("，") == 1 and not _APART.search(part.gap)
    )
    return earlier[-1] if "其中" in part.gap or (beside and len(earlier) == 1) else None


def _before(matter: Matter, share: Share) -> Iterator[Mention]:
    """The figures told before a share in its paragraph, and in its sentence behind it none."""
    paragraph = matter.sentences[share.at].paragraph
    for at in range(share.at, max(share.at - REACH, -1), -1):
        if matter.sentences[at].paragraph != paragraph:
            return
        mentions = matter.sentences[at].mentions
        for one in mentions[: share.place] if at == share.at else mentions:
            if counted(one):
                yield one


def _hundred(matter: Matter, shares: Sequence[Share]) -> Iterator[Finding]:
    """Runs of parts, over sentences, whose shares make 100%: they are all there is, so they make their total."""
    run: list[Share] = []
    for share in shares:
        if run and (
            matter.sentences[share.at].paragraph != matter.sentences[run[0].at].paragraph
            or share.at > run[-1].at + 1
        ):
            run = []
        run.append(share)
        percents = added(one.percent.value for one in run)
        if len(run) > 1 and apart(percents, 100) <= Decimal("0.3"):
            one = _against_head(matter, run)
            if one:
                yield one
            run = []


def _against_head(matter: Matter, run: Sequence[Share]) -> Finding | None:
    """The total is the nearest earlier figure whose label ends as those of all the parts do."""
    parts = [matter.mention(one.at, one.place) for one in run]
    head = _common_end([part.label for part in parts])
    if len(head) < 4 or any(part.approx for part in parts):
        return None
    total = next(
        (one for one in _before(matter, run[0]) if one.unit == parts[0].unit and one.label.endswith(head)),
        None,
    )
    computed = added(part.value for part in parts)
    if total is None or total.approx or total.value == computed:
        return None
    listed = "＋".join(shown(part.value) for part in parts)
    says = (
        f"前文称“{head}” {shown(total.value)}{total.unit}，所列 {listed} 合计 {shown(computed)}{total.unit}，"
        f"相差 {shown(apart(computed, total.value))}（所列占比合计为 100%）。"
    )
    last = matter.sentences[run[-1].at]
    return finding("P-01", says, matter.printed(matter.sentences[run[0].at].at, last.at + len(last.text)))


def _common_end(labels: Sequence[str]) -> str:
    end = labels[0]
    for label in labels[1:]:
        while not label.endswith(end):
            end = end[1:]
    return end
