"""What a template leaves behind in a text: fields not filled, words of the model, signs of a broken file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from gongkai.screening import masks
from gongkai.screening.detectors.find import Find
from gongkai.screening.hits import Sure
from gongkai.screening.tape import Tape

KIND = "leftover"
_LIST = Path(__file__).with_name("leftovers.toml")


class _Trace(NamedTuple):
    like: re.Pattern[str]
    sure: Sure
    hints: tuple[str, ...]


@cache
def _traces() -> tuple[_Trace, ...]:
    listed = tomllib.loads(_LIST.read_text("utf-8"))["trace"]
    return tuple(
        [_Trace(re.compile(entry["like"]), entry["sure"], tuple(entry["hints"])) for entry in listed]
    )


def find_leftovers(tape: Tape, text: str) -> Iterator[Find]:
    """Traces of templates in what a reader sees; ``text``: its folded text."""
    for trace in _traces():
        if not any(hint in text for hint in trace.hints):
            continue
        for found in trace.like.finditer(text):
            if not tape.at(found.start())[0].hidden:
                shown = masks.in_text(" ".join(found[0].split()))
                yield Find(KIND, *found.span(), found[0], f"“{shown}”", trace.sure)
