"""Damaged and twisted copies of real and invented reports: each is made from a seed and a number alone, so that any one
of them can be made again."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from functools import cache
from random import Random
from typing import NamedTuple

from bench.papers import papers

_SUFFIXES = (".txt", ".md", ".html", ".docx", ".xlsx", ".xls", ".doc", ".pdf")
_SLOW = frozenset([".pdf", ".xlsx", ".xls"])
_SLOW_SHARE = 0.05
_ENCODINGS = ("gb18030", "utf-16", "utf-8-sig", "big5", "utf-16-be", "utf-7", "utf-32")
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_NUMBER = re.compile(r"\d+")
_TAG = re.compile(r"<[^<>]*>")
_SPAN = re.compile(r"(colspan|rowspan|gridSpan w:val|ilvl w:val|ss:Index)=\"?\d*\"?")
_ODD = (
    "\x00", "\ufffd", "\u202e", "\u200b", "\ufeff", "\U00020b9f", "\u00a0" * 40, "9" * 400, "|" * 60, "（" * 50, "一、" * 40,
    "&#x110000;", "&nbsp;", "<![CDATA[", "-->", "<!--", "]]>", "\x0c", "\\u", "年", "%", "，" * 30, "⼀", "²", "一百零", "٣",
)  # fmt: skip


class Sample(NamedTuple):
    """An undamaged paper."""

    name: str
    data: bytes

    @property
    def suffix(self) -> str:
        return "." + self.name.rpartition(".")[2]


Mutator = Callable[[Random, bytes], bytes]


@cache
def samples() -> tuple[tuple[Sample, ...], tuple[Sample, ...]]:
    """The papers to start from: quick ones, and those that a process of their own opens."""
    found = [Sample(path.name, path.read_bytes()) for path in papers(*_SUFFIXES)]
    slow = tuple(sample for sample in found if sample.suffix in _SLOW)
    return tuple(sample for sample in found if sample.suffix not in _SLOW), slow


def mutation(seed: int, number: int) -> Sample:
    """The damaged paper of a seed and a number: one to four changes to one sample, the same on every run."""
    random = Random(f"{seed}:{number}")
    quick, slow = samples()
    sample = random.choice(slow if slow and random.random() < _SLOW_SHARE else quick)
    data = sample.data
    for _ in range(random.choice((1, 1, 2, 4))):
        data = random.choice(_mutators(sample.suffix, data))(random, data)
    return Sample(sample.name, data[:3_000_000])


def _mutators(suffix: str, data: bytes) -> Sequence[Mutator]:
    if data.startswith(b"PK"):
        return (in_part, in_part, in_part, without_part, *BYTES[:2])
    if suffix == ".pdf" or data.startswith(b"\xd0\xcf"):
        return (*BYTES, other_digits)
    if b"<td" in data or b"<p" in data:
        return (*BYTES, *TEXT, *TEXT, *MARKUP, *MARKUP, *MARKUP)
    return (*BYTES, *TEXT, *TEXT, *TEXT)


def flip(random: Random, data: bytes) -> bytes:
    """Single bytes changed."""
    changed = bytearray(data)
    for _ in range(random.choice((1, 3, 30)) if data else 0):
        changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


def cut(random: Random, data: bytes) -> bytes:
    """A piece taken out, or the end."""
    start, end = _slice(random, data)
    return data[:start] if random.random() < 0.5 else data[:start] + data[end:]


def repeat(random: Random, data: bytes) -> bytes:
    """A piece said again, up to thirty times."""
    start, end = _slice(random, data)
    return data[:end] + data[start:end] * random.choice((1, 2, 30)) + data[end:]


def splice(random: Random, data: bytes) -> bytes:
    """The beginning of this paper and the end of another."""
    other = random.choice(samples()[0]).data
    return data[: _slice(random, data)[0]] + other[_slice(random, other)[0] :]


def move(random: Random, data: bytes) -> bytes:
    """A piece in another place."""
    start, end = _slice(random, data)
    piece, rest = data[start:end], data[:start] + data[end:]
    place = random.randint(0, len(rest))
    return rest[:place] + piece + rest[place:]


def other_digits(random: Random, data: bytes) -> bytes:
    """Some digits replaced, as bytes."""
    return re.sub(
        rb"\d", lambda found: b"%d" % random.randrange(10) if random.random() < 0.02 else found[0], data
    )


def _slice(random: Random, data: bytes | str) -> tuple[int, int]:
    start = random.randint(0, len(data))
    return start, min(len(data), start + random.choice((1, 10, 300, 5000)))


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")


def _as_text(change: Callable[[Random, str], str]) -> Mutator:
    """A change of characters as one of bytes; the encoding is changed to UTF-8."""
    return lambda random, data: change(random, _text(data)).encode("utf-8", "replace")


def other_encoding(random: Random, data: bytes) -> bytes:
    return _text(data).encode(random.choice(_ENCODINGS), "replace")


def other_numbers(random: Random, text: str) -> str:
    """Some numbers replaced by absurd ones."""
    odd = (
        "",
        "0",
        "00",
        "1.5",
        "-3",
        "９",
        "1,000",
        "/",
        "—",
        "9" * 30,
        "无",
        "1 2",
        "3.",
        ".5",
        "1e9",
        "12（其中3）",
    )
    return _NUMBER.sub(lambda found: random.choice(odd) if random.random() < 0.05 else found[0], text)


def full_width(random: Random, text: str) -> str:
    return text.translate(_FULL_WIDTH)


def joined(random: Random, text: str) -> str:
    """All line ends gone, or all blanks."""
    return text.replace(random.choice(("\n", " ", "\u3000", "|")), "")


def mixed_lines(random: Random, text: str) -> str:
    """Some neighbouring lines exchanged, doubled or dropped."""
    lines = text.splitlines()
    for _ in range(random.choice((1, 5, 40)) if len(lines) > 1 else 0):
        place = random.randrange(len(lines) - 1)
        lines[place : place + 2] = random.choice(
            ([lines[place + 1], lines[place]], [lines[place]], [lines[place]] * 2)
        )
        if len(lines) < 2:
            break
    return "\n".join(lines)


def torn_lines(random: Random, text: str) -> str:
    """Line ends in the middle of words."""
    share = random.choice((0.01, 0.2))
    return "".join(char + "\n" if random.random() < share else char for char in text)


def odd_signs(random: Random, text: str) -> str:
    place = random.randint(0, len(text))
    return text[:place] + random.choice(_ODD) + text[place:]


def swapped_words(random: Random, text: str) -> str:
    """Two pieces of a few characters exchanged, as labels are."""
    a, b = sorted(random.randint(0, len(text)) for _ in range(2))
    length = random.randint(1, 12)
    if b - a <= length:
        return text
    return text[:a] + text[b : b + length] + text[a + length : b] + text[a : a + length] + text[b + length :]


def lost_tags(random: Random, text: str) -> str:
    return _TAG.sub(lambda found: "" if random.random() < 0.03 else found[0], text)


def doubled_tags(random: Random, text: str) -> str:
    return _TAG.sub(lambda found: found[0] * 2 if random.random() < 0.03 else found[0], text)


def absurd_spans(random: Random, text: str) -> str:
    odd = (0, 2, 30, 1000, 10**9, -1)
    return _SPAN.sub(
        lambda found: f'{found[1]}="{random.choice(odd)}"' if random.random() < 0.3 else found[0], text
    )


def swapped_tags(random: Random, text: str) -> str:
    """Some tags replaced by any other of the same paper."""
    tags = _TAG.findall(text)
    return _TAG.sub(lambda found: random.choice(tags) if random.random() < 0.02 else found[0], text)


BYTES: tuple[Mutator, ...] = (flip, cut, repeat, splice, move)
TEXT: tuple[Mutator, ...] = (
    other_encoding,
    *map(_as_text, (other_numbers, full_width, joined, mixed_lines, torn_lines, odd_signs, swapped_words)),
)
MARKUP: tuple[Mutator, ...] = tuple(map(_as_text, (lost_tags, doubled_tags, absurd_spans, swapped_tags)))


def in_part(random: Random, data: bytes) -> bytes:
    """One XML part of an office file changed, the archive sound."""
    parts = _parts(data)
    names = [name for name in parts if name.endswith((".xml", ".rels"))]
    if not names:
        return flip(random, data)
    chosen = random.choice([name for name in names if "document" in name or "sheet" in name] or names)
    parts[chosen] = random.choice((*BYTES, *TEXT, *MARKUP, *MARKUP))(random, parts[chosen])
    return _packed(parts)


def without_part(random: Random, data: bytes) -> bytes:
    parts = _parts(data)
    if parts:
        del parts[random.choice(list(parts))]
    return _packed(parts)


def _parts(data: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    except Exception:  # an archive damaged before is not opened again
        return {}


def _packed(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return stream.getvalue()
