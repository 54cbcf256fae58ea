"""What a read report's last chapter holds of the print of the 2014 sheet: its title, year, maker and signature block."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from gongkai.paper.report import Section
from gongkai.sheets.forms import form

_LABELS: Final = form("2014").tables[0].foot
_FIELD: Final = re.compile(f"({'|'.join(_LABELS)})[（(]?(?:签字|签名|盖章)?[）)]?[:：]")
_TITLE: Final = re.compile(r"(?:附件?\d{0,2}[:：]?)?[^。，；]{0,40}统计表(?:[（(][^（()）]{1,12}[)）])?")
_REST: Final = re.compile(
    r"附件?\d{0,2}[:：]?|[（(]?\d{4}年度?[)）]?|填报单位(?:[（(]盖章[)）])?[:：].{0,40}|(?:统计指标|计?量?单位|统计数|统计说明)+"
)


@dataclass(frozen=True)
class SheetPrint:
    """The signature block as it was filled in: label → value."""

    fields: dict[str, str] = field(default_factory=dict)

    def value(self, label: str) -> str:
        """What is filled in under a label, "" for nothing."""
        return self.fields.get(label, "")


def taken_out(sections: Sequence[Section]) -> tuple[tuple[Section, ...], SheetPrint]:
    """Chapters → the chapters without the print of the sheet at their end, and its signature block.

    Only lines after the sheet's title or among its signature fields are taken; all other text stays.
    """
    if not sections:
        return (), SheetPrint()
    *before, last = sections
    start = next((at for at, line in enumerate(last.paragraphs) if _is_print(line)), len(last.paragraphs))
    kept = [line for line in last.paragraphs[start:] if not _is_print(line)]
    fields: dict[str, str] = {}
    for line in last.paragraphs[start:]:
        fields |= _fields(line)
    paragraphs = (*last.paragraphs[:start], *kept)
    return (*before, last._replace(paragraphs=paragraphs)), SheetPrint(fields)


def _is_print(line: str) -> bool:
    bare = "".join(line.split())
    return bool(_TITLE.fullmatch(bare) or _FIELD.match(bare) or _REST.fullmatch(bare))


def _fields(line: str) -> dict[str, str]:
    """单位负责人：甲  审核人：乙 → each label with its value."""
    bits = _FIELD.split(line)
    return {label: " ".join(value.split()) for label, value in zip(bits[1::2], bits[2::2], strict=True)}
