"""``gongkai workdays FROM N``: the end of a term of working days, with every day that does not count and why; the
last line is the date alone, or ``暂定 DATE``."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

from gongkai.cli.arguments import Parser, at_least_one
from gongkai.cli.days import (
    PROVISIONAL,
    WRONG_USE,
    add_calendar_options,
    calendar_of,
    said,
    why_provisional,
    written_date,
)
from gongkai.law.calendar import Calendar, Day
from gongkai.law.dates import chinese, with_weekday


def main(argv: Sequence[str]) -> int:
    """Runs the command: 0 confirmed, 2 wrong use, 3 provisional."""
    asked = _parser().parse_args(argv)
    try:
        calendar = calendar_of(asked)
        due = calendar.add_workdays(asked.start, asked.n)
    except (ValueError, OSError) as error:
        print(f"{said(error)}。", file=sys.stderr)
        return WRONG_USE
    days = tuple(calendar.days(asked.start, due.day))
    print("\n".join(_explanation(calendar, asked.start, asked.n, days)))
    print(f"暂定 {due.day}" if due.provisional else due.day)
    return PROVISIONAL if due.provisional else 0


def _parser() -> Parser:
    parser = Parser(
        "gongkai workdays",
        "从起算日的次日起数若干个工作日，说明哪些日子不计入；末行为期限的最后一天。",
        "退出状态：0 日期确定；2 用法不对；3 日期暂定（有年份的放假安排通知尚未收入）。",
    )
    parser.add_argument("start", metavar="起算日", type=written_date, help="如 2024-09-25；当日不计入")
    parser.add_argument("n", metavar="工作日数", type=at_least_one, help="如 20")
    add_calendar_options(parser)
    return parser


def _explanation(calendar: Calendar, start: date, n: int, days: Sequence[Day]) -> Iterator[str]:
    yield f"自{with_weekday(start)}起 {n} 个工作日；当日不计入，从次日数起。"
    off = [one for one in days if not one.works]
    if off:
        yield f"不计入的日子，共 {len(off)} 天："
        yield from _grouped(off, days)
    worked = [one for one in days if one.works and one.reason]
    if worked:
        yield f"周末上班、计入的日子，共 {len(worked)} 天："
        yield from _grouped(worked, days)
    last = days[-1]
    yield f"第 {n} 个工作日：{with_weekday(last.day)}。"
    yield from why_provisional(calendar, days)


def _grouped(some: Iterable[Day], days: Sequence[Day]) -> Iterator[str]:
    """Runs of neighbouring days with the same reason, one a line."""
    at = {one.day: index for index, one in enumerate(days)}
    for _, run in groupby(enumerate(some), key=lambda pair: (at[pair[1].day] - pair[0], pair[1].reason)):
        members = [one for _, one in run]
        first, last = members[0].day, members[-1].day
        span = chinese(first) if first == last else f"{chinese(first)}至{chinese(last)}"
        yield f"  {span}　{members[0].reason}"
