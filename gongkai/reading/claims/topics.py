"""What a clause is about: publication, applications, reviews, suits, complaints, or something else that is counted."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from gongkai.paper.report import Section
from gongkai.reading.claims.mentions import Mention, Sentence, Text

PHRASES: Final[dict[str, Any]] = tomllib.loads(
    Path(__file__).parent.with_name("phrases.toml").read_text(encoding="utf-8")
)
_TOPICS: Final[dict[str, str]] = {word: topic for topic, words in PHRASES["topic"].items() for word in words}
_TOPIC: Final = re.compile("|".join(map(re.escape, sorted(_TOPICS, key=len, reverse=True))))
_REACH: Final = 48  # how far before a figure its topic is looked for
_SILENCE: Final = 120  # characters without a figure after which a topic ends
_NEARBY: Final = 300  # how far before a sentence its subject may be named
_OUTCOME: Final = re.compile(r"已(?:经)?主动公开|主动公开范围|同意|部分公开|不予|告知|予以公开")
_OTHER_APPLICATION: Final = re.compile(
    r"许可|审批|登记|仲裁|救助|低保|补贴|执行|法律援助|入学|住房|公租房|落户|专利|商标|贷款|资助|入党|认定|职称|资质|评定|鉴定|调解|复核"
)
_PROBLEM: Final = re.compile(r"[^，。：]{0,8}(?:问题|不足)[：，]")


def default_topic(section: Section | None) -> str:
    """What a chapter is about, by its title; "" for a general one."""
    title = section.title if section else ""
    if "复议" in title or "诉讼" in title:
        return "review" if "复议" in title else "suit"
    if "举报" in title:
        return "complaint"
    return "application" if "申请" in title else ""


def topics_of(text: Text, sentences: Sequence[Sentence], sections: Sequence[Section]) -> Iterator[list[str]]:
    """The topic of every mention, sentence by sentence; "" where a clause has none that the forms count.

    A topic lasts until another is named, the chapter ends or nothing is counted for a while. Applications, reviews
    and suits count only where disclosure is spoken of nearby.
    """
    topic, chapter, until = "", -2, 0
    for sentence in sentences:
        default = default_topic(sections[sentence.section] if sentence.section >= 0 else None)
        if sentence.section != chapter or sentence.at > until + _SILENCE or _PROBLEM.match(sentence.text):
            chapter, topic = sentence.section, default
        about = default != "" or is_about_disclosure(
            text.plain[max(0, sentence.at - _NEARBY) : sentence.at + len(sentence.text)]
        )
        row = []
        for place, mention in enumerate(sentence.mentions):
            topic = _topic(mention, topic)
            if len(mention.label) < 3 or mention.label.endswith("的"):
                topic = _behind(sentence.tail(place)) or topic
            row.append(topic if about or topic in ("other", "publish") or _is_plain(mention) else "")
        if row:
            until = sentence.at + len(sentence.text)
        yield row


def is_about_disclosure(text: str) -> bool:
    return "信息公开" in text or "依申请" in text or "公开申请" in text


def _is_plain(mention: Mention) -> bool:
    """新收 and 结转 are words of no other business."""
    return "新收" in mention.label or "结转" in mention.label


def _topic(mention: Mention, topic: str) -> str:
    """The topic named last before a figure; the one that lasts where none is named."""
    words = _TOPIC.findall(mention.gap[-_REACH:])
    if not words:
        return topic
    found = _TOPICS[words[-1]]
    if found == "application":
        return _applied(mention.gap[-_REACH:]) or found
    if found == "publish" and (
        "依申请" in mention.label or (topic == "application" and _OUTCOME.search(mention.label))
    ):
        return "application"
    return found


def _behind(tail: str) -> str:
    """34 件复议案件: the thing counted stands behind its figure."""
    words = _TOPIC.findall(tail[:8])
    return _TOPICS[words[0]] if words and _TOPICS[words[0]] in ("review", "suit", "application") else ""


def _applied(gap: str) -> str:
    """行政复议申请 is about 复议, not about applications; 低保申请 about neither."""
    clause = re.split(r"[，；。]", gap)[-1]
    if re.search(r"复议(?:的)?申请", clause):
        return "review"
    return "other" if _OTHER_APPLICATION.search(clause) else ""
