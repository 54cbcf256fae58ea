"""What the commands that count days share: how a day is read and written, and the calendar with an operator's own files."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from gongkai.cli.arguments import Parser
from gongkai.law.calendar import Calendar, Day, official_calendar
from gongkai.law.explained import missing_notices
from gongkai.law.load import LawError
from gongkai.law.notices import read_notice, read_override

PROVISIONAL = 3
WRONG_USE = 2
WRITTEN_DATES = (r"(\d{4})-(\d{1,2})-(\d{1,2})", r"(\d{4})年(\d{1,2})月(\d{1,2})日", r"(\d{4})(\d{2})(\d{2})")


def written_date(text: str) -> date:
    """A date written 2024-09-25, 2024年9月25日 or 20240925, for ``type=``."""
    for form in WRITTEN_DATES:
        if found := re.fullmatch(form, text.strip()):
            try:
                return date(*(int(part) for part in found.groups()))
            except ValueError:
                raise argparse.ArgumentTypeError(f"没有“{text}”这一天") from None
    raise argparse.ArgumentTypeError(f"应写成 2024-09-25、2024年9月25日 或 20240925，不能是“{text}”")


def add_calendar_options(parser: Parser) -> None:
    """The options by which a command takes in an operator's notices and overrides."""
    parser.add_argument(
        "--notice", metavar="文件", action="append", default=[], help="再收入一份放假安排通知（TOML），可多次"
    )
    parser.add_argument(
        "--override", metavar="文件", action="append", default=[], help="再收入一份本地调整（TOML），可多次"
    )


def calendar_of(asked: argparse.Namespace) -> Calendar:
    """The shipped calendar with the files of those options; OSError or LawError for a file that will not do."""
    calendar = official_calendar()
    for name in asked.notice:
        calendar = calendar.with_notice(read_notice(Path(name).read_bytes(), Path(name).name))
    for name in asked.override:
        calendar = calendar.with_override(read_override(Path(name).read_bytes(), Path(name).name))
    return calendar


def said(error: Exception) -> str:
    """What went wrong with the files or the question, in one sentence."""
    if isinstance(error, OSError):
        return f"不能读取文件“{error.filename}”"
    return f"文件不对：{error}" if isinstance(error, LawError) else str(error)


def why_provisional(calendar: Calendar, days: Sequence[Day]) -> Iterator[str]:
    """The sentence that names the notices that are missing for some of these days, if any is."""
    missing = missing_notices(calendar, days)
    if missing:
        yield f"{missing}；收入通知（--notice）后请重算。"
