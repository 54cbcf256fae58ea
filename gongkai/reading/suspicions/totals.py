"""P-01: the parts of a total add up to it. An error where the list is closed, a question where it need not be complete."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate
from typing import Final

from gongkai.reading.claims.mentions import Mention
from gongkai.reading.suspicions.groups import DIMENSION, REACH, Group
from gongkai.reading.suspicions.markers import counted
from gongkai.reading.suspicions.matter import Matter, added, apart, finding
from gongkai.sheets.filled import Number
from gongkai.sheets.findings import Finding, Severity
from gongkai.sheets.wording import shown

_OPEN: Final = re.compile(r"主要|重点|包括|例如|比如|如：|部分单位|较多|较大")
_REST: Final = re.compile(
    r"^(?:作|按|以|属|属于|通过)?其[他它余]|其[他它](?:应|类|方式|渠道|处理|情形|结果|信息|各类)|剩余"
)
_ATTRIBUTES: Final = ("主动公开", "依申请", "不予公开")
_SUBTRACTS: Final = re.compile(r"剔除|扣除|扣减|减去|去除|除去|不计")
_PEOPLE: Final = frozenset(("人", "名", "人次", "位"))
_LISTED: Final = 12
_SUM: Final = re.compile(r"^(?:以上|上述)?(?:合计|总计|共计|共)$")


def check_totals(matter: Matter, groups: Sequence[Group]) -> list[Finding]:
    """P-01 for every total with its parts, and for 合计 after its parts."""
    whole = [not _SUBTRACTS.search(sentence.text) for sentence in matter.sentences]
    found = [one for group in groups if whole[group.at] and (one := _group(matter, group))]
    return found + [one for at, plain in enumerate(whole) if plain and (one := _summed(matter, at))]


def _group(matter: Matter, group: Group) -> Finding | None:
    parts = [matter.mention(group.at, place) for place in group.parts]
    total = matter.mention(*group.total)
    if total.approx or any(part.approx for part in parts):
        return None
    values = [part.value for part in parts]
    if _adds_up(matter, group, values, total):
        return None
    severity = _severity(matter, group, parts, total)
    if severity is None:
        return None
    listed = "＋".join(shown(value) for value in values[:_LISTED]) + ("＋…" if len(values) > _LISTED else "")
    computed = added(values)
    gap = shown(apart(computed, total.value))
    says = f"叙述称共 {shown(total.value)}{total.unit}，所列各项 {listed} 合计 {shown(computed)}{total.unit}，相差 {gap}。"
    if severity == "question":
        says += "所列可能不是全部或有重复，请核对。"
    return finding("P-01", says, _quote(matter, group), severity=severity)


def _quote(matter: Matter, group: Group) -> str:
    """From the total's sentence on, where that is the one before."""
    sentence = matter.sentences[group.at]
    if group.total[0] == group.at:
        return matter.quote(group.at)
    start = matter.sentences[group.total[0]].at
    return matter.printed(start, sentence.at + len(sentence.text))


def _adds_up(matter: Matter, group: Group, values: list[Number], total: Mention) -> bool:
    """Whether the parts, the first of them, or they with what follows, make the total or another total it may mean."""
    beyond = [matter.mention(group.at, place).value for place in group.beyond]
    sums = list(accumulate([*values, *beyond]))[1:]
    if group.dimension in ("outcome", "timing"):
        return _accounted(matter, group, sums, len(values) - 1)
    totals = {total.value}
    if group.dimension in ("applicant", "channel"):
        came, done = _told(matter, group)
        totals |= came | done
    else:
        same = group.total[0] == group.at
        before = matter.sentences[group.total[0]].mentions[: group.parts[0] if same else None]
        totals |= {one.value for one in before if one.unit == total.unit and one.depth <= total.depth}
        totals |= set() if same else _told_before(matter, group, total.unit)
    return not totals.isdisjoint(sums)


def _told_before(matter: Matter, group: Group, unit: str) -> set[Number]:
    """For a list in a sentence of its own: any earlier figure of the chapter may be what it divides."""
    chapter = matter.sentences[group.at].section
    earlier = range(max(group.at - REACH, 0), group.at)
    return {
        one.value
        for at in earlier
        for one in matter.sentences[at].mentions
        if matter.sentences[at].section == chapter and one.unit == unit
    }


def _accounted(matter: Matter, group: Group, sums: Sequence[Number], last: int) -> bool:
    """Outcomes make the replies; with what is carried over, or where no replies are told, the applications."""
    came, done = _told(matter, group)
    own = {matter.mention(*group.total).value}
    replies = done | own if matter.meaning(*group.total).key in ("answered", "finished") else done
    plain = replies or came | own
    return not plain.isdisjoint(sums[:last]) or not (came | own | done).isdisjoint(sums[last:])


def _told(matter: Matter, group: Group) -> tuple[set[Number], set[Number]]:
    """What the paragraph tells up to a list: numbers of applications (new, and with those carried over), of replies."""
    paragraph = matter.sentences[group.at].paragraph
    came: set[Number] = set()
    done: set[Number] = set()
    carried: set[Number] = {0}
    for at in range(group.at, max(group.at - REACH, -1), -1):
        if matter.sentences[at].paragraph != paragraph:
            break
        for place, mention in enumerate(matter.sentences[at].mentions):
            key = matter.meaning(at, place).key
            if key == "carried_in":
                carried.add(mention.value)
            elif key in ("answered", "finished"):
                done.add(mention.value)
            elif DIMENSION.get(key) == "process":
                came.add(mention.value)
    return {one + more for one in came for more in carried}, done


def _severity(matter: Matter, group: Group, parts: list[Mention], total: Mention) -> Severity | None:
    computed = added(part.value for part in parts)
    opened = _is_open(matter, group)
    if group.marker == "by" and group.total[0] != group.at:
        return "question" if computed * 2 > total.value > computed else None
    if computed > total.value:
        if (
            group.dimension == "medium"
        ):  # one piece of information on several channels counts once in the total
            return "question" if any(part.value > total.value for part in parts) else None
        if len(parts) == 2 and not group.dimension and not _is_parallel(parts):
            return None
        whole = group.dimension == "staff" or group.marker == "respectively" or _is_complement(parts)
        overlapping = (total.unit in _PEOPLE and not whole) or (opened and len(parts) < 3)
        return "question" if overlapping else "error"
    if opened:
        return "question" if computed * 3 > total.value else None
    if _is_closed(matter, group, parts):
        return "error"
    return _short(group, parts, computed, total.value)


def _short(group: Group, parts: Sequence[Mention], computed: Number, total: Number) -> Severity | None:
    """Parts that fall short of a total, in a list that does not say whether it is complete: the nearer, the surer."""
    if len(parts) > 2:
        enough = 8 if group.marker in ("of", "bracket") else 9
        if computed * 10 >= total * enough:
            return "error"
        return "question" if computed * 2 > total or group.dimension != "medium" else None
    if computed * 10 >= total * 9 and all(len(part.label) < 16 for part in parts):
        return "error"
    return "question" if computed * 2 > total and (group.dimension or _is_parallel(parts)) else None


def _is_parallel(parts: Sequence[Mention]) -> bool:
    """Two parts of one list are worded alike or stand side by side (、); else the second may be something new."""
    one, two = parts[0].label, parts[1].label
    return "、" in parts[1].gap or one[:1] == two[:1] or one[-1:] == two[-1:]


def _is_complement(parts: Sequence[Mention]) -> bool:
    """工作时间 68、非工作时间 39: there is no third."""
    return len(parts) == 2 and parts[1].label == f"非{parts[0].label}"


def _is_open(matter: Matter, group: Group) -> bool:
    """主要, 等: the list does not claim to be complete."""
    if group.marker == "mainly":
        return True
    sentence = matter.sentences[group.at]
    first, last = sentence.mentions[group.parts[0]], sentence.mentions[group.parts[-1]]
    since = sentence.mentions[group.total[1]].start if group.total[0] == group.at else 0
    before = sentence.text[max(0, since - 60) : first.start]
    return (
        _OPEN.search(before) is not None
        or sentence.tail(group.parts[-1]).startswith("等")
        or sentence.text[last.end : last.end + 1] == "等"
    )


def _is_closed(matter: Matter, group: Group, parts: list[Mention]) -> bool:
    """其他 among the parts, or a division that leaves nothing out."""
    keys = {matter.meaning(group.at, place).key for place in group.parts}
    if group.marker in ("respectively", "made_of", "levels") or _is_complement(parts):
        return True
    if any(_REST.search(part.label) for part in parts) or "otherwise" in keys:
        return True
    if group.dimension == "applicant":
        return {"from_natural", "from_others"} <= keys
    if group.dimension in ("channel", "timing", "staff"):
        return True
    if group.dimension == "result":
        return len(keys) == 4
    return all(any(word in part.label for part in parts) for word in _ATTRIBUTES)


def _summed(matter: Matter, at: int) -> Finding | None:
    """A 3 件、B 4 件，合计 8 件: the total after its parts."""
    mentions = matter.sentences[at].mentions
    for place, total in enumerate(mentions):
        if place < 2 or not _SUM.match(total.label) or total.approx:
            continue
        parts = [
            one
            for one in mentions[:place]
            if one.unit == total.unit and counted(one) and one.depth == total.depth
        ]
        sums = list(accumulate(one.value for one in reversed(parts)))[1:]
        plain = len(parts) == place and not any(one.approx or "其中" in one.gap for one in parts)
        if sums and plain and total.value not in sums and total.value not in [one.value for one in parts]:
            listed = "＋".join(shown(one.value) for one in parts)
            says = f"所列各项 {listed} 合计 {shown(sums[-1])}{total.unit}，叙述称共 {shown(total.value)}{total.unit}，相差 {shown(apart(sums[-1], total.value))}。"
            return finding("P-01", says, matter.quote(at))
    return None
