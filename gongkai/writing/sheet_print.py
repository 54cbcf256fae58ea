"""What a read report's last chapters hold of the print around its sheets: titles, year, maker, signature block. It is
taken out of the prose, so that it is printed once."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from gongkai.paper.report import Section
from gongkai.sheets.forms import form

LABELS: Final = form("2014").tables[0].foot
_FIELD: Final = re.compile(f"({'|'.join(LABELS)})[（(]?(?:签字|签名|盖章)?[）)]?[:：]")
_TITLE: Final = re.compile(r"(?:附件?\d{0,2}[:：]?)?[^。，；]{0,40}统计表(?:[（(][^（()）]{1,12}[)）])?")
_REST: Final = re.compile(
    r"附件?\d{0,2}[:：]?|[（(]?\d{4}年度?[)）]?|填报单位(?:[（(]盖章[)）])?[:：].{0,40}|(?:统计指标|计?量?单位|统计数|统计说明)+"
)


@dataclass(frozen=True)
class SheetPrint:
    """The signature blocks as they were filled in, one for each sheet that has one: label → value."""

    blocks: tuple[dict[str, str], ...] = ()

    def block(self, number: int) -> dict[str, str] | None:
        """The signature block of the sheet with this number; None where the paper has none."""
        return self.blocks[number] if number < len(self.blocks) else None


def without_sheet_of_2014(sections: Sequence[Section]) -> tuple[tuple[Section, ...], SheetPrint]:
    """Chapters → the chapters without the print of the sheets of 2014 at their end, and the signature blocks.

    Only lines from the sheet's title or signature on are taken, and only those that are its print; other text stays.
    """
    *before, last = sections or (None,)
    if last is None:
        return (), SheetPrint()
    own = [last]
    while before and before[-1] and own[0].number is None and _is_print(own[0].title):
        own.insert(0, before.pop())
    lines = [line for at, one in enumerate(own) for line in ((one.title,) if at else ()) + one.paragraphs]
    start = next((at for at, line in enumerate(lines) if _is_print(line)), len(lines))
    kept = [line for line in lines[start:] if not _is_print(line)]
    section = own[0]._replace(paragraphs=(*lines[:start], *kept))
    return (*(one for one in before if one), section), SheetPrint(_blocks(lines[start:]))


def without_captions(sections: Sequence[Section], captions: Collection[str]) -> tuple[Section, ...]:
    """Chapters → the last of them without the captions of further sheets."""
    if not sections:
        return ()
    *before, last = sections
    return (
        *before,
        last._replace(paragraphs=tuple(line for line in last.paragraphs if line not in captions)),
    )


def _is_print(line: str) -> bool:
    bare = "".join(line.split())
    return bool(_TITLE.fullmatch(bare) or _FIELD.match(bare) or _REST.fullmatch(bare))


def _blocks(lines: Sequence[str]) -> tuple[dict[str, str], ...]:
    """单位负责人：甲  审核人：乙 → each label with its value; a label that comes again begins the next block."""
    blocks: list[dict[str, str]] = []
    for line in lines:
        bits = _FIELD.split(line)
        for label, value in zip(bits[1::2], bits[2::2], strict=True):
            if not blocks or label in blocks[-1]:
                blocks.append({})
            blocks[-1][label] = " ".join(value.split())
    return tuple(blocks)
