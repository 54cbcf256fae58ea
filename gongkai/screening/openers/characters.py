"""Files of characters: plain text by its lines, lists parted by commas or tabs as tables, messages, Rich Text, XML."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from email import message_from_bytes
from email.header import decode_header, make_header

from gongkai.reading.openers.encodings import decode
from gongkai.screening.look import Look
from gongkai.screening.openers.html import open_html
from gongkai.screening.openers.rest import open_rest
from gongkai.screening.openers.tables import Table
from gongkai.screening.tape import LINE

Inside = Callable[[bytes, str, Look], None]

_PAGE = re.compile(r"<(?:!doctype|html|head|body|table|div|p|span|meta|script|a|br|td|h[1-6])\b", re.I)
_MESSAGE = re.compile(rb"(?:^|\n)(?:MIME-Version|Content-Type|From|Received|Return-Path):", re.I)
_XML = re.compile(r"\s*(?:<\?xml|<[\w:-]+[^>]*xmlns)", re.I)
_HEAD = 4096
_DELIMITERS = ",\t;|"
_SAMPLE_LINES = 5


def open_characters(data: bytes, name: str, look: Look, inside: Inside) -> bool:
    """A file of characters in any encoding; False where its bytes are none."""
    if _MESSAGE.search(data[:_HEAD]) and b"\n" in data[:_HEAD] and _open_message(data, look, inside):
        return True
    text = decode(data)
    if text is None:
        return False
    if _XML.match(text[:_HEAD]) and "<html" not in text[:_HEAD].lower() and open_rest(data, "正文", look):
        return True
    if _PAGE.search(text[: _HEAD * 4]) or name.lower().endswith((".html", ".htm", ".shtml", ".jsp")):
        open_html(text, look, inside)
        return True
    delimiter = _delimiter(text)
    if delimiter:
        _open_list(text, delimiter, look)
    else:
        for number, line in enumerate(text.splitlines(), 1):
            look.text(line, f"第{number}行", joint=LINE)
    return True


def _delimiter(text: str) -> str:
    """What parts the fields where the first lines all have the same number of them."""
    lines = [line for line in text[:_HEAD].splitlines()[: _SAMPLE_LINES + 1] if line.strip()][:_SAMPLE_LINES]
    for delimiter in _DELIMITERS:
        counts = {line.count(delimiter) for line in lines}
        if len(lines) > 1 and counts.pop() > 0 and not counts:
            return delimiter
    return ""


def _open_list(text: str, delimiter: str, look: Look) -> None:
    table = Table(look)
    try:
        for down, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), 1):
            for across, cell in enumerate(row, 1):
                table.cell(across, cell.strip().lstrip("'="), f"第{down}行第{across}列")
            table.end_row()
    except csv.Error:
        look.text(text, "正文")


def _open_message(data: bytes, look: Look, inside: Inside) -> bool:
    """A mail or a page saved as one file: its head, its parts, what hangs on it."""
    message = message_from_bytes(data)
    if (
        not message.keys()
        or message.get_content_type() == "text/plain"
        and "From" not in message
        and "MIME-Version" not in message
    ):
        return False
    for name in ("From", "To", "Cc", "Subject"):
        if message[name]:
            look.text(_header(str(message[name])), f"邮件{name}", label=name)
    for number, part in enumerate(message.walk(), 1):
        body = None if part.is_multipart() else part.get_payload(decode=True)
        if isinstance(body, bytes):
            below = look.inside(_header(part.get_filename() or f"第{number}部分"))
            if below:
                inside(body, part.get_filename() or "", below)
    return True


def _header(text: str) -> str:
    try:
        return str(make_header(decode_header(text)))
    except (LookupError, ValueError, UnicodeError):
        return text
