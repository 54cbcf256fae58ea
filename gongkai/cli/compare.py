"""``gongkai compare``: two reports side by side — figures, what was carried over, passages they share."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence

from gongkai.cli.arguments import Parser
from gongkai.paper.as_text import figure_as_text, heading
from gongkai.paper.columns import table
from gongkai.paper.passages import Shared, shared_passages
from gongkai.paper.report import Report, same_body
from gongkai.reading.many import Source, read_source
from gongkai.sheets.compare import Carry, Comparison, Pair, compare

AGREES, DIFFERS, WRONG_USE = range(3)
QUOTE_LENGTH = 120
HEAD = ["项目", "栏目", "甲", "乙", "乙－甲", "乙÷甲"]

EXPLAINED = """退出状态：0 结转衔接，或无从比较；1 上年结转下年的数与本年承接的数不一致；2 用法不对。

示例：
  gongkai compare 2022年报.docx 2023年报.docx
  gongkai compare 甲镇年报.html 乙镇年报.html
"""


def parser() -> argparse.ArgumentParser:
    """The command line of ``gongkai compare``."""
    line = Parser("gongkai compare", "比较两份年度报告：数字对照、上年结转、内容雷同。", EXPLAINED)
    line.add_argument("first", metavar="甲", help="一份报告")
    line.add_argument("second", metavar="乙", help="另一份报告")
    return line


def main(argv: Sequence[str]) -> int:
    """Prints the comparison; status 1 where one body's carry-over does not agree."""
    called = parser().parse_args(argv)
    names = (called.first, called.second)
    missing = [name for name in names if not os.path.isfile(name)]
    if missing:
        print(f"没有这个文件：{'、'.join(missing)}。", file=sys.stderr)
        return WRONG_USE
    first, second = (read_source(Source(name)) for name in names)
    print("\n".join([*heading(first, f"甲：{names[0]}"), *heading(second, f"乙：{names[1]}"), ""]))
    status = _tell_figures(first, second)
    print("\n".join(_shared(shared_passages(first, second))))
    return status


def _tell_figures(first: Report, second: Report) -> int:
    if not (first.sheets and second.sheets):
        print("数字对照：至少有一份报告没有国家统一格式的统计表，不能对照。\n")
        return AGREES
    compared = compare(first.sheets[0], second.sheets[0])
    print("\n".join(_figures(compared)))
    if not (compared.carried and same_body(first.body, second.body)):
        return AGREES
    print("\n".join(_carried(compared.carried)))
    return DIFFERS if any(carry.agrees is False for carry in compared.carried) else AGREES


def _figures(compared: Comparison) -> Iterator[str]:
    differing = [
        pair for pair in compared.pairs if pair.difference or pair.first.face is not pair.second.face
    ]
    yield f"〔数字对照〕可比 {len(compared.pairs)} 格，其中数字不同或缺一方的 {len(differing)} 格"
    yield from (f"口径变化：{says}" for says in compared.breaks)
    yield from table([HEAD, *(_row(pair) for pair in differing)])
    yield ""


def _row(pair: Pair) -> list[str]:
    difference = "" if pair.difference is None else f"{pair.difference:+}"
    ratio = "" if pair.ratio is None else f"{pair.ratio:.2f}"
    figures = (figure_as_text(pair.first), figure_as_text(pair.second))
    return [pair.row, pair.column, *figures, difference, ratio]


def _carried(carried: Sequence[Carry]) -> Iterator[str]:
    yield "〔上年结转〕前一年结转下年度 → 后一年上年结转"
    yield from table([_carry_row(carry) for carry in carried])
    yield ""


def _carry_row(carry: Carry) -> list[str]:
    verdict = {True: "衔接", False: "不一致", None: "无从比较"}[carry.agrees]
    return [carry.label, figure_as_text(carry.carried_out), figure_as_text(carry.carried_in), verdict]


def _shared(shared: Shared) -> Iterator[str]:
    yield f"〔内容雷同〕{len(shared.passages)} 处，占甲正文 {shared.share_here:.1%}，占乙正文 {shared.share_there:.1%}"
    for number, passage in enumerate(sorted(shared.passages, key=lambda one: -one.length), 1):
        yield f"{number}. {passage.length} 字　甲「{_clipped(passage.here)}」"
        if passage.there != passage.here:
            yield f"   　　　乙「{_clipped(passage.there)}」"
    if not shared.passages:
        yield "除格式规定的文字外，没有发现相同的段落。"


def _clipped(quote: str) -> str:
    return quote if len(quote) <= QUOTE_LENGTH else f"{quote[:QUOTE_LENGTH]}……"
