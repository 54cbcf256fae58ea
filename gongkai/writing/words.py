"""What may stand in a document: no control characters, no line breaks inside a line, no halves of characters."""

from __future__ import annotations

import re
from typing import Final

# What no XML, and so no web page, Word document or workbook, can hold (XML 1.0, Char).
_UNPRINTABLE: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BREAKS: Final = re.compile(r"[\t\n\r\x85\u2028\u2029]+")


def printable(text: str) -> str:
    """A text as one line that every format can hold: unprintable characters dropped, breaks turned to blanks."""
    return _BREAKS.sub(" ", _UNPRINTABLE.sub("", text))
