"""Printed lines joined to paragraphs, in a file that indents the first line of each; any other file keeps its lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.paper.blocks import Picture
from gongkai.reading.joining import join_pieces
from gongkai.reading.pdf.breaks import Row
from gongkai.reading.pdf.fill import Table

Part = Table | Row | Picture

_LEAST, _MOST = 3, 6  # letters by which a first line is indented: two characters are as wide as four
_FLUSH = 1  # letter by which a line at the margin may stand off it
_STOP = tuple("。：；！？")
_SENTENCE = re.compile(r"[。，；、]")
_IN_A_SENTENCE = re.compile(r"[\u3400-\u9fff，、（“《]$")
_LONG = 15  # characters of a line that may be one of a paragraph
_OTHERS = 0.1  # of the lines that go on, those under no indent: with more of them the file has no indents


@dataclass
class _Paragraph:
    """The lines found so far."""

    lines: list[Row]

    @property
    def is_open(self) -> bool:
        """Whether a line at the margin may belong to it."""
        last = self.lines[-1]
        return not _is_over(last) and (len(self.lines) > 1 or _may_begin(last))

    @property
    def is_indented(self) -> bool:
        return _LEAST <= _indent(self.lines[0]) <= _MOST

    def whole(self) -> Row:
        """All its lines in one row, the indent kept."""
        if len(self.lines) == 1:
            return self.lines[0]
        text = join_pieces([self.lines[0].text, *(line.text.strip() for line in self.lines[1:])])
        return self.lines[0]._replace(text=text, full=self.lines[-1].full)


def join_paragraphs(flow: Sequence[Part]) -> list[Part]:
    """The flow of a file with the lines of each paragraph in one row."""
    joined: list[_Paragraph | Part] = []
    indented = others = 0
    for part in flow:
        last = joined[-1] if joined else None
        if not isinstance(part, Row):
            joined.append(part)
        elif isinstance(last, _Paragraph) and last.is_open and _goes_on(last.lines[-1], part):
            last.lines.append(part)
            indented += last.is_indented
            others += not last.is_indented
        else:
            others += isinstance(last, _Paragraph) and _is_stray(last.lines[-1], part)
            joined.append(_Paragraph([part]))
    if not indented or others > _OTHERS * indented:
        return list(flow)
    return [part.whole() if isinstance(part, _Paragraph) else part for part in joined]


def _is_over(row: Row) -> bool:
    """A short line that ends a sentence ends its paragraph."""
    return not row.full and row.text.rstrip().endswith(_STOP)


def _may_begin(row: Row) -> bool:
    """Whether a paragraph may begin with this line: it is indented, or it plainly ends in the middle of a sentence."""
    return not _has_columns(row) and (_LEAST <= _indent(row) <= _MOST or _breaks_off(row))


def _breaks_off(row: Row) -> bool:
    text = row.text.rstrip()
    return row.full and len(text) >= _LONG and bool(_SENTENCE.search(text) and _IN_A_SENTENCE.search(text))


def _indent(row: Row) -> int:
    return len(row.text) - len(row.text.lstrip())


def _goes_on(above: Row, below: Row) -> bool:
    """Whether the line at the margin is one of the paragraph above it."""
    if _indent(below) > _FLUSH or _has_columns(below) or above.large != below.large:
        return False
    if above.text.rstrip().endswith(_STOP):
        return above.full and (below.full or _SENTENCE.search(below.text) is not None)
    return above.full or len(above.text.strip()) >= _LONG


def _is_stray(above: Row, below: Row) -> bool:
    """Two lines of a paragraph that has no indent."""
    plain = not _has_columns(above) and not _has_columns(below) and not above.large
    return plain and above.full and _indent(below) <= _FLUSH and len(above.text.strip()) >= _LONG


def _has_columns(row: Row) -> bool:
    return "  " in row.text.strip()
