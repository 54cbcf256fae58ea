"""Documents made at random out of few words, so that searches have many hits, and a search that needs no index: it looks
through the texts character by character."""

from __future__ import annotations

import random
import re
import unicodedata
from datetime import date, timedelta

from gongkai.search.actions import Document

PLACES = ("青溪县", "柳湾镇", "石桥乡", "临江街道", "民政局", "财政局")
MATTERS = (
    "土地征收",
    "征收补偿",
    "低保",
    "预算公开",
    "信息公开",
    "政府信息公开",
    "公开征求意见",
    "河长制",
    "𠮷水工程",
    "公 开栏",
)
SIGNS = (
    "〔2017〕16号",
    "[2017]16号",
    "（2024）3号",
    "２０２４年",
    "2024年度",
    "XXGK/2018-4388",
    "GB/T 9704",
    "ＩＤ卡",
    "，",
    "。",
    "\n",
    "\n\n",
    " ",
)
KINDS = ("item", "report")


def a_text(chance: random.Random, length: int) -> str:
    return "".join(chance.choice(chance.choice((PLACES, MATTERS, SIGNS))) for _ in range(length))


def a_document(chance: random.Random, number: int) -> Document:
    return Document(
        kind=chance.choice(KINDS),
        key=str(number),
        title=a_text(chance, chance.randint(1, 5)).replace("\n", " "),
        day=date(2015, 1, 1) + timedelta(days=chance.randrange(4000)),
        body=chance.choice(("Q01", "q01", "外-1")),
        address=f"/items/{number}/",
        public=chance.random() < 0.7,
        numbers=chance.choice(("", "青府〔2020〕5号")),
        text=a_text(chance, chance.randint(0, 40)),
        topic=chance.choice(("", "财政")),
    )


def _plain(text: str) -> str:
    """One width, small letters; blanks between two characters gone unless a line between them is empty."""
    out: list[str] = []
    even = unicodedata.normalize("NFKC", text).casefold()
    at = 0
    while at < len(even):
        gap = re.compile(r"\s+").match(even, at)
        if gap is None:
            out.append(even[at])
            at += 1
            continue
        at = gap.end()
        inside = out and _han(out[-1]) and at < len(even) and _han(even[at])
        out.append("" if inside and gap.group().count("\n") < 2 else " ")
    return "".join(out)


def _han(character: str) -> bool:
    return "CJK" in unicodedata.name(character, "")


def _holds(text: str, wanted: str) -> bool:
    """Whether a plain text holds a plain run, a whole word where it is not Chinese."""
    if _han(wanted[0]):
        return wanted in text
    return bool(re.search(rf"(?<![a-z0-9]){re.escape(wanted)}(?![a-z0-9])", text))


def scan(documents: list[Document], query: str, **same: object) -> list[str]:
    """Keys of the public documents that hold all of a query, titles first, then the newest, then the last put in."""
    wanted = [run for part in query.split() for run in re.findall(r"[a-z0-9]+|[^\W_a-z0-9]+", _plain(part))]
    found = []
    for at, document in enumerate(documents):
        title, text = _plain(f"{document.title} {document.numbers}"), _plain(document.text)
        fits = document.public and all(getattr(document, name) == value for name, value in same.items())
        if wanted and fits and all(_holds(title, run) or _holds(text, run) for run in wanted):
            titled = all(_holds(title, run) for run in wanted)
            found.append((not titled, -document.day.toordinal(), -at, document.key))
    return [key for *_, key in sorted(found)]
