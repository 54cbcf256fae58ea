"""``gongkai deadline RECEIVED …``: by which day an application has to be answered, step by step; the last line is the date
alone, or ``暂定 DATE``."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence

from gongkai.cli.arguments import Parser, at_least_zero
from gongkai.cli.days import (
    PROVISIONAL,
    WRONG_USE,
    add_calendar_options,
    calendar_of,
    said,
    why_provisional,
    written_date,
)
from gongkai.law.deadlines import Consultation, History, due_of
from gongkai.law.explained import explanation

CONSULTED = re.compile(r"(?P<sent>[^.@]+)\.\.(?P<answered>[^.@]+)?(?:@(?P<received>[^.@]+))?")


def main(argv: Sequence[str]) -> int:
    """Runs the command: 0 confirmed, 2 wrong use, 3 provisional."""
    asked = _parser().parse_args(argv)
    history = History(asked.received, asked.corrected, tuple(asked.consulted), asked.extended, asked.paid)
    try:
        calendar = calendar_of(asked)
        due = due_of(history, calendar=calendar)
        said_lines = list(explanation(history, calendar=calendar))
    except (ValueError, OSError) as error:
        print(f"{said(error)}。", file=sys.stderr)
        return WRONG_USE
    said_lines += why_provisional(calendar, tuple(calendar.days(history.start, due.day)))
    print("\n".join(said_lines))
    print(f"暂定 {due.day}" if due.provisional else due.day)
    return PROVISIONAL if due.provisional else 0


def consulted(text: str) -> Consultation:
    """A consultation written SENT..[ANSWERED][@RECEIVED], for ``type=``."""
    found = CONSULTED.fullmatch(text.strip())
    if found is None:
        raise argparse.ArgumentTypeError(
            f"应写成 发出日..[收到意见日][@对方收到日]，如 2024-10-08..2024-10-16@2024-10-10，不能是“{text}”"
        )
    answered, received = (
        written_date(found[key]) if found[key] else None for key in ("answered", "received")
    )
    return Consultation(written_date(found["sent"]), answered, received)


def _parser() -> Parser:
    parser = Parser(
        "gongkai deadline",
        "申请应当在哪天以前答复：逐步说明，末行为期限的最后一天。",
        "退出状态：0 日期确定；2 用法不对；3 日期暂定（放假安排通知尚未收入，或者征求意见何时结束还不能确定）。",
    )
    parser.add_argument("received", metavar="收到日", type=written_date, help="收到申请之日，如 2024-09-25")
    parser.add_argument("--corrected", metavar="日期", type=written_date, help="收到补正之日")
    parser.add_argument(
        "--consulted",
        metavar="发出日..[收到意见日][@对方收到日]",
        type=consulted,
        action="append",
        default=[],
        help="征求第三方（或者其他机关）意见，可多次；没有意见的，算到对方收到后15个工作日",
    )
    parser.add_argument(
        "--extended", metavar="工作日数", type=at_least_zero, default=0, help="延长答复的工作日"
    )
    parser.add_argument("--paid", metavar="日期", type=written_date, help="缴纳信息处理费之日")
    add_calendar_options(parser)
    return parser
