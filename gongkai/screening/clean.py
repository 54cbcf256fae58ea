"""A clean copy of a file: nothing in it that a reader does not see. It is opened again and held against the original."""

from __future__ import annotations

from collections.abc import Callable

from gongkai.reading.openers.kinds import magic_kind, package_kind
from gongkai.screening import masks
from gongkai.screening.cleaning.cleaned import Cleaned, NotCleaned
from gongkai.screening.cleaning.images import clean_picture
from gongkai.screening.cleaning.pages import clean_page
from gongkai.screening.cleaning.pdf import clean_pdf
from gongkai.screening.cleaning.word import clean_word
from gongkai.screening.cleaning.workbook import clean_workbook
from gongkai.screening.hits import Hit
from gongkai.screening.openers.archive import Archive, CannotOpen
from gongkai.screening.screen import opened, screen

_UNSEEN_KINDS = frozenset(["hidden_text", "comment", "revision", "metadata", "embedded", "hidden_link"])
_BLANKS = str.maketrans("", "", " \t\r\n\u00a0\u3000\x0c")
_OLD = "{} 不能直接制作洁净副本；请用办公软件另存为 docx、xlsx 或者 PDF 后再做。"
_PAGE_NAMES = (".html", ".htm", ".shtml")
_LEFT = "制作的副本里还有看不见的内容（{}），没有采用；请在原文件里处理后重新导出。"
_CHANGED = "制作的副本与原文看得见的文字不一致，没有采用；请在原文件里处理后重新导出。"


def clean(data: bytes, name: str) -> Cleaned:
    """The bytes of a docx, xlsx, pdf, web page, PNG or JPEG → a copy without metadata, comments, revisions (accepted)
    and hidden parts, and what was taken out. The copy is opened again: what a reader sees must be the same, and a look
    must find nothing unseen in it. Raises NotCleaned with a Chinese sentence where that cannot be done."""
    try:
        copy, removed = _way(data, name)(data)
    except CannotOpen as fault:
        raise NotCleaned(f"打不开这份文件：{fault}") from fault
    if _seen(data, name) != _seen(copy, name):
        raise NotCleaned(_CHANGED)
    left = [hit for hit in screen(copy, name).hits if _is_left(hit)]
    if left:
        raise NotCleaned(_LEFT.format(left[0].place))
    return Cleaned(copy, removed)


def _is_left(hit: Hit) -> bool:
    return hit.kind in _UNSEEN_KINDS


def _way(data: bytes, name: str) -> Callable[[bytes], tuple[bytes, tuple[str, ...]]]:
    kind = magic_kind(data)
    if kind == "zip":
        kind = package_kind(Archive(data).names())
    if kind == "" and data.startswith((b"\x89PNG", b"\xff\xd8")):
        return _picture
    if kind == "" and (name.lower().endswith(_PAGE_NAMES) or b"<html" in data[:4096].lower()):
        return clean_page
    if kind not in _WAYS:
        raise NotCleaned(_OLD.format(masks.in_text(name) or "这种文件"))
    return _WAYS[kind]


def _picture(data: bytes) -> tuple[bytes, tuple[str, ...]]:
    copy = clean_picture(data)
    return copy, ("图片附带的信息",) if copy != data else ()


_WAYS: dict[str, Callable[[bytes], tuple[bytes, tuple[str, ...]]]] = {
    "docx": clean_word,
    "xlsx": clean_workbook,
    "pdf": clean_pdf,
}


def _seen(data: bytes, name: str) -> str:
    """What a reader sees of a file, without its blanks."""
    return "".join([piece.text for piece in opened(data, name) if not piece.hidden]).translate(_BLANKS)
