"""The objects of a PDF beside its pages: what it says of itself, remarks, form fields, attached files, scripts, and
pages that no list of pages names any more."""

from __future__ import annotations

import base64
import io
import re
import time
from collections.abc import Iterator
from typing import Any

import pikepdf

from gongkai.screening.openers.pdf_answer import Answer

_MOST_FILE = 40_000_000
_MOST_DEPTH = 12
_MOST_ORPHANS = 50
_TAGS = re.compile(r"<[^>]*>")
_CODES = re.compile(rb"\((?:[^()\\]|\\.){3,400}\)|<[0-9A-Fa-f\s]{16,800}>")
_FAULTS = (
    pikepdf.PdfError,
    pikepdf.PasswordError,
    ValueError,
    RuntimeError,
    OSError,
    TypeError,
    AttributeError,
    KeyError,
)
_PLACES = {
    "/Contents": ("批注", "comment"),
    "/RC": ("批注", "comment"),
    "/T": ("批注作者或字段名", "property"),
    "/V": ("表单填写项", ""),
    "/DV": ("表单默认值", "data"),
    "/TU": ("表单说明", "attribute"),
    "/URI": ("链接", "link"),
    "/JS": ("脚本", "code"),
    "/Alt": ("替代文字", "attribute"),
    "/ActualText": ("实际文字", "attribute"),
    "/F": ("文件名", "attribute"),
    "/UF": ("文件名", "attribute"),
    **dict.fromkeys(
        ["/Author", "/Title", "/Subject", "/Keywords", "/Creator", "/Producer"], ("文档属性", "property")
    ),
}
_SILENT = frozenset(
    ["/ID", "/CreationDate", "/ModDate", "/Cert", "/ByteRange", "/Registry", "/Ordering", "/Lookup"]
)


def take_apart(data: bytes, answer: Answer, until: float) -> bytes:
    """Adds every string and every stream of text of a file, referred to or not; the pages that nothing refers to any
    more come back as a file of their own, empty where there is none."""
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            for thing in pdf.objects:
                if time.monotonic() > until:
                    break
                _object(thing, answer)
            return _orphans(pdf)
    except _FAULTS:
        return b""


def _orphans(pdf: pikepdf.Pdf) -> bytes:
    shown = {page.obj.objgen for page in pdf.pages}
    lost = [
        thing
        for thing in pdf.objects
        if isinstance(thing, pikepdf.Dictionary)
        and thing.get("/Type") == "/Page"
        and thing.objgen not in shown
    ]
    if not lost:
        return b""
    count = len(pdf.pages)
    for page in lost[:_MOST_ORPHANS]:
        pdf.pages.append(pikepdf.Page(page))
    del pdf.pages[:count]
    made = io.BytesIO()
    pdf.save(made)
    return made.getvalue()


def _object(thing: Any, answer: Answer) -> None:
    try:
        for key, text in _strings(thing, "", _MOST_DEPTH):
            if key not in _SILENT and len(text) > 1:
                place, hidden = _PLACES.get(key, ("文件内部", "data"))
                answer.pieces.append((text, place, key.lstrip("/"), hidden))
        if isinstance(thing, pikepdf.Stream):
            _stream(thing, answer)
    except _FAULTS:
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
    elif sub == "/Image" and "/DCTDecode" in str(stream.get("/Filter", "")):
        answer.files.append(("图片", base64.b64encode(stream.read_raw_bytes()[:_MOST_FILE]).decode("ascii")))
    elif sub not in ("/Image", "/Type1C", "/CIDFontType0C", "/OpenType") and "/Length1" not in stream:
        _codes(stream.read_bytes()[:_MOST_FILE], answer)


def _codes(body: bytes, answer: Answer) -> None:
    """The strings in a stream of instructions as plain characters: enough for scripts and simple fonts."""
    if b"BT" in body[:200_000]:
        text = "".join([_plain(found[0]) for found in _CODES.finditer(body)])
    else:
        text = body[:200_000].decode("utf-8", "replace")
    if sum(char.isdigit() for char in text) >= 11 or "@" in text:
        answer.older.append((text, "文件内部（内容流）", "", "data"))


def _plain(code: bytes) -> str:
    if code.startswith(b"("):
        return code[1:-1].decode("latin-1") + "\n"
    digits = b"".join(code[1:-1].split())
    return bytes.fromhex(digits[: len(digits) // 2 * 2].decode()).decode("utf-16-be", "replace") + "\n"
