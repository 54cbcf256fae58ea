"""``gongkai workdays FROM N``: the end of a term of working days, with every day that does not count and why; the
last line is the date alone, or ``暂定 DATE``."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path

from gongkai.cli.arguments import Parser, at_least_one
from gongkai.law.calendar import Calendar, Day, official_calendar
from gongkai.law.load import LawError
from gongkai.law.notices import WEEKDAYS, read_notice, read_override

PROVISIONAL = 3
WRONG_USE = 2
WRITTEN_DATES = (r"(\d{4})-(\d{1,2})-(\d{1,2})", r"(\d{4})年(\d{1,2})月(\d{1,2})日", r"(\d{4})(\d{2})(\d{2})")


def main(argv: Sequence[str]) -> int:
    """Runs the command: 0 confirmed, 2 wrong use, 3 provisional."""
    asked = _parser().parse_args(argv)
    try:
        calendar = _calendar(asked.notice, asked.override)
        due = calendar.add_workdays(asked.start, asked.n)
    except (ValueError, OSError) as error:
        print(f"{_says(error)}。", file=sys.stderr)
        return WRONG_USE
    days = tuple(calendar.days(asked.start, due.day))
    print("\n".join(_explanation(calendar, asked.start, asked.n, days)))
    print(f"暂定 {due.day}" if due.provisional else due.day)
    return PROVISIONAL if due.provisional else 0


def written_date(text: str) -> date:
    """A date written 2024-09-25, 2024年9月25日 or 20240925, for ``type=``."""
    for form in WRITTEN_DATES:
        if found := re.fullmatch(form, text.strip()):
            try:
                return date(*(int(part) for part in found.groups()))
            except ValueError:
                raise argparse.ArgumentTypeError(f"没有“{text}”这一天") from None
    raise argparse.ArgumentTypeError(f"应写成 2024-09-25、2024年9月25日 或 20240925，不能是“{text}”")


def _parser() -> Parser:
    parser = Parser(
        "gongkai workdays",
        "从起算日的次日起数若干个工作日，说明哪些日子不计入；末行为期限的最后一天。",
        "退出状态：0 日期确定；2 用法不对；3 日期暂定（有年份的放假安排通知尚未收入）。",
    )
    parser.add_argument("start", metavar="起算日", type=written_date, help="如 2024-09-25；当日不计入")
    parser.add_argument("n", metavar="工作日数", type=at_least_one, help="如 20")
    parser.add_argument(
        "--notice", metavar="文件", action="append", default=[], help="再收入一份放假安排通知（TOML），可多次"
    )
    parser.add_argument(
        "--override", metavar="文件", action="append", default=[], help="再收入一份本地调整（TOML），可多次"
    )
    return parser


def _calendar(notices: Iterable[str], overrides: Iterable[str]) -> Calendar:
    calendar = official_calendar()
    for name in notices:
        calendar = calendar.with_notice(read_notice(Path(name).read_bytes(), Path(name).name))
    for name in overrides:
        calendar = calendar.with_override(read_override(Path(name).read_bytes(), Path(name).name))
    return calendar


def _says(error: Exception) -> str:
    if isinstance(error, OSError):
        return f"不能读取文件“{error.filename}”"
    return f"文件不对：{error}" if isinstance(error, LawError) else str(error)


def _explanation(calendar: Calendar, start: date, n: int, days: Sequence[Day]) -> Iterator[str]:
    yield f"自{_chinese(start)}（星期{WEEKDAYS[start.weekday()]}）起 {n} 个工作日；当日不计入，从次日数起。"
    off = [one for one in days if not one.works]
    if off:
        yield f"不计入的日子，共 {len(off)} 天："
        yield from _grouped(off, days)
    worked = [one for one in days if one.works and one.reason]
    if worked:
        yield f"周末上班、计入的日子，共 {len(worked)} 天："
        yield from _grouped(worked, days)
    last = days[-1]
    yield f"第 {n} 个工作日：{_chinese(last.day)}（星期{WEEKDAYS[last.day.weekday()]}）。"
    if not all(one.confirmed for one in days):
        yield from _why_provisional(calendar, days)


def _why_provisional(calendar: Calendar, days: Sequence[Day]) -> Iterator[str]:
    first = next(one.day for one in days if not one.confirmed)
    years = {one.day.year + (one.day.month == 12) for one in days if not one.confirmed}
    years |= {one.day.year for one in days}
    missing = "、".join(f"{year} 年" for year in sorted(years) if not calendar.covers(year))
    yield (
        f"{missing}的放假安排通知尚未收入日历，{_chinese(first)}起的日子还不能确定（没有通知的年份只按周末推算），"
        "结果是暂定的；收入通知（--notice）后请重算。"
    )


def _grouped(some: Iterable[Day], days: Sequence[Day]) -> Iterator[str]:
    """Runs of neighbouring days with the same reason, one a line."""
    at = {one.day: index for index, one in enumerate(days)}
    for _, run in groupby(enumerate(some), key=lambda pair: (at[pair[1].day] - pair[0], pair[1].reason)):
        members = [one for _, one in run]
        first, last = members[0].day, members[-1].day
        span = _chinese(first) if first == last else f"{_chinese(first)}至{_chinese(last)}"
        yield f"  {span}　{members[0].reason}"


def _chinese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
