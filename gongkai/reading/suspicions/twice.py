"""P-02: one quantity stated twice has one value. P-11: a year is not three times the year before, nor a third of it.
F2014-12 without a table: the total of what was published is no plain sum of the channels."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from gongkai.paper.report import Claim
from gongkai.reading.claims.series import series_of
from gongkai.reading.suspicions.counts import Counts
from gongkai.reading.suspicions.groups import Group
from gongkai.reading.suspicions.matter import NOT_COUNTED, Matter, added, finding
from gongkai.sheets.filled import Number
from gongkai.sheets.findings import Finding
from gongkai.sheets.wording import shown

_SAME: Final = str.maketrans("利", "力")  # 权利 for 权力 is the commonest slip
_COMMON: Final = (
    "政府信息",
    "公开信息",
    "发布信息",
    "信息公开",
    "各类信息",
    "主动公开",
    "公开政府",
    "动公开政",
    "开政府信",
)
_SINGLE: Final = frozenset(
    (
        "published",
        "received",
        "applications",
        "finished",
        "answered",
        "review",
        "suit",
        "complaint",
        "trainings",
        "normative_valid",
        "trainings",
        "normative_valid",
    )
)
_ALIAS: Final = {"applications": "received", "courses": "trainings"}
_SMALLEST: Final = 100


def check_twice(matter: Matter) -> list[Finding]:
    return [*_keyed(matter), *_alike(matter)]


def _keyed(matter: Matter) -> Iterator[Finding]:
    """Quantities that no table decides, stated with two values."""
    counts = Counts(matter.sheet) if matter.sheet is not None else None
    first: dict[str, tuple[Number, int]] = {}
    for key, value, at in _statements(matter):
        if counts is not None and counts.of(key):
            continue
        known = first.setdefault(key, (value, at))
        if known[0] != value and known[1] != at:
            says = f"同一个数前后不一：前文为 {shown(known[0])}，后文为 {shown(value)}，请核对。"
            yield finding("P-02", says, _both(matter, known[1], at))


def _statements(matter: Matter) -> Iterator[tuple[str, Number, int]]:
    for at, sentence in enumerate(matter.sentences):
        for place, mention in enumerate(sentence.mentions):
            meaning = matter.meaning(at, place)
            key = _ALIAS.get(meaning.key, meaning.key)
            part = (
                mention.depth
                or "其中" in sentence.text[: mention.start]
                or meaning.several
                or meaning.other_year
            )
            if key in _SINGLE and not part and not mention.approx:
                yield key, mention.value, at
        for none in sentence.nones:
            yield from ((key, 0, at) for key in none.keys if key in _SINGLE)


def _both(matter: Matter, one: int, two: int) -> str:
    return f"{matter.quote(one)[:140]} …… {matter.quote(two)[:140]}"


def _alike(matter: Matter) -> Iterator[Finding]:
    """Two figures of one unit that differ by less than a hundredth and are called by the same words."""
    large = [
        (mention.value, mention.unit, at, place)
        for at, sentence in enumerate(matter.sentences)
        for place, mention in enumerate(sentence.mentions)
        if mention.value >= _SMALLEST and mention.unit not in NOT_COUNTED and not mention.approx
    ]
    large.sort(key=lambda one: (one[1], one[0]))
    for one, two in zip(large, large[1:], strict=False):
        if one[1] == two[1] and one[2] != two[2] and 0 < (two[0] - one[0]) * 100 <= two[0]:
            words = _shared(_words(matter, one[2], one[3]), _words(matter, two[2], two[3]))
            if words:
                earlier, later = sorted((one, two), key=lambda each: each[2])
                says = f"“{words}”前文为 {shown(earlier[0])}{one[1]}，后文为 {shown(later[0])}{one[1]}，请核对是否同一个数。"
                yield finding("P-02", says, _both(matter, earlier[2], later[2]))


def _words(matter: Matter, at: int, place: int) -> str:
    mention = matter.mention(at, place)
    return f"{mention.label[-16:]}|{matter.sentences[at].tail(place)[:16]}".translate(_SAME)


def _shared(one: str, two: str) -> str:
    """The longest run of four or more characters that both have and that says more than 政府信息."""
    for length in range(min(len(one), len(two), 12), 3, -1):
        for start in range(len(one) - length + 1):
            run = one[start : start + length]
            if run in two and "|" not in run and not any(run in word or word == run for word in _COMMON):
                return run if re.fullmatch(r"[\u4e00-\u9fff]+", run) and not _is_common(run) else ""
    return ""


def _is_common(run: str) -> bool:
    rest = run
    for word in (
        "主动",
        "公开",
        "政府",
        "政务",
        "信息",
        "发布",
        "各类",
        "全年",
        "我县",
        "我市",
        "我区",
        "我镇",
        "共",
        "年",
        "通过",
        "累计",
    ):
        rest = rest.replace(word, "")
    return len(rest) < 2


def check_channels(matter: Matter, groups: Sequence[Group]) -> list[Finding]:
    """F2014-12 for a report of the years of that form without its table."""
    if matter.form is not None or matter.due != "2014":
        return []
    for group in groups:
        total = matter.mention(*group.total)
        parts = [matter.mention(group.at, place) for place in group.parts]
        if matter.meaning(*group.total).key != "published" or group.dimension != "medium":
            continue
        if added(part.value for part in parts) == total.value and sum(part.value > 0 for part in parts) > 1:
            listed = "＋".join(shown(part.value) for part in parts)
            says = f"主动公开总数 {shown(total.value)} 正好等于各渠道之和（{listed}），可能没有把不同渠道公开的相同信息只计 1 条。"
            return [finding("F2014-12", says, matter.quote(group.at), severity="question")]
    return []


def check_change(matter: Matter) -> list[Finding]:
    """P-11, against last year's report and within a row of years that the paper itself prints."""
    found = list(_against_last_year(matter))
    for label, row in series_of(matter.prose.lines):
        for (year, one), (later, two) in zip(row, row[1:], strict=False):
            if later == year + 1 and _leaps(one, two):
                says = f"“{label}”{year} 年为 {shown(one)}，{later} 年为 {shown(two)}，相差三倍以上，请说明。"
                found.append(finding("P-11", says, f"{label} {year} {shown(one)} {later} {shown(two)}"))
    return found


def _leaps(one: Number, two: Number) -> bool:
    low, high = sorted((one, two))
    return high >= 20 and high > low * 3


def _against_last_year(matter: Matter) -> Iterator[Finding]:
    before = matter.last_year
    if before is None:
        return
    known = _by_cell(before.claims)
    for cell, claim in _by_cell(matter.prose.claims).items():
        other = known.get(cell)
        if other is not None and _leaps(other.value, claim.value):
            says = f"上一年度报告为 {shown(other.value)}{other.unit}，本年度为 {shown(claim.value)}{claim.unit}，相差三倍以上，请说明。"
            yield finding("P-11", says, claim.quote, (cell,))


def _by_cell(claims: Sequence[Claim]) -> dict[str, Claim]:
    return {claim.cell: claim for claim in reversed(claims) if claim.cell and not claim.approx}
