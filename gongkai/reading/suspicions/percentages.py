"""P-14, the arithmetic: a part of a total as a percentage, rounded as printed, against the one printed. And shares whose
part and total are only named: 予以公开的占办结总数的 47.9%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from gongkai.reading.claims.meaning import key_in
from gongkai.reading.claims.mentions import Mention
from gongkai.reading.suspicions.counts import Counts
from gongkai.reading.suspicions.groups import DIMENSION, OUTCOMES
from gongkai.reading.suspicions.matter import Matter, added, finding
from gongkai.sheets.filled import Number
from gongkai.sheets.findings import Finding
from gongkai.sheets.wording import shown

NEAR: Final = Decimal("0.05")
_ASK: Final = Decimal("0.1")
_NAMED: Final = re.compile(
    r"([^，。；：%]{3,12}?)(?:件|申请|的|数){0,2}占(?:全部|全年|已|本年度?)*([^，。；：%]{2,14}?)(?:总?数|总量|件数?)?的?(?:比例|比重)?(?:为|达|约)?$"
)
_OTHER_NAME: Final = {
    "finished": "answered",
    "answered": "finished",
    "received": "applications",
    "applications": "received",
}


def percent_of(part: Number, total: Number, printed: Number) -> Decimal:
    """The share rounded to as many places as are printed."""
    places = Decimal(printed).as_tuple().exponent
    assert isinstance(places, int)
    return (Decimal(part) * 100 / Decimal(total)).quantize(Decimal(1).scaleb(min(places, 0)), ROUND_HALF_UP)


def points_apart(part: Number, total: Number, printed: Number) -> Decimal:
    """How far the share, rounded as printed, is from the one printed. Far off, without the rounding."""
    rough = abs(float(part) * 100 / float(total) - float(printed))
    return Decimal(rough) if rough > 1.5 else abs(percent_of(part, total, printed) - Decimal(printed))


def off_by(
    matter: Matter, at: int, part: tuple[Number, str], total: tuple[Number, str], printed: Number
) -> Finding | None:
    right = percent_of(part[0], total[0], printed)
    off = abs(right - Decimal(printed))
    if off <= NEAR:
        return None
    says = (
        f"{shown(part[0])}{part[1]}占 {shown(total[0])}{total[1]}的 {right}%，叙述写作 {shown(printed)}%，"
        f"相差 {off.normalize():f} 个百分点。"
    )
    return finding("P-14", says, matter.quote(at), severity="question" if off <= _ASK else "error")


def check_named_shares(matter: Matter) -> Iterator[Finding]:
    """P-14 where part and total are named and their figures stand earlier in the chapter."""
    told: dict[str, Mention] = {}
    chapter = -2
    for at, sentence in enumerate(matter.sentences):
        if sentence.section != chapter:
            chapter, told = sentence.section, {}
        for place, mention in enumerate(sentence.mentions):
            meaning = matter.meaning(at, place)
            if meaning.key and not mention.approx and not meaning.several:
                told[meaning.key] = mention
            elif mention.unit == "%" and "占" in mention.gap and not mention.approx and told:
                yield from _named(matter, at, mention, told)


def _named(matter: Matter, at: int, percent: Mention, told: Mapping[str, Mention]) -> Iterator[Finding]:
    match = _NAMED.search(percent.gap[-40:])
    if match is None:
        return
    name = key_in(match[2])
    part, total = told.get(key_in(match[1])), told.get(name) or told.get(_OTHER_NAME.get(name, ""))
    if part is None or total is None or not part.value <= total.value or not total.value:
        return
    bases = {mention.value for key, mention in told.items() if DIMENSION.get(key) == "process"}
    bases.add(added(mention.value for key, mention in told.items() if key in OUTCOMES))
    bases |= {one.value for one in Counts(matter.sheet).of(name)} if matter.sheet and name else set()
    if not any(base and points_apart(part.value, base, percent.value) <= NEAR for base in bases):
        found = off_by(matter, at, (part.value, part.unit), (total.value, total.unit), percent.value)
        yield from [found] if found else ()


def check_rates(matter: Matter) -> Iterator[Finding]:
    """P-14 for 受理 331 件，办结 318 件，办结率 97.0%; 100% beside open cases only asks (they may not be due)."""
    for at, sentence in enumerate(matter.sentences):
        if "率" not in sentence.text:
            continue
        for place, mention in enumerate(sentence.mentions):
            if mention.unit == "%" and _RATE.search(mention.gap) and not _IN_TIME.search(mention.gap):
                found = _rate(matter, at, place)
                yield from [found] if found else ()


def _rate(matter: Matter, at: int, place: int) -> Finding | None:
    mentions = matter.sentences[at].mentions
    done = next((one for one in reversed(mentions[:place]) if _DONE.search(one.label)), None)
    came = next((one for one in reversed(mentions[:place]) if _CAME.search(one.label)), None)
    if done is None or came is None or done.unit != came.unit or not 0 < done.value <= came.value:
        return None
    if done.approx or came.approx or mentions[place].approx or done is came:
        return None
    found = off_by(matter, at, (done.value, done.unit), (came.value, came.unit), mentions[place].value)
    full = mentions[place].value == 100
    return replace(found, severity="question") if found and full else found


_RATE: Final = re.compile(r"(?:办结|答复|办理|回复)率(?:为|达到?|均为|：)?$")
_IN_TIME: Final = re.compile(r"按时|及时|按期|限期|期限|法定|满意")
_DONE: Final = re.compile(r"办结|答复|办理|回复")
_CAME: Final = re.compile(r"受理|收到|接收|接到|登记|交办")


def check_told_shares(matter: Matter) -> Iterator[Finding]:
    """P-14 for 公开 46 件，占办结 113 件的 40.8%: part and total stand right before their percentage."""
    for at, sentence in enumerate(matter.sentences):
        for part, total, percent in zip(
            sentence.mentions, sentence.mentions[1:], sentence.mentions[2:], strict=False
        ):
            told = percent.unit == "%" and percent.gap.startswith("的") and "占" in total.gap
            if not told or part.unit != total.unit or not 0 < part.value <= total.value:
                continue
            if not (part.approx or total.approx or percent.approx):
                found = off_by(matter, at, (part.value, part.unit), (total.value, total.unit), percent.value)
                yield from [found] if found else ()
