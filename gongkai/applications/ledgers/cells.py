"""A row of a ledger cell by cell: what was meant, in its type, or what is wrong with it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple

from gongkai.applications.ledgers.columns import LedgerColumn, ledger_columns, meanings, plain
from gongkai.paper.workbook_child import LONG

DAY: Final = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T].*)?|(\d{4})(\d\d)(\d\d)")
FIRST_DAY: Final = date(2008, 5, 1)  # the first 条例 came into force
NONE: Final = ("无", "/", "—", "-", "–", "——")


class Trouble(NamedTuple):
    """What is wrong with a cell; ``label``: the column, "" for the row as a whole."""

    label: str
    says: str


@dataclass
class Read:
    """A row in types. ``texts``: as it was sent, by code of column."""

    number: int
    texts: Mapping[str, str]
    days: dict[str, date] = field(default_factory=dict)
    wholes: dict[str, int] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    troubles: list[Trouble] = field(default_factory=list)

    def text(self, code: str) -> str:
        return self.texts.get(code, "")

    def wrong(self, code: str, says: str) -> None:
        """Note what is wrong with a cell."""
        self.troubles.append(Trouble(ledger_columns()[code].label, says))


def read_row(number: int, sent: Mapping[str, str]) -> Read:
    """A row as it was sent (texts by code of column) → the same in types, every cell that makes no sense named."""
    texts = {code: _clean(text) for code, text in sent.items()}
    row = Read(number, {code: text.removeprefix(LONG) for code, text in texts.items()})
    for code, column in ledger_columns().items():
        text = texts.get(code, "")
        if text.startswith(LONG):
            row.wrong(code, "是超过 15 位的数字，Excel 已丢失后几位；请把单元格设为文本后重新填写。")
        elif not text and column.required:
            row.wrong(code, "没有填写。")
        elif len(text) > column.longest:
            row.wrong(code, f"太长，最多 {column.longest} 个字。")
        elif text:
            READERS.get(column.kind, _word)(row, column, text)
    return row


def _clean(text: str) -> str:
    visible = "".join(
        sign for sign in text if unicodedata.category(sign) not in ("Cc", "Cf") or sign in "\n\t"
    )
    bare = visible.strip().removeprefix("'").strip()
    return "" if bare in NONE else bare


def _text(row: Read, column: LedgerColumn, text: str) -> None:
    """A text is taken as it stands."""


def _day(row: Read, column: LedgerColumn, text: str) -> None:
    found = DAY.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if found is None:
        row.wrong(column.code, f"“{text}”不是日期，应写成 2025-01-20 的样子。")
        return
    year, month, day = (int(one) for one in found.groups() if one is not None)
    try:
        meant = date(year, month, day)
    except ValueError:
        row.wrong(column.code, f"“{text}”不是日历上的日子。")
        return
    if meant < FIRST_DAY:
        row.wrong(column.code, f"{meant} 早于《政府信息公开条例》施行之日（{FIRST_DAY}）。")
    row.days[column.code] = meant


def _whole(row: Read, column: LedgerColumn, text: str) -> None:
    found = re.fullmatch(r"(\d{1,3})\s*(?:个工作日|个|天|日)?", unicodedata.normalize("NFKC", text), re.ASCII)
    if found is None:
        row.wrong(column.code, f"“{text}”不是整数。")
    else:
        row.wholes[column.code] = int(found[1])


def _word(row: Read, column: LedgerColumn, text: str) -> None:
    code = meanings(column.kind).get(plain(text))
    if code is None:
        row.wrong(column.code, f"“{text}”不认识，请改成{_choices(column.kind)}之一。")
    else:
        row.codes[column.code] = code


def _choices(kind: str) -> str:
    first: dict[str, str] = {}
    for word, code in meanings(kind).items():
        first.setdefault(code, word)
    return "、".join(first.values())


READERS: Final[Mapping[str, Callable[[Read, LedgerColumn, str], None]]] = {
    "text": _text,
    "day": _day,
    "whole": _whole,
}
