"""Prose and tables put together in the order of an official report."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from . import prose
from .figures import Cells
from .papers import Image, Line, Part
from .shapes import tables
from .tables import Style


@dataclass(frozen=True)
class Content:
    """What goes into a paper. ``true``: figures the prose gives; ``cells``: figures the tables print."""

    title: str
    body: str
    year: int
    form: str
    third: str
    true: Cells
    cells: Cells
    style: Style
    published: datetime.date


def modern(content: Content, voice: prose.Voice, with_tables: bool = True) -> list[Part]:
    """A report in the layout of 2019 or 2021."""
    chapters: list[list[Part]] = [
        list(chapter) for chapter in prose.modern(voice, content.true, content.form)
    ]
    if with_tables:
        for at, table in enumerate(
            tables(content.cells, content.form, content.style, content.third), start=1
        ):
            chapters[at].append(table)
    parts: list[Part] = [Line(content.title, "title"), prose.preface(voice, content.form)]
    return parts + [part for chapter in chapters for part in chapter]


def old(content: Content, voice: prose.Voice) -> list[Part]:
    """A report of 2014–2018 up to its signature; the sheet is appended."""
    parts: list[Part] = [Line(content.title, "title"), prose.preface(voice, "2014")]
    parts += [line for chapter in prose.old(voice, content.true) for line in chapter]
    return [*parts, Line(content.body, "sign"), Line(day(content.published), "sign")]


def day(date: datetime.date) -> str:
    return f"{date.year}年{date.month}月{date.day}日"


def sheet(
    content: Content, scope: str = "", year: int = 0, filled_on: datetime.date | None = None
) -> Iterator[Part]:
    """The 2014 form as an appendix, with its head and foot. ``year``: as the head has it, if not the report's."""
    yield Line("政府信息公开情况统计表" + scope, "caption")
    yield Line(f"（{year or content.year}年度）", "caption")
    yield Line(f"填报单位（盖章）：{content.body}", "caption")
    yield from tables(content.cells, "2014", content.style)
    yield Line("单位负责人：林致远　　审核人：周明溪　　填报人：何书禾", "caption")
    yield Line(f"联系电话：0999-6200000　　填报日期：{day(filled_on or content.published)}", "caption")


def pictured(parts: Iterator[Part]) -> Iterator[Part]:
    """The same with a picture in place of every table."""
    for part in parts:
        yield part if isinstance(part, Line) else Image("统计表")
