"""The fonts of a PDF: Noto Serif and Sans SC as shipped, further folders of fonts behind them, and what they lack."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple
from unicodedata import category

import pylopdf_fonts_zh_cn as shipped
import typst
from fontTools.ttLib import TTFont

SERIF: Final = "Noto Serif SC"  # as typst sees them; a wrong name would fall back silently
SANS: Final = "Noto Sans SC"
_INVISIBLE: Final = frozenset(
    {"Cf", "Zs", "Mn"}
)  # marks that no glyph need stand for, where the font has none
_TOLD: Final = 10  # missing characters that a message names


class Text(NamedTuple):
    """A text to be set, and where in the document it stands, as a person finds it."""

    where: str
    text: str


class MissingGlyph(ValueError):
    """Characters that no font has. ``characters`` in the order met; the message names them and their first places."""

    def __init__(self, missing: Iterable[tuple[str, Text]]) -> None:
        found = dict(reversed([(char, text) for char, text in missing]))
        self.characters: tuple[str, ...] = tuple(reversed(found))
        told = "；".join(_told(char, found[char]) for char in self.characters[:_TOLD])
        more = f"；等 {len(found)} 个字" if len(found) > _TOLD else ""
        super().__init__(
            f"PDF 所用的字体里没有这些字：{told}{more}。请补充含有这些字的字体，或者改用 Word 版本。"
        )


def _told(char: str, place: Text) -> str:
    at = place.text.find(char)
    around = place.text[max(at - 6, 0) : at + 7]
    return f"“{char}”（U+{ord(char):04X}，{place.where}“{around}”）"


@dataclass(frozen=True)
class Typefaces:
    """Fonts ready to set with. ``more``: families behind serif and sans, in order; ``covered``: code points they have."""

    fonts: typst.Fonts
    more: tuple[str, ...]
    covered: frozenset[int]

    def missing(self, texts: Iterable[Text]) -> Iterator[tuple[str, Text]]:
        """Each character without a glyph, with the text it stands in."""
        for text in texts:
            lacking = {char for char in text.text if ord(char) not in self.covered and _needs_glyph(char)}
            yield from ((char, text) for char in text.text if char in lacking)


def _needs_glyph(char: str) -> bool:
    return category(char) not in _INVISIBLE


@cache
def typefaces(folders: tuple[Path, ...] = ()) -> Typefaces:
    """The shipped fonts, then those in ``folders`` for what they lack. ValueError: a folder holds no font."""
    own = _fonts(shipped.serif_path().parent, *folders)
    families = [one.family for one in own.fonts()]
    for folder in folders:
        if not _fonts(folder).fonts():
            raise ValueError(f"{folder} 里没有字体文件（.otf、.ttf、.ttc）")
    more = tuple(dict.fromkeys(one for one in families if one not in (SERIF, SANS)))
    return Typefaces(own, more, frozenset().union(*map(_covered, own.fonts())))


def _fonts(*folders: Path) -> typst.Fonts:
    paths = [str(folder) for folder in folders]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=paths)


def _covered(font: typst.FontInfo) -> frozenset[int]:
    """Code points a font file has a glyph for."""
    if font.path is None:
        return frozenset()
    with TTFont(font.path, fontNumber=font.index, lazy=True) as opened:
        return frozenset(opened.getBestCmap() or ())
