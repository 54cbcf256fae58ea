"""F*-P01: what the prose says equals what the tables say, whatever way the prose may count it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from gongkai.reading.claims.mentions import Mention
from gongkai.reading.claims.zero import LOSS
from gongkai.reading.suspicions.counts import Counted, Counts, value_of, ways_to_count
from gongkai.reading.suspicions.matter import Matter, finding
from gongkai.sheets.filled import Face, FilledSheet, Number
from gongkai.sheets.findings import Finding
from gongkai.sheets.wording import shown

_PROCESS: Final = frozenset(("received", "applications", "received_handled", "finished", "answered"))
# Quantities of which a report may tell a part without saying so: a difference only asks.
_LOOSE: Final = frozenset(
    (
        "press",
        "press_by_head",
        "interviews",
        "explained",
        "meetings",
        "courses",
        "trained",
        "rules_made",
        "rules_valid",
        "rules_repealed",
        "permits",
        "services",
        "penalties",
        "coercion",
    )
)
_NARROW: Final = re.compile(
    r"代表|名义|本级|[局委厅院]机关|本机关(?:共|全年|收到|受理|办理|自身)|(?:市|县|区|省|州|旗)政府(?:办公室|办公厅|办)(?!公厅|公室)|政府办公[室厅](?:共|收到|受理|全年|办理|接收|累计|答复)"
)
_WIDE: Final = re.compile(r"全[市县区省州旗镇乡]|各(?:县|区|市|部门|单位|乡镇)|汇总")
_SUB_UNIT: Final = re.compile(
    r"[^我本全各](?:局|委|镇|乡|街道|管委会|中心|支队|大队)(?:共|全年|累计|分别|收到|受理|接收|办理|答复|[、，])|转办|协办|季度|关于[^政]|来电"
)
_UPHELD: Final = re.compile(r"(?:均|全部|全都)(?:获|被|予以|为|得到|以|判决|决定|结果)*维持")


_OVERTURNED = re.compile(
    r"[^，。；]{0,12}被(?:依法)?(?:纠正|撤销|确认违法|责令)"
)  # 3件复议案件被纠正: no total


class Claimed(NamedTuple):
    """A quantity that the prose states, in sentence ``at``; ``narrow``: of a smaller scope than the whole report."""

    key: str
    value: Number
    approx: bool
    unit: str
    at: int
    narrow: bool
    label: str = ""


def check_against_sheet(matter: Matter) -> list[Finding]:
    """F*-P01 for every quantity of the prose whose cells are known; all blank cells together are one gap."""
    sheet = matter.sheet
    if sheet is None or not sheet.cells:
        return []
    counts = Counts(sheet)
    found: dict[tuple[str, Number], Finding] = {}
    blank: dict[str, Claimed] = {}
    claims = list(_claims(matter, counts))
    agreed = {claim.key: claim for claim in reversed(claims) if _agrees(counts, claim.key, claim.value)}
    for claim in claims:
        if counts.of(claim.key):
            one = _held(matter, counts, claim, agreed.get(claim.key))
            if one is not None:
                found.setdefault((claim.key, claim.value), one)
        else:
            blank |= dict.fromkeys(_blank_cells(sheet, claim), claim)
    gap = [_blank(matter, sheet, blank)] if blank else []
    return [*found.values(), *_upheld(matter, counts), *gap]


def _claims(matter: Matter, counts: Counts) -> Iterator[Claimed]:
    paragraph, narrow = -1, False
    for at, sentence in enumerate(matter.sentences):
        if sentence.paragraph != paragraph:
            paragraph, narrow = sentence.paragraph, False
        keyed = any(meaning.key for meaning in matter.prose.meanings[at])
        for place, mention in enumerate(sentence.mentions if keyed else ()):
            meaning = matter.meaning(at, place)
            narrow = _scope(matter, mention.gap, narrow)
            if not meaning.key or meaning.several or meaning.other_year:
                continue
            if _OVERTURNED.match(sentence.text, mention.end):
                continue
            if narrow and meaning.key in _PROCESS and _agrees(counts, meaning.key, mention.value):
                narrow = False
            part = _is_part(mention) or (meaning.key in _PROCESS and "其中" in mention.gap)
            scope, label = narrow or part, mention.label[-30:]
            yield Claimed(meaning.key, mention.value, mention.approx, mention.unit, at, scope, label)
        for none in sentence.nones:
            words = sentence.text[none.start : none.end]
            scope = _scope(matter, words, narrow)
            yield from (Claimed(key, 0, False, "", at, scope, words) for key in none.keys if key != LOSS)


def _scope(matter: Matter, words: str, narrow: bool) -> bool:
    """Whether the words speak for less than the report does: 区政府办代表区政府 in a report on the whole district."""
    if _WIDE.search(words):
        return False
    match = _NARROW.search(words)
    if match is None:
        return narrow
    office = re.search(r"办公[室厅]$|办$", matter.prose.identity.body or "")
    return not (office and "机关" not in match[0])


def _is_part(mention: Mention) -> bool:
    return _SUB_UNIT.search(mention.gap[-60:]) is not None


def _agrees(counts: Counts, key: str, value: Number) -> bool:
    return any(one.value == value for one in counts.of(key))


def _held(matter: Matter, counts: Counts, claim: Claimed, agreed: Claimed | None) -> Finding | None:
    """A difference from the table; from another sentence that agrees with the table, it is one within the prose."""
    ways = counts.of(claim.key)
    if any(_equals(claim, one.value) for one in ways):
        return None
    if agreed and agreed.at != claim.at and not claim.narrow:
        says = f"“{claim.label}”一处为 {shown(agreed.value)}{agreed.unit}（与表相同），另一处为 {shown(claim.value)}{claim.unit}，请核对。"
        return finding(
            "P-02", says, f"{matter.quote(agreed.at)[:140]} …… {matter.quote(claim.at)[:140]}", ways[0].cells
        )
    loose = claim.narrow or claim.key in _LOOSE or bool(counts.sheet.scope)
    return _differs(matter, counts.sheet, claim, ways[0], loose)


def _equals(claim: Claimed, value: Number) -> bool:
    if claim.approx:
        return value * 9 <= claim.value * 10 and claim.value * 9 <= value * 10
    return claim.value == value


def _blank_cells(sheet: FilledSheet, claim: Claimed) -> list[str]:
    """The cells that should hold a figure of the prose and are blank, if all of them are."""
    cells = next(iter(ways_to_count(claim.key, sheet.form)), ())
    blank = [code for code in cells if (figure := sheet.cells.get(code)) and figure.face is Face.BLANK]
    return blank if len(blank) == len(cells) and not claim.narrow else []


def _blank(matter: Matter, sheet: FilledSheet, blank: Mapping[str, Claimed]) -> Finding:
    """The prose says it and the cell is blank: nothing to compare, which is a gap."""
    claims = list(dict.fromkeys(blank.values()))
    told = "、".join(f"“{one.label}”{shown(one.value)}{one.unit}" for one in claims[:3])
    more = f"等 {len(claims)} 个数" if len(claims) > 3 else ""
    says = f"叙述写了{told}{more}，表中相应的格空白，无法核对。"
    return finding(f"F{sheet.form}-P01", says, matter.quote(claims[0].at), list(blank), "gap")


def _differs(matter: Matter, sheet: FilledSheet, claim: Claimed, count: Counted, loose: bool) -> Finding:
    says = f"叙述“{claim.label}”为 {shown(claim.value)}{claim.unit}，表中{_told(sheet, count)}"
    if claim.narrow:
        says += "；叙述说的可能是本机关或部分单位，与表的范围不同，请核对口径"
    return finding(
        f"F{sheet.form}-P01", says + "。", matter.quote(claim.at), count.cells, "question" if loose else None
    )


def _told(sheet: FilledSheet, count: Counted) -> str:
    """为 337（265＋47＋25，总计栏空白，按各列相加）."""
    values = [value_of(sheet, code) for code in count.cells]
    parts = "＋".join(shown(value) for value in values if value) if len(values) > 1 else ""
    notes = "，".join(one for one in (parts, "总计栏空白，按各列相加" if count.summed else "") if one)
    return f"为 {shown(count.value)}" + (f"（{notes}）" if notes else "")


def _upheld(matter: Matter, counts: Counts) -> Iterator[Finding]:
    """复议 7 件，诉讼 9 件，均获维持: the number upheld is the number of all."""
    for at, sentence in enumerate(matter.sentences):
        match = _UPHELD.search(sentence.text)
        if match is None:
            continue
        for place, mention in enumerate(sentence.mentions):
            key = matter.meaning(at, place).key
            if (
                key not in ("review", "suit")
                or mention.end > match.start()
                or "。" in sentence.text[mention.end : match.start()]
            ):
                continue
            ways = counts.of(f"{key}_upheld")
            if ways and ways[0].value != mention.value:
                told = _told(counts.sheet, ways[0])
                says = f"叙述称 {shown(mention.value)}{mention.unit}均获维持，表中结果维持{told}。"
                yield finding(f"F{counts.sheet.form}-P01", says, matter.quote(at), ways[0].cells)
