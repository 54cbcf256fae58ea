"""Labels for envelopes: addresses on A4 sheets of two by seven, a begun sheet used up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from gongkai.writing.fonts import Text
from gongkai.writing.typesetting import settable, strings, typeset

SHEET: Final = 14
_TEMPLATE: Final = Path(__file__).with_name("labels.typ")


class Address(NamedTuple):
    """To whom an envelope goes. ``reference``: what the sender's own mail room goes by, as 文号."""

    name: str
    address: str
    postcode: str = ""
    reference: str = ""


def labels_to_pdf(addresses: Sequence[Address], *, used: int = 0, fonts: Sequence[Path] = ()) -> bytes:
    """Addresses → a PDF of labels, 99.1 × 38.1 mm, fourteen a sheet. ``used``: labels gone from the first sheet.

    ValueError in Chinese: no address, one without a name or a place, or ``used`` beyond the sheet. MissingGlyph names a
    character that no font has.
    """
    if not addresses:
        raise ValueError("没有选定要打印的地址。")
    if not 0 <= used < SHEET:
        raise ValueError(f"第一张已用去的标签只能是 0 到 {SHEET - 1} 枚。")
    for number, one in enumerate(addresses, 1):
        if not one.name.strip() or not one.address.strip():
            raise ValueError(f"第 {number} 个地址缺少收件人或者地址，不能打印标签。")
    places = [None] * used + [
        {name: settable(text) for name, text in one._asdict().items()} for one in addresses
    ]
    given = {"title": f"信封标签（{len(addresses)} 枚）", "pages": list(_sheets(places))}
    texts = [
        Text(f"第 {number} 个地址", text) for number, one in enumerate(addresses, 1) for text in strings(one)
    ]
    return typeset(_TEMPLATE, given, texts, fonts)


def _sheets(places: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(places), SHEET):
        yield places[start : start + SHEET]
