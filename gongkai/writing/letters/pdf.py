"""Letters → PDF/A-2a and PDF/UA-1 in the layout of GB/T 9704, one alone or a whole batch for the printer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any, Final

from gongkai.law.letters import Letter
from gongkai.writing.fonts import Text
from gongkai.writing.letters.layout import PLAIN, Extras, LaidLetter, lay
from gongkai.writing.typesetting import settable, strings, typeset

_TEMPLATE: Final = Path(__file__).with_name("letters.typ")
_UNDATED: Final = date(1970, 1, 1)


def letter_to_pdf(letter: Letter, extras: Extras = PLAIN, *, fonts: Sequence[Path] = ()) -> bytes:
    """A letter → PDF, tagged and archival, the same bytes for the same letter; the file bears the day of the letter.

    ``fonts``: folders with fonts for what the shipped ones lack. MissingGlyph names a character that no font has, never
    a box on the page. ValueError: a folder without fonts.
    """
    return letters_to_pdf([(letter, extras)], fonts=fonts)


def letters_to_pdf(
    batch: Sequence[tuple[Letter, Extras]], *, duplex: bool = True, fonts: Sequence[Path] = ()
) -> bytes:
    """Several letters → one PDF to be printed, each from its own page 1; ``duplex``: each begins on a fresh sheet.

    MissingGlyph as for one letter. ValueError: no letter at all.
    """
    if not batch:
        raise ValueError("没有选定要打印的文书。")
    laid = [lay(letter, extras) for letter, extras in batch]
    day = batch[0][0].frame.on or _UNDATED
    given = {
        "title": settable(laid[0].title if len(laid) == 1 else f"文书（{len(laid)} 份）"),
        "author": [settable(laid[0].author)] if laid[0].author else [],
        "date": {"year": day.year, "month": day.month, "day": day.day},
        "duplex": duplex,
        "letters": [_set(asdict(one)) for one in laid],
    }
    return typeset(_TEMPLATE, given, list(_texts(laid)), fonts)


def _set(value: Any) -> Any:
    """Every text as it may be set."""
    if isinstance(value, str):
        return settable(value)
    if isinstance(value, dict):
        return {key: _set(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        named = value._asdict() if hasattr(value, "_asdict") else None
        return _set(named) if named is not None else [_set(one) for one in value]
    return value


def _texts(laid: Sequence[LaidLetter]) -> Iterator[Text]:
    for one in laid:
        yield from (Text(one.title, text) for text in strings(asdict(one)))
