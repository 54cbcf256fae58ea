"""Command lines that explain themselves, and say what is wrong with a call, in Chinese."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from typing import Any, Final, NoReturn

DIGITS: Final = 18
SAID = (
    (r"the following arguments are required: (.+)", r"缺少 \1"),
    (r"unrecognized arguments: (.+)", r"不认识 \1"),
    (r"unrecognized arguments: ", "有多余的空白参数"),
    (r"argument (.+?): ignored explicit argument (.+)", r"\1 后面不能有内容"),
    (r"argument (.+?): expected (?:one|at least one) argument", r"\1 后面缺少内容"),
    (r"argument (.+?): invalid int value: (.+)", r"\1 应为整数，不能是 \2"),
    (r"argument (.+?): invalid choice: (.+?) \(choose from (.+)\)", r"\1 不能是 \2，可选 \3"),
    (r"argument (.+?): not allowed with argument (.+)", r"\1 与 \2 不能同时用"),
    (r"one of the arguments (.+) (.+) is required", r"应写明 \1 或 \2"),
    (r"argument (.+?): (.+)", r"\1：\2"),
)


class Once(argparse.Action):
    """An option with a value, to be written once: of two days for one thing neither is dropped in silence."""

    given = False

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: str | Sequence[Any] | None,
        option_string: str | None = None,
    ) -> None:
        if option_string and self.given:
            parser.error(f"{option_string} 只能写一次")
        self.given = True
        setattr(namespace, self.dest, values)


class Parser(argparse.ArgumentParser):
    """An argument parser whose help and errors are Chinese, for one call; wrong use ends with status 2."""

    def __init__(self, prog: str, says: str, epilog: str = "") -> None:
        super().__init__(
            prog=prog,
            description=says,
            epilog=epilog,
            add_help=False,
            allow_abbrev=False,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        self.register("action", None, Once)
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示本说明")

    def format_usage(self) -> str:
        return super().format_usage().replace("usage: ", "用法：", 1)

    def format_help(self) -> str:
        return super().format_help().replace("usage: ", "用法：", 1)

    def error(self, message: str) -> NoReturn:
        said = next(
            (m.expand(put) for like, put in SAID if (m := re.fullmatch(like, message, re.DOTALL))), message
        )
        print(f"用法不对：{said}。\n{self.format_usage()}", end="", file=sys.stderr)
        raise SystemExit(2)


def at_least_zero(text: str) -> int:
    """A whole number from 0 up, for ``type=``."""
    return _whole(text, 0)


def at_least_one(text: str) -> int:
    """A whole number from 1 up, for ``type=``."""
    return _whole(text, 1)


def _whole(text: str, least: int) -> int:
    if len(text) > DIGITS:
        raise argparse.ArgumentTypeError(f"数字太长，最多 {DIGITS} 位")
    if not text.isdecimal() or int(text) < least:
        raise argparse.ArgumentTypeError(f"应为 {least} 以上的整数，不能是“{text}”")
    return int(text)
