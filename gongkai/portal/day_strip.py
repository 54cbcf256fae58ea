"""The days of a term as a page shows them: week by week, each with its number or the reason why it is not counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Final, NamedTuple

from gongkai.law.strip import StripDay, lines

WEEK: Final = ("一", "二", "三", "四", "五", "六", "日")
LONGEST: Final = 400  # days; a longer stretch is told in words only
# What stands in the box of a day for a reason, by what the reason holds; the whole of it stands in the words.
SHORT: Final = (("调休上班", "调休"), ("征求", "征求意见"), ("补正", "待补正"), ("缴费", "待缴费"))


class Box(NamedTuple):
    """A day in its week. ``number``: 第几日, 0 where it is not counted. ``short``: why, in a few signs. ``kind``: counted,
    rest (weekend, holiday) or stopped, with begun, today, alarm and last where they apply."""

    day: date
    number: int
    short: str
    reason: str
    kind: str
    note: str


class DayStrip(NamedTuple):
    """The days of one stretch. ``weeks``: rows of seven places from Monday on, None for a day outside. ``words``: the same
    in sentences, neighbouring days of one kind on one line."""

    weeks: Sequence[Sequence[Box | None]]
    words: Sequence[str]


class Marks(NamedTuple):
    """Days that are pointed out: the one the term runs from, the last, the last of the stricter reading, and today."""

    begun: date
    last: date | None = None
    alarm: date | None = None
    today: date | None = None


def day_strip(days: Sequence[StripDay], marks: Marks) -> DayStrip:
    """The days of a stretch week by week, the day it runs from before them."""
    if len(days) > LONGEST:
        return DayStrip((), tuple(lines(days)))
    boxes = [Box(marks.begun, 0, "起算", "当日不计入", *_kind(marks.begun, "begun", marks))]
    boxes += [_box(one, marks) for one in days]
    return DayStrip(tuple(_weeks(boxes)), tuple(lines(days)))


def _weeks(boxes: Iterable[Box]) -> Iterator[tuple[Box | None, ...]]:
    for monday, week in groupby(boxes, key=lambda box: box.day - timedelta(days=box.day.weekday())):
        by_day = {box.day: box for box in week}
        yield tuple(by_day.get(monday + timedelta(days=place)) for place in range(7))


def _box(one: StripDay, marks: Marks) -> Box:
    rests = one.reason == "周末" or "放假" in one.reason
    kind = "counted" if one.number else "rest" if rests else "stopped"
    return Box(one.day, one.number, _short(one.reason), one.reason, *_kind(one.day, kind, marks))


def _kind(day: date, kind: str, marks: Marks) -> tuple[str, str]:
    pointed = {
        "last": ("期限届满", marks.last),
        "alarm": ("提醒", marks.alarm),
        "today": ("今天", marks.today),
    }
    met = {name: says for name, (says, when) in pointed.items() if day == when}
    return " ".join((kind, *met)), "，".join(met.values())


def _short(reason: str) -> str:
    head = reason.partition("（")[0]
    short = next((says for mark, says in SHORT if mark in head), "")
    return short or head.removesuffix("放假") or head
