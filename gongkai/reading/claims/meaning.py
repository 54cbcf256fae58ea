"""Which official quantity a figure of the prose speaks of: topic of the clause, words of its label, the body's scope."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from gongkai.paper.report import Section
from gongkai.reading.claims.mentions import Mention, Sentence, Text
from gongkai.reading.claims.topics import PHRASES, topics_of

_LABEL: Final = 40  # how much of a label tells the quantity
_PLAIN: Final = ("publish", "answering", "office", "decisions")
_COUNTS: Final = frozenset(("件", "条", "宗", "份", "起", "次", "例", "项", "个", "篇", "件次", ""))


class Quantity(NamedTuple):
    """Something the forms count: ``r`` its cell of 2014, ``t`` the sums of later cells that it may equal."""

    key: str
    topic: str
    rank: int
    r: str
    t: tuple[tuple[str, ...], ...]
    units: frozenset[str]


def _cells(topic: str, rows: Sequence[str]) -> tuple[str, ...]:
    """Rows of the data file → cell codes: T3 for applications, T4 for remedies, T2 for the rest."""
    table = {"application": "T3", "review": "T4", "suit": "T4"}.get(topic, "T2")
    column = re.compile(
        r"\.(?:natural|business|research|nonprofit|legal|other|total|upheld|corrected|pending|made|valid|repealed|decisions|public_total)$"
    )
    return tuple(f"{table}.{row}" if column.search(row) else f"{table}.{row}.total" for row in rows)


def _quantity(entry: dict[str, Any]) -> Quantity:
    sums = tuple(_cells(entry["topic"], rows) for rows in entry["t"])
    return Quantity(
        entry["key"],
        entry["topic"],
        entry.get("rank", 4),
        entry["r"],
        sums,
        frozenset(entry.get("units", ())),
    )


QUANTITIES: Final = {entry["key"]: _quantity(entry) for entry in PHRASES["quantity"]}


def _words(*topics: str) -> re.Pattern[str]:
    entries = (entry for entry in PHRASES["quantity"] if entry["topic"] in topics)
    return re.compile("|".join(f"(?P<{entry['key']}>{entry['words']})" for entry in entries))


_WORDS: Final = {name: _words(name) for name in ("application", "review", "suit", "complaint")} | {
    "": _words(*_PLAIN)
}
_PLAIN_UNITS: Final = frozenset(
    unit for one in QUANTITIES.values() if one.topic in _PLAIN for unit in one.units
)
# What labels of these quantities end with: most figures of a report are told apart by one look.
_LAST_CHARACTERS: Final = frozenset(
    "息件稿章开布报站博信”式道径情切点题会谈动读料构所员职费议班训发止效可定项罚制施数共计累：量总达为约近超过到加席人"
)
_LAST_YEAR_OF_OFFICES: Final = 2018  # later forms do not count offices, meetings, courses
_BY_HEAD: Final = re.compile(
    r"(?:局长|县长|市长|区长|镇长|乡长|主任|主要负责(?:同志|人))[^，。；]{0,6}(?:参加|出席)"
)
_CHANNELS: Final = frozenset(("in_person", "by_fax", "by_net", "by_letter"))
_OUTCOME_ONLY_IN_LOSS: Final = re.compile(r"败诉|胜诉|零败|信访|撤诉率")
_OWN: Final = re.compile(
    r"[我本全](?:局|委|办|厅|市|县|区|镇|乡|街道|省|院|中心|州|旗|单位)(?:各(?:级|部门|单位))*"
)
_QUALIFIED: Final = re.compile(
    r"[局委厅]|办(?!公厅|结|理)|乡镇|部门|单位|科室|领域|[县区市]直|类(?!媒体|渠道|方式)|栏|网|微[信博]|公报|平台|公众号|电视|报纸|广播|屏|中心|村|月|季度"
)


class Follows(NamedTuple):
    """A label that means ``key`` right behind another quantity."""

    words: re.Pattern[str]
    units: frozenset[str]
    key: str


_FOLLOWS: Final[dict[str, list[Follows]]] = {}
for _entry in PHRASES["follows"]:
    _FOLLOWS.setdefault(_entry["after"], []).append(
        Follows(re.compile(_entry["words"]), frozenset(_entry["units"]), _entry["key"])
    )


class Meaning(NamedTuple):
    """What a mention speaks of: ``key`` of QUANTITIES ("" unknown), the ``topic`` of its clause, and whether its
    sentence counts over several years (``several``) or another year than the report's (``other_year``)."""

    key: str
    topic: str
    several: bool
    other_year: bool


def meanings_of(
    text: Text, sentences: Sequence[Sentence], sections: Sequence[Section], year: int | None
) -> list[list[Meaning]]:
    """The meaning of every mention, sentence by sentence. ``year``: the report's."""
    found = []
    for sentence, topics in zip(sentences, topics_of(text, sentences, sections), strict=True):
        row: list[Meaning] = []
        for place, topic in enumerate(topics):
            one = _meaning(sentence, place, topic, year)
            row.append(_going_on(sentence.mentions[place], row[-1], one) if row and not one.key else one)
        found.append(row)
    return found


def _going_on(mention: Mention, before: Meaning, one: Meaning) -> Meaning:
    """举办培训班 6 次、412 人次: a short label goes on from the figure before it."""
    for follows in _FOLLOWS.get(before.key, ()):
        if mention.unit in follows.units and follows.words.fullmatch(mention.label):
            return one._replace(key=follows.key)
    return one


def _meaning(sentence: Sentence, place: int, topic: str, year: int | None) -> Meaning:
    mention = sentence.mentions[place]
    other = _other_year(mention, year)
    if mention.unit in ("%", "‰", "百分点"):
        return Meaning("", topic, False, other)
    return Meaning(
        _key(sentence, place, topic, year), topic, _several(sentence.text[: mention.start], mention), other
    )


def _several(before: str, mention: Mention) -> bool:
    """近年来, 历年, 自2008年以来累计: a figure over several years."""
    if "近年来" in before or "历年" in before or "以来" in mention.gap:
        return True
    return "累计" in mention.label and ("截至" in mention.gap or "年以来" in before)


def _other_year(mention: Mention, year: int | None) -> bool:
    if "年" not in mention.gap or year is None:
        return False
    years = re.findall(r"(20\d\d)年", mention.gap[-50:])
    return bool(years) and int(years[-1]) != year and "结转" not in mention.gap


def _key(sentence: Sentence, place: int, topic: str, year: int | None) -> str:
    mention = sentence.mentions[place]
    if _OUTCOME_ONLY_IN_LOSS.search(mention.label):
        return ""
    if not topic or topic not in _WORDS:
        return _plain_key(mention, sentence, topic, year)
    if mention.unit not in _COUNTS:
        return ""
    key = _ranked(mention.label, topic)
    if topic == "application" and key in ("", "applications"):
        return _carried(sentence.tail(place)) or key
    if not key and (len(mention.label) < 3 or mention.label.endswith(("中", "中有", "有"))):
        return _ranked(sentence.tail(place)[:8], topic)
    return key


def key_in(words: str) -> str:
    """The quantity that some words about applications name, "" where they name none."""
    return _ranked(words, "application")


def _ranked(label: str, topic: str) -> str:
    """The key of the highest rank among the words of a label; of equals the last."""
    if topic != "application" and "复议" in label and "诉讼" in label:
        return ""
    best, rank, channels = "", -1, set()
    for match in _WORDS[topic].finditer(label[-_LABEL:]):
        key = match.lastgroup or ""
        if key in _CHANNELS:
            channels.add(key)
        if QUANTITIES[key].rank >= rank and _fits(key, label):
            best, rank = key, QUANTITIES[key].rank
    if best in _CHANNELS and (len(channels) > 1 or "共" in label or "总" in label):
        return "received" if "申请" in label else ""
    return best


def _fits(key: str, label: str) -> bool:
    if key in ("from_others", "from_natural"):
        return not ("公民" in label and "法人" in label)
    return True


def _carried(tail: str) -> str:
    match = _WORDS["application"].search(tail)
    key = match.lastgroup if match else None
    return key if key in ("carried_in", "carried_out") else ""


def _plain_key(mention: Mention, sentence: Sentence, topic: str, year: int | None) -> str:
    if mention.unit not in _PLAIN_UNITS or mention.label[-1:] not in _LAST_CHARACTERS:
        return ""
    matches = list(_WORDS[""].finditer(mention.label))
    if not matches:
        return ""
    quantity = QUANTITIES[matches[-1].lastgroup or ""]
    if mention.unit not in quantity.units or (topic == "other" and quantity.topic != "decisions"):
        return ""
    return quantity.key if _speaks_of(quantity, mention, sentence, topic, year) else ""


def _speaks_of(
    quantity: Quantity, mention: Mention, sentence: Sentence, topic: str, year: int | None
) -> bool:
    """Whether a label that matches is said of the whole body, in the years that counted it."""
    if quantity.key.startswith("normative"):
        return _is_normative(mention, sentence)
    if quantity.topic == "publish":
        matches = list(_WORDS[""].finditer(mention.label))
        before = _OWN.sub("", mention.label[: matches[-1].start()])
        bare = quantity.key.startswith("by_") and topic != "publish"
        return not bare and _QUALIFIED.search(before) is None
    if quantity.topic == "answering" and _BY_HEAD.search(
        re.split("[，；。：]", sentence.text[: mention.start])[-1]
    ):
        return quantity.key.endswith("_by_head")
    return not quantity.r or year is None or year <= _LAST_YEAR_OF_OFFICES


def _is_normative(mention: Mention, sentence: Sentence) -> bool:
    """行政规范性文件方面，本年制发 2 件: named in the label or at the head of the list, and nothing else is."""
    if "规范性文件" in mention.label:
        return True
    head = sentence.text[: mention.start]
    return "规范性文件" in head and "规章" not in head and "文件" not in mention.label
