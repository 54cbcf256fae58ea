"""What stands in the margins of every page and belongs to none: page numbers, running heads and feet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from gongkai.reading.pdf.lines import Line, line_to_text
from gongkai.reading.pdf.shapes import Box

_ZONE = 0.12  # of the page's height, above and below
_DASHES = r"[-—–―－~·•\s]*"
_NUMBERED = re.compile(
    rf"{_DASHES}第?\s*(\d{{1,4}})\s*页?\s*([,，]?\s*(?:[/／]|共|of)\s*共?\s*\d{{1,4}}\s*页?)?{_DASHES}"
)
_OFTEN = 3  # pages on which a running head stands at least


class _Seen(NamedTuple):
    page: int
    line: int
    text: str
    place: int  # distance from the page's top, or minus that from its bottom, in points


def drop_margins(pages: Sequence[Sequence[Line]], boxes: Sequence[Box]) -> list[list[Line]]:
    """The lines of each page without page numbers and without the repetitions of running heads."""
    seen = [mark for i, lines in enumerate(pages) for mark in _in_margins(i, lines, boxes[i])]
    dropped = {(mark.page, mark.line) for mark in (*_page_numbers(seen), *_running(seen))}
    return [[line for j, line in enumerate(lines) if (i, j) not in dropped] for i, lines in enumerate(pages)]


def _in_margins(page: int, lines: Sequence[Line], box: Box) -> list[_Seen]:
    zone = _ZONE * (box.bottom - box.top)
    found = []
    for i, line in enumerate(lines):
        above, below = line[0].base - box.top, box.bottom - line[0].base
        if min(above, below) <= zone:
            found.append(_Seen(page, i, line_to_text(line), round(above if above < below else -below)))
    return found


def _page_numbers(seen: Sequence[_Seen]) -> list[_Seen]:
    """Numbers with dashes or words about them; plain ones that count the pages up."""
    matches = [(mark, match) for mark in seen if (match := _NUMBERED.fullmatch(mark.text))]
    steps = Counter(int(match[1]) - mark.page for mark, match in matches)
    return [
        mark
        for mark, match in matches
        if mark.text != match[1] or int(match[1]) == mark.page + 1 or steps[int(match[1]) - mark.page] > 1
    ]


def _running(seen: Sequence[_Seen]) -> list[_Seen]:
    """Lines that stand at the same place on several pages, but for digits the same; the first is kept."""
    places: dict[tuple[str, int], list[_Seen]] = {}
    for mark in seen:
        places.setdefault((re.sub(r"\d+", "0", mark.text), mark.place // 4), []).append(mark)
    return [mark for marks in places.values() if len({m.page for m in marks}) >= _OFTEN for mark in marks[1:]]
