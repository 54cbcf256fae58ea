"""Data into a typst template, as data and never as markup: archival, tagged PDF with a glyph for every character."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import typst

from gongkai.writing.fonts import SANS, SERIF, MissingGlyph, Text, typefaces

_STANDARDS: Final[list[Any]] = ["a-2a", "ua-1"]
RUN: Final = re.compile(r"[!-~]+")  # nothing in it breaks
LONGEST_RUN: Final = 40  # letters that a line or a column surely holds
_BREAK: Final = "\u200b"
_BLANK: Final = re.compile(r"[^\S\u3000]+|[\x00-\x1f\x7f-\x9f]+")
_NO_BLANK: Final = re.compile(
    r"(?<=[，。、；：？！）》”’】〕]) | (?=[（《“‘【〔])"
)  # beside a mark that has its own room


def settable(text: str, inside: bool = False) -> str:
    """A text fit to be set on a line: blanks and control characters are one blank, endless words may break. ``inside``: it
    goes on a line that has begun, so that its first blank stays."""
    plain = _NO_BLANK.sub("", _BLANK.sub(" ", text))
    plain = plain.rstrip() if inside else plain.strip()
    return RUN.sub(lambda run: _breakable(run[0]), plain)


def typeset(
    template: Path, given: Mapping[str, Any], places: Sequence[Text], folders: Sequence[Path]
) -> bytes:
    """A template that reads ``sys.inputs.given``, and what it is given → PDF/A-2a and PDF/UA-1.

    ``places``: all that will be printed, with where it stands. ``folders``: of fonts for what the shipped ones lack.
    MissingGlyph: a character that no font has. ValueError: a folder without fonts.
    """
    faces = typefaces(tuple(folders))
    missing = list(faces.missing(places))
    if missing:
        raise MissingGlyph(missing)
    families = {"serif": [SERIF, SANS, *faces.more], "sans": [SANS, SERIF, *faces.more]}
    data = json.dumps({**given, "fonts": families}, ensure_ascii=False)
    made = typst.Compiler(font_paths=faces.fonts).compile(
        template.read_bytes(), format="pdf", sys_inputs={"given": data}, pdf_standards=_STANDARDS
    )
    if not isinstance(made, bytes):
        raise TypeError("typst 没有给出 PDF")
    return made


def strings(value: Any) -> Iterator[str]:
    """Every text in a nest of dicts and lists."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (text for one in value.values() for text in strings(one))
    elif isinstance(value, (list, tuple)):
        yield from (text for one in value for text in strings(one))


def _breakable(run: str) -> str:
    return _BREAK.join(run[at : at + LONGEST_RUN] for at in range(0, len(run), LONGEST_RUN))
