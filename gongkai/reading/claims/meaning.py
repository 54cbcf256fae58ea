"""Which official quantity a figure of the prose speaks of: topic of the clause, words of its label, the body's scope."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from gongkai.paper.report import Section
from gongkai.reading.claims.mentions import Mention, Sentence

_DATA: Final[dict[str, Any]] = tomllib.loads(
    Path(__file__).parent.with_name("phrases.toml").read_text(encoding="utf-8")
)
_TOPICS: Final[dict[str, str]] = {word: topic for topic, words in _DATA["topic"].items() for word in words}
_TOPIC: Final = re.compile("|".join(map(re.escape, sorted(_TOPICS, key=len, reverse=True))))
_REACH: Final = 48  # how far before a figure its topic is looked for
_LABEL: Final = 40  # how much of a label tells the quantity
_PLAIN: Final = ("publish", "answering", "office")
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
        r"\.(?:natural|business|research|nonprofit|legal|other|total|upheld|corrected|pending|made|valid|repealed)$"
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


QUANTITIES: Final = {entry["key"]: _quantity(entry) for entry in _DATA["quantity"]}


def _words(*topics: str) -> re.Pattern[str]:
    entries = (entry for entry in _DATA["quantity"] if entry["topic"] in topics)
    return re.compile("|".join(f"(?P<{entry['key']}>{entry['words']})" for entry in entries))


_WORDS: Final = {name: _words(name) for name in ("application", "review", "suit", "complaint")} | {
    "": _words(*_PLAIN)
}
_PLAIN_UNITS: Final = frozenset(
    unit for one in QUANTITIES.values() if one.topic in _PLAIN for unit in one.units
)
_PLAIN_WORDS: Final = re.compile(
    r"制发|废止|有效|专职|兼职|信息|规范性文件|解读|访谈|人员|经费|会议|培训|回应|查阅|机构|发布会|公开|舆情"
)
_CHANNELS: Final = frozenset(("in_person", "by_fax", "by_net", "by_letter"))
_OUTCOME_ONLY_IN_LOSS: Final = re.compile(r"败诉|胜诉|零败|信访|撤诉率")
_OWN: Final = re.compile(
    r"[我本全](?:局|委|办|厅|市|县|区|镇|乡|街道|省|院|中心|州|旗|单位)(?:各(?:级|部门|单位))*"
)
_QUALIFIED: Final = re.compile(
    r"[局委厅]|办(?!公厅|结|理)|乡镇|部门|单位|科室|领域|[县区市]直|类(?!媒体|渠道|方式)|栏|网|微[信博]|公报|平台|公众号|电视|报纸|广播|屏|中心|村|月|季度"
)


class Meaning(NamedTuple):
    """What a mention speaks of: ``key`` of QUANTITIES ("" unknown), the ``topic`` of its clause, and whether its
    sentence counts over several years (``several``) or another year than the report's (``other_year``)."""

    key: str
    topic: str
    several: bool
    other_year: bool


def default_topic(section: Section | None) -> str:
    """What a chapter is about, by its title; "" for a general one."""
    title = section.title if section else ""
    if "复议" in title or "诉讼" in title:
        return "review" if "复议" in title else "suit"
    if "举报" in title:
        return "complaint"
    return "application" if "申请" in title else ""


def meanings_of(
    sentences: Sequence[Sentence], sections: Sequence[Section], year: int | None
) -> list[list[Meaning]]:
    """The meaning of every mention, sentence by sentence. A topic lasts until another one, or 80 characters' silence."""
    found: list[list[Meaning]] = []
    topic, chapter, until, about = "", -2, 0, False
    for sentence in sentences:
        if sentence.section != chapter or sentence.at > until + 80:
            chapter = sentence.section
            topic = default_topic(sections[chapter] if chapter >= 0 else None)
            about = topic != ""
        about = about or is_about_disclosure(sentence.text)
        row: list[Meaning] = []
        for mention in sentence.mentions:
            topic = _topic(mention, topic)
            row.append(_meaning(sentence, len(row), topic if about or topic == "other" else "", year))
        found.append(row)
        if sentence.mentions:
            until = sentence.at + len(sentence.text)
    return found


def is_about_disclosure(text: str) -> bool:
    return "信息公开" in text or "依申请" in text or "公开申请" in text


def _topic(mention: Mention, topic: str) -> str:
    """The topic named last before a figure; the one that lasts where none is named."""
    words = _TOPIC.findall(mention.gap[-_REACH:])
    if not words:
        return topic
    found = _TOPICS[words[-1]]
    if found == "application" and topic != found:
        return _applied(mention.gap[-_REACH:]) or found
    return "application" if found == "publish" and "依申请" in mention.label else found


def _applied(gap: str) -> str:
    """行政复议申请 is about 复议, not about applications."""
    clause = re.split(r"[，；。]", gap)[-1]
    if re.search(r"复议(?:的)?申请", clause):
        return "review"
    return "other" if re.search(r"许可|审批|登记|仲裁|救助|低保|补贴|执行", clause) else ""


def _meaning(sentence: Sentence, place: int, topic: str, year: int | None) -> Meaning:
    mention = sentence.mentions[place]
    before = sentence.text[: mention.start]
    several = (
        "近年来" in before
        or "历年" in before
        or ("累计" in before and "年以来" in before)
        or "以来" in mention.gap
    )
    other = _other_year(mention, year)
    if mention.unit in ("%", "‰", "百分点"):
        return Meaning("", topic, several, other)
    key = "" if topic == "other" else _key(mention, topic, sentence, place)
    return Meaning(key, topic, several, other)


def _other_year(mention: Mention, year: int | None) -> bool:
    if "年" not in mention.gap or year is None:
        return False
    years = re.findall(r"(20\d\d)年", mention.gap[-50:])
    return bool(years) and int(years[-1]) != year and "结转" not in mention.gap


def _key(mention: Mention, topic: str, sentence: Sentence, place: int) -> str:
    if _OUTCOME_ONLY_IN_LOSS.search(mention.label):
        return ""
    if topic in _WORDS and topic:
        if mention.unit not in _COUNTS:
            return ""
        key = _ranked(mention.label, topic)
        if topic == "application" and key in ("", "applications"):
            key = _carried(sentence.tail(place)) or key
        return key
    return _plain_key(mention, sentence)


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


def _plain_key(mention: Mention, sentence: Sentence) -> str:
    if mention.unit not in _PLAIN_UNITS or not _PLAIN_WORDS.search(mention.label):
        return ""
    matches = list(_WORDS[""].finditer(mention.label))
    if not matches:
        return ""
    quantity = QUANTITIES[matches[-1].lastgroup or ""]
    if mention.unit not in quantity.units:
        return ""
    if quantity.key.startswith("normative") and not _is_normative(mention, sentence):
        return ""
    if (
        quantity.topic == "office"
        and quantity.r
        and "信息公开" not in sentence.text
        and "政务公开" not in sentence.text
    ):
        return ""
    before = _OWN.sub("", mention.label[: matches[-1].start()])
    return "" if quantity.topic == "publish" and _QUALIFIED.search(before) else quantity.key


def _is_normative(mention: Mention, sentence: Sentence) -> bool:
    """行政规范性文件方面，本年制发 2 件: named in the label or at the head of the list, and nothing else is."""
    if "规范性文件" in mention.label:
        return True
    head = sentence.text[: mention.start]
    return "规范性文件" in head and "规章" not in head and "文件" not in mention.label
