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
_SHOWN = re.compile(rb"\[[^\[\]]{1,4000}\]\s*TJ|\((?:[^()\\]|\\.){1,400}\)\s*(?:Tj|'|\")")
_STRING = re.compile(r"\(((?:[^()\\]|\\.)*)\)")
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


def take_apart(data: bytes, answer: Answer, until: float, *, read: bool) -> bytes:
    """Adds every string and every stream of text of a file, referred to or not; the pages that nothing refers to any
    more come back as a file of their own, empty where there is none. ``read``: whether the pages have been read."""
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            _see_layers(pdf, answer)
            printed = _printed(pdf) if read else set()
            for thing in pdf.objects:
                if time.monotonic() > until:
                    break
                if thing.objgen not in printed:
                    _object(thing, answer)
            return _orphans(pdf)
    except _FAULTS:
        return b""


def _see_layers(pdf: pikepdf.Pdf, answer: Answer) -> None:
    """Text in layers is seen where no layer is switched off."""
    settings = pdf.Root.get("/OCProperties", pikepdf.Dictionary()).get("/D", pikepdf.Dictionary())
    if len(settings.get("/OFF", pikepdf.Array())) or settings.get("/BaseState") == "/OFF":
        return
    for at, (text, place, label, why) in enumerate(answer.pieces):
        if why == "layer":
            answer.pieces[at] = (text, place, label, "")


def _printed(pdf: pikepdf.Pdf) -> set[tuple[int, int]]:
    """The streams whose text stands on the pages."""
    found: set[tuple[int, int]] = set()
    for page in pdf.pages:
        contents = page.obj.get("/Contents")
        parts = contents if isinstance(contents, pikepdf.Array) else [contents]
        found |= {part.objgen for part in parts if part is not None}
    return found


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
        text = "\x1d".join(
            ["".join(_STRING.findall(found[0].decode("latin-1"))) for found in _SHOWN.finditer(body)]
        )
    else:
        text = _prose(body[:200_000])
    if sum(char.isdigit() for char in text) >= 11 or "@" in text:
        answer.older.append((text, "文件内部（内容流）", "", "data"))


def _prose(body: bytes) -> str:
    """A stream as text, "" where it draws, is binary, or says what the signs of a font mean."""
    text = body.decode("utf-8", "replace")
    letters = sum(char.isalpha() for char in text[:4000])
    wrong = text.count("\ufffd", 0, 4000)
    return text if letters * 3 > len(text[:4000]) and wrong < 4 and "begincmap" not in text else ""
