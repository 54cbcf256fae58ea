"""Wholly invented prose of annual reports, saying the same figures as the tables."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from random import Random
from typing import NamedTuple

from .figures import Cells, Value, row_of, whole
from .forms import GROUPS
from .papers import Line

BANK = tomllib.loads(Path(__file__).with_name("prose.toml").read_text("utf-8"))

CHAPTERS = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)
CHAPTERS_OLD = (
    "一、概述",
    "二、主动公开情况",
    "三、依申请公开情况",
    "四、收费及减免情况",
    "五、行政复议和行政诉讼情况",
    "六、主要问题和改进措施",
)


class Place(NamedTuple):
    """The county a report is from, and its site."""

    county: str = "澄岚县"
    site: str = "www.chenglanxian.gov.cn"


HERE = Place()


class Voice:
    """One writer: picks wordings by a seed of its own and fills in names and figures."""

    def __init__(self, rng: Random, body: str, year: int, we: str, place: Place = HERE) -> None:
        self.rng = rng
        self.year = year
        self.words: dict[str, object] = {
            "body": body,
            "year": year,
            "next": year + 1,
            "we": we,
            "county": place.county,
            "site": place.site,
            "office": body.removesuffix("办公室")
            + ("党政综合办公室" if body.endswith("镇人民政府") else "办公室"),
            "road": rng.choice(("岚溪路", "文昌街", "永定大道", "柳堤路")),
            "number": rng.randint(1, 199),
            "phone": rng.randint(6200000, 6299999),
        }

    def say(self, chapter: str, key: str, **figures: object) -> str:
        return str(self.rng.choice(BANK[chapter][key]).format(**self.words, **figures))

    def pick(self, chapter: str, key: str, count: int) -> str:
        chosen = self.rng.sample(BANK[chapter][key], count)
        return "".join(sentence.format(**self.words) for sentence in chosen)


def percent(part: int, full: int, places: int = 1) -> str:
    """A share as printed: half up, with that many decimals."""
    step = Decimal(1).scaleb(-places)
    return str((Decimal(part) * 100 / Decimal(full)).quantize(step, ROUND_HALF_UP))


def outcome_sums(cells: Mapping[str, Value]) -> dict[str, int]:
    """Totals of table three as prose gives them: A B C1 … C7 D."""
    sums = {row: sum(row_of(cells, row)) for row in ("A", "B", "C1", "C2", "C6", "C7", "D")}
    for group, (_, labels) in GROUPS.items():
        sums[group] = sums.get(group, 0) + sum(
            sum(row_of(cells, f"{group}.{number}")) for number in range(1, len(labels) + 1)
        )
    return sums


def _asked(voice: Voice, cells: Cells) -> str:
    sums = outcome_sums(cells)
    if not sums["A"] and not sums["B"]:
        return voice.say("asked", "none") + _disputes(voice, cells)
    text = voice.say("asked", "modern", **sums)
    natural = whole(cells.get("T3.A.natural"))
    if sums["A"]:
        text += voice.say("asked", "kinds", natural=natural, legal=sums["A"] - natural)
    if sums["C7"] > 3:
        text += voice.say("asked", "share", share=percent(sums["C1"], sums["C7"]))
    return text + _disputes(voice, cells)


def _disputes(voice: Voice, cells: Cells) -> str:
    review = whole(cells.get("T4.review.total"))
    suits = whole(cells.get("T4.direct.total")) + whole(cells.get("T4.after.total"))
    return voice.say("asked", "disputes", review=review, suits=suits)


def _public(voice: Voice, cells: Cells, form: str) -> str:
    items = voice.rng.randint(120, 2400)
    web, media = items * 5 // 8, items // 4
    text = voice.say("public", "modern", items=items, web=web, media=media, rest=items - web - media)
    if form == "2021":
        keys = ("made", "repealed", "valid")
        text += voice.say("rules", "modern", **{key: cells.get(f"T2.normative.{key}") for key in keys})
    return text + voice.pick("public", "topics", 3)


def modern(voice: Voice, cells: Cells, form: str) -> list[list[Line]]:
    """Six chapters of a report in the layout of 2019 or 2021, each a list of lines; tables go under two to four."""
    courses = voice.rng.randint(1, 6)
    trained = courses * voice.rng.randint(14, 60)
    sections = (
        "（一）主动公开。" + _public(voice, cells, form),
        "（二）依申请公开。" + _asked(voice, cells),
        "（三）政府信息管理。" + voice.pick("manage", "modern", 2),
        "（四）政府信息公开平台建设。" + voice.pick("platform", "modern", 2),
        "（五）监督保障。" + voice.say("support", "modern", courses=courses, trained=trained),
    )
    first = [Line(voice.say("opening", "modern")), *(Line(text) for text in sections)]
    fifth = [
        Line("（一）主要问题。" + voice.say("problems", "modern")),
        Line("（二）改进情况。" + voice.say("problems", "measures")),
    ]
    sixth = [Line(voice.say("fees", "modern" if form == "2021" else "early"))]
    bodies: tuple[list[Line], ...] = (first, [], [], [], fifth, sixth)
    return [[Line(title, "chapter"), *lines] for title, lines in zip(CHAPTERS, bodies, strict=True)]


def old(voice: Voice, cells: Cells) -> list[list[Line]]:
    """Six chapters of a report of 2014–2018."""
    figures = {code: ("0" if value is None else str(value)) for code, value in cells.items()}
    asked = "none" if not cells.get("R22") else "asked"
    third = voice.say("old", asked, **figures)
    if asked == "asked":
        third += voice.say("old", "replies", **figures)
    texts = (
        (voice.say("opening", "old"), voice.say("old", "means", **figures)),
        (
            voice.say("old", "public", **figures),
            voice.say("old", "rules", **figures) + voice.say("old", "answer", **figures),
        ),
        (third,),
        (voice.say("old", "fees"),),
        (voice.say("old", "disputes", **figures),),
        (voice.say("old", "problems"), voice.say("old", "measures")),
    )
    return [
        [Line(title, "chapter"), *map(Line, lines)] for title, lines in zip(CHAPTERS_OLD, texts, strict=True)
    ]


def preface(voice: Voice, form: str) -> Line:
    return Line(voice.say("preface", "old" if form == "2014" else "modern"))


_STATED_2014 = [
    f"R{number:02d}"
    for number in (
        2,
        3,
        4,
        *range(7, 11),
        12,
        18,
        *range(22, 35),
        *range(41, 46),
        49,
        53,
        *range(57, 62),
        63,
        64,
        65,
    )
]
_STATED = [f"T3.{row}.total" for row in ("A", "B", "C1", "C2", "C7", "D")] + ["T4.review.total"]


def stated(form: str) -> list[str]:
    """Cells whose figure the prose gives too."""
    if form == "2014":
        return _STATED_2014
    documents = [f"T2.normative.{key}" for key in ("made", "repealed", "valid")] if form == "2021" else []
    return _STATED + documents + ["T4.direct.total"]
