"""``gongkai fee --items N | --pages N``: the information processing fee (信息处理费), band by band; the last line is the
amount in yuan alone."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import date

from gongkai.cli.arguments import Parser, at_least_one, at_least_zero
from gongkai.cli.days import written_date
from gongkai.law.fees import Charge, NoFee, charge, standard, standards

WRONG_USE = 2
PER = {"month": "同一申请人一个自然月内累计的件数", "application": "每件申请的页数（A4）单独计算"}


def main(argv: Sequence[str]) -> int:
    """Runs the command: 0 computed, 2 wrong use."""
    asked = _parser().parse_args(argv)
    code, quantity = ("items", asked.items) if asked.items else ("pages", asked.pages)
    try:
        found = charge(standard(code, asked.on or _latest()), quantity, asked.before)
    except NoFee as error:
        print(f"{error}。", file=sys.stderr)
        return WRONG_USE
    print("\n".join(_explanation(found)))
    print(found.yuan)
    return 0


def _parser() -> Parser:
    parser = Parser(
        "gongkai fee",
        "信息处理费（国办函〔2020〕109号）：逐档计算，末行为应收的元数。",
        "每件申请只按一种标准计收。退出状态：0 已算出；2 用法不对。",
    )
    quantity = parser.add_mutually_exclusive_group(required=True)
    quantity.add_argument("--items", metavar="件数", type=at_least_one, help="按件计收，如 12")
    quantity.add_argument("--pages", metavar="页数", type=at_least_one, help="按量计收，如 68")
    parser.add_argument(
        "--before", metavar="件数", type=at_least_zero, default=0, help="同一申请人当月此前已计的件数"
    )
    parser.add_argument("--on", metavar="日期", type=written_date, help="按哪一天的标准；不写即现行标准")
    return parser


def _latest() -> date:
    return standards()[-1].in_force


def _explanation(found: Charge) -> Iterator[str]:
    one = found.standard
    yield f"{one.label}（{one.basis}）：{PER[one.per]}，超额累进。"
    if found.before:
        yield f"当月此前已计 {found.before} {one.unit}，本次 {found.quantity} {one.unit}。"
    for line in found.lines:
        span = (
            f"第 {line.first} {one.unit}"
            if line.first == line.last
            else f"第 {line.first} 至 {line.last} {one.unit}"
        )
        yield f"  {span}　每{one.unit} {line.rate} 元　{line.yuan} 元"
    yield f"{found.quantity} {one.unit}合计 {found.yuan} 元。"
