"""The objects of a PDF beside its pages: what it says of itself, remarks, form fields, attached files, scripts."""

from __future__ import annotations

import base64
import io
import re
import time
from collections.abc import Iterator
from typing import Any, NamedTuple

import pikepdf

_MOST_FILE = 40_000_000
_MOST_DEPTH = 12
_TAGS = re.compile(r"<[^>]*>")
_PLACES = {
    "/Contents": ("批注", "comment"),
    "/RC": ("批注", "comment"),
    "/V": ("表单填写项", ""),
    "/DV": ("表单默认值", "data"),
    "/TU": ("表单说明", "attribute"),
    "/URI": ("链接", "link"),
    "/JS": ("脚本", "code"),
    "/Alt": ("替代文字", "attribute"),
    "/ActualText": ("实际文字", "attribute"),
    "/Author": ("文档属性", "property"),
    "/Title": ("文档属性", "property"),
    "/Subject": ("文档属性", "property"),
    "/Keywords": ("文档属性", "property"),
    "/Creator": ("文档属性", "property"),
}


class Answer(NamedTuple):
    """What goes back over the pipe: pieces (text, place, label, hidden), unseen (place, reason, sure), files (name,
    bytes in base64)."""

    pieces: list[tuple[str, str, str, str]]
    unseen: list[tuple[str, str, str]]
    files: list[tuple[str, str]]


def take_apart(data: bytes, answer: Answer, until: float) -> None:
    """Adds every string and every stream of text of a file, referred to or not."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            for thing in pdf.objects:
                if time.monotonic() > until:
                    return
                _object(thing, answer)
    except (pikepdf.PdfError, pikepdf.PasswordError, ValueError, RuntimeError, OSError):
        return


def _object(thing: Any, answer: Answer) -> None:
    try:
        for key, text in _strings(thing, "", _MOST_DEPTH):
            place, hidden = _PLACES.get(key, ("文件内部", "data"))
            answer.pieces.append((text, place, key.lstrip("/"), hidden))
        if isinstance(thing, pikepdf.Stream):
            _stream(thing, answer)
    except (pikepdf.PdfError, ValueError, RuntimeError):
        answer.unseen.append(("文件内部", "有的对象已损坏，没有检查。", "question"))


def _strings(thing: Any, key: str, depth: int) -> Iterator[tuple[str, str]]:
    """The strings directly in an object, each with the key it stands under."""
    if isinstance(thing, pikepdf.String):
        yield key, str(thing)
    elif depth and isinstance(thing, pikepdf.Array | pikepdf.Dictionary | pikepdf.Stream):
        for name, one in _members(thing, key):
            if not getattr(one, "is_indirect", False):
                yield from _strings(one, name, depth - 1)


def _members(thing: Any, key: str) -> Iterator[tuple[str, Any]]:
    if isinstance(thing, pikepdf.Array):
        return ((key, one) for one in thing)
    return iter(thing.items())


def _stream(stream: pikepdf.Stream, answer: Answer) -> None:
    kind, sub = str(stream.get("/Type", "")), str(stream.get("/Subtype", ""))
    if kind == "/EmbeddedFile":
        body = stream.read_bytes()[:_MOST_FILE]
        answer.files.append((f"附件{len(answer.files) + 1}", base64.b64encode(body).decode("ascii")))
    elif kind == "/Metadata" or sub == "/XML":
        text = stream.read_bytes()[:_MOST_FILE].decode("utf-8", "replace")
        answer.pieces.append((_TAGS.sub("\n", text), "文档属性（XMP）", "", "property"))
