"""The characters of a PDF page with their places, as a person would type them."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from pypdfium2 import raw

from gongkai.reading.pdf.shapes import TURNS, Box, Char, Place, bounds

# Radicals that fonts put in place of the character of the same shape and that NFKC leaves alone.
_RADICALS = str.maketrans(
    "⺁⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⺒⺓⺎⺌⺩⺬⺮⺶⺼⻎⻏⻐⻀⺡⺘⺅⺜⺝⻑",
    "厂民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙巳幺兀小王示竹羊肉辶阝钅艹氵扌亻日月长",
)
_HYPHENS = (0x02, 0xFFFE)  # what pdfium hands out for a hyphen at the end of a line
_UNKNOWN = 0xFFFD  # stands for a character whose font does not say what it is
_HAN = 0x2E80  # from here on characters are as wide as high
_LEAST, _LARGEST = 4.0, 45.0  # points: characters out of this range are looked at twice
_MOST = 60_000  # characters of one page
_INVISIBLE = 3


class Glyph(NamedTuple):
    """A character in the coordinates of the file, with the quarter turns it is printed at."""

    code: int
    left: float
    bottom: float
    right: float
    top: float
    origin: Place
    turn: int


def text_to_glyphs(text: Any) -> list[Glyph]:
    """Characters of a text page handle, without those that pdfium made up and slanted ones (watermarks)."""
    rect, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    at_rect, at_x, at_y = ctypes.byref(rect), ctypes.byref(x), ctypes.byref(y)
    unicode, loose = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox
    origin, angle, unknown = (
        raw.FPDFText_GetCharOrigin,
        raw.FPDFText_GetCharAngle,
        raw.FPDFText_HasUnicodeMapError,
    )
    found: list[Glyph] = []
    for i in range(min(raw.FPDFText_CountChars(text), _MOST)):
        code = unicode(text, i)
        loose(text, i, at_rect)
        if code <= 32 and code not in _HYPHENS and rect.left == rect.right:
            continue
        turn = _quarter(angle(text, i))
        if turn is not None:
            origin(text, i, at_x, at_y)
            box = rect.left, rect.bottom, rect.right, rect.top
            if code >= _HAN and not _LEAST <= rect.right - rect.left <= _LARGEST:
                box = _square(text, i)
            found.append(Glyph(_UNKNOWN if unknown(text, i) == 1 else code, *box, (x.value, y.value), turn))
    return found


def _square(text: Any, i: int) -> tuple[float, float, float, float]:
    """The place of a character whose box pdfium does not scale, as it does with vertical writing."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(text, i, *map(ctypes.byref, (left, right, bottom, top)))
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text, i, ctypes.byref(matrix))
    half = raw.FPDFText_GetFontSize(text, i) * math.hypot(matrix.a, matrix.b) / 2
    x, y = (left.value + right.value) / 2, (bottom.value + top.value) / 2
    return x - half, y - half, x + half, y + half


def _quarter(angle: float) -> int | None:
    """Quarter turns of a character, None for a slanted one."""
    turns = angle / (math.pi / 2)
    nearest = round(turns)
    return nearest % 4 if abs(turns - nearest) < 0.05 else None


def reading_turn(glyphs: Sequence[Glyph]) -> int:
    """The quarter turns at which most of the text stands."""
    turns = Counter(glyph.turn for glyph in glyphs)
    return turns.most_common(1)[0][0] if turns else 0


def is_strange(glyph: Glyph) -> bool:
    """Whether the font keeps to itself what the character is."""
    code = glyph.code
    return code in (0, _UNKNOWN) or 0xE000 <= code <= 0xF8FF or code >= 0xF0000


def is_invisible(text: Any) -> bool:
    """Whether the text is printed invisibly, by two of its characters."""
    places = (raw.FPDFText_CountChars(text) // 3, raw.FPDFText_CountChars(text) // 2)
    shapes = [raw.FPDFText_GetTextObject(text, i) for i in places]
    return all(shape and raw.FPDFTextObj_GetTextRenderMode(shape) == _INVISIBLE for shape in shapes)


def glyphs_to_chars(glyphs: Sequence[Glyph], turn: int) -> list[Char]:
    """Glyphs in the order of the file to upright characters, those printed twice on the spot (for bold) once."""
    found: list[Char] = []
    latest: dict[str, deque[Char]] = defaultdict(lambda: deque(maxlen=12))
    for glyph in _whole(glyphs):
        char = _upright(glyph, turn)
        others = latest[char.text]
        if not _is_repeated(char, others):
            others.append(char)
            found.append(char)
    return found


def _upright(glyph: Glyph, turn: int) -> Char:
    code, left, bottom, right, top, origin, _ = glyph
    if turn == 0:
        box, base = Box(left, -top, right, -bottom), -origin[1]
    else:
        box, base = bounds(((left, bottom), (right, top)), TURNS[turn]), TURNS[turn](*origin)[1]
    em = box.right - box.left if code >= _HAN else 0.75 * (box.bottom - box.top)
    return Char(_plain(code), *box, base, em or 1.0)


def _whole(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Surrogate halves put together."""
    found: list[Glyph] = []
    for glyph in glyphs:
        if 0xDC00 <= glyph.code < 0xE000 and found and 0xD800 <= found[-1].code < 0xDC00:
            high = found.pop()
            found.append(high._replace(code=0x10000 + ((high.code - 0xD800) << 10) + glyph.code - 0xDC00))
        else:
            found.append(glyph)
    return found


def _plain(code: int) -> str:
    """The character meant: radicals and vertical forms of a font become what a person would type."""
    if code in _HYPHENS:
        return "-"
    if code < 32 or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return chr(_UNKNOWN)
    char = chr(code)
    if 0x2E80 <= code < 0x2FE0 or 0xF900 <= code < 0xFB00 or 0xFE30 <= code < 0xFE50:
        return unicodedata.normalize("NFKC", char).translate(_RADICALS)
    return " " if char.isspace() else char


def _is_repeated(char: Char, others: Iterable[Char]) -> bool:
    near = 0.12 * char.em
    return any(abs(char.left - other.left) < near and abs(char.base - other.base) < near for other in others)
