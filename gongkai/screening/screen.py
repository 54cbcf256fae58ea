"""A look into a file: bytes → what must not go out, wherever it hides, and what could not be looked into."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from gongkai.reading.openers.kinds import magic_kind, package_kind, refusal
from gongkai.screening import masks
from gongkai.screening.detecting import hits_in
from gongkai.screening.hits import UNSEEN, Screened
from gongkai.screening.look import Look
from gongkai.screening.openers.archive import Archive, CannotOpen, is_archive
from gongkai.screening.openers.characters import open_characters
from gongkai.screening.openers.compound import open_compound
from gongkai.screening.openers.images import open_image
from gongkai.screening.openers.package import open_package
from gongkai.screening.openers.pdf import open_pdf
from gongkai.screening.openers.raw import sweep
from gongkai.screening.openers.rich_text import RichText
from gongkai.screening.openers.zipped import is_packed, open_packed, open_zip
from gongkai.screening.tape import Piece

MOST_BYTES = 200_000_000

_FEW_BYTES = 16
_HEAD_OF_PICTURE = 500_000
_PREVIEW = re.compile(r"docProps/thumbnail\.|Thumbnails/", re.IGNORECASE)
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF")
_TOO_LARGE = "文件超过 {} MB，没有检查；请拆分后再查。"
_UNKNOWN = "不认识这种格式，只检查了原始数据；请转换为 docx、xlsx、PDF 或网页后再查。"
_FAILED = "检查时出错（{}），这一部分没有检查完；请把原文件发给开发者。"
_EMPTY = "文件是空的。"


def screen(data: bytes, name: str, *, own_words: Sequence[str] = ()) -> Screened:
    """The bytes of a file → what in it must not go out unseen, and what could not be looked into.

    ``name``: the file's name, looked at like a text, else a hint only. ``own_words``: words that the county does not
    want to see, beside the list of the platform. Values come back masked. Never raises: whatever goes wrong is said
    as a hit of the kind ``unseen``. Bounded in time and memory (``look.Budget``).
    """
    look, raw = _looked(data, name)
    found = hits_in(look.pieces, raw, own_words)
    hits = tuple([hit._replace(place=masks.in_text(hit.place)) for hit in look.hits if hit.kind != UNSEEN])
    unseen = tuple([hit._replace(place=masks.in_text(hit.place)) for hit in look.hits if hit.kind == UNSEEN])
    return Screened((*found, *hits), unseen)


def opened(data: bytes, name: str) -> list[Piece]:
    """The bytes of a file → the pieces it was taken apart into, without its name. Never raises."""
    return _looked(data, name)[0].pieces[1:]


def _looked(data: bytes, name: str) -> tuple[Look, list[Piece]]:
    look = Look()
    raw: list[Piece] = []
    look.text(name, "文件名")
    _Opening(raw).open(data, name, look)
    return look, raw


def shown_name(name: str) -> str:
    """The name of a file as it may be printed: as it is, but where it holds a number of a person."""
    return masks.in_text(name) if hits_in([Piece(name, "")]) else name


class _Opening:
    """Opens one file and whatever lies in it; ``raw`` gathers what a sweep of bytes brought to light."""

    def __init__(self, raw: list[Piece]) -> None:
        self._raw = raw

    def open(self, data: bytes, name: str, look: Look) -> None:
        """Looks into a file by what its bytes are. Never raises."""
        try:
            self._open(data, name, look)
        except (KeyboardInterrupt, SystemExit):
            raise
        except CannotOpen as fault:
            look.unseen("", str(fault))
            self._sweep(data, look)
        except BaseException as fault:  # parsers written in other languages panic outside of Exception
            look.unseen("", _FAILED.format(type(fault).__name__))
            self._sweep(data, look)

    def _open(self, data: bytes, name: str, look: Look) -> None:
        if not data.strip(b" \t\r\n\x00"):
            look.unseen("", _EMPTY, "question")
        elif len(data) > MOST_BYTES:
            look.unseen("", _TOO_LARGE.format(MOST_BYTES // 1_000_000))
        else:
            self._openers().get(magic_kind(data), self._other)(data, name, look)

    def _openers(self) -> dict[str, Callable[[bytes, str, Look], None]]:
        return {"zip": self._zip, "ole": self._compound, "pdf": self._pdf, "rtf": self._rich_text}

    def _zip(self, data: bytes, name: str, look: Look) -> None:
        archive = Archive(data)
        if archive.around.strip(b"\x00 \r\n"):
            self._behind(archive.around, look)
        if package_kind(archive.names()) == "zip":
            open_zip(archive, look, self.open)
        else:
            open_package(archive, look, self.open)

    def _compound(self, data: bytes, name: str, look: Look) -> None:
        self._raw += open_compound(data, look, self.open)

    def _pdf(self, data: bytes, name: str, look: Look) -> None:
        self._raw += open_pdf(data, look, self.open)
        around = data[: data.find(b"%PDF-")] + data[data.rfind(b"%%EOF") + 5 :]
        if b"%%EOF" in data and len(around.strip(b"\x00 \r\n")) > _FEW_BYTES:
            self._behind(around, look)

    def _rich_text(self, data: bytes, name: str, look: Look) -> None:
        RichText(look).walk(data)

    def _other(self, data: bytes, name: str, look: Look) -> None:
        if data.startswith(_PICTURES) and refusal(data):
            behind = open_image(data, look, preview=bool(_PREVIEW.search(name)))
            self._sweep(data[:_HEAD_OF_PICTURE], look)
            if behind:
                self._behind(behind, look)
        elif is_archive(data):
            self._zip(data, name, look)
        elif is_packed(data):
            open_packed(data, name, look, self.open)
        elif refusal(data):
            look.unseen("", refusal(data))
            self._sweep(data, look)
        elif not open_characters(data, name, look, self.open):
            look.unseen("", _UNKNOWN)
            self._sweep(data, look)

    def _behind(self, data: bytes, look: Look) -> None:
        """Bytes before or behind what the file says it is."""
        below = look.inside("文件首尾附加的数据", hidden="data")
        if below:
            self.open(data, "", below)

    def _sweep(self, data: bytes, look: Look) -> None:
        self._raw += sweep(data, look.prefix + "文件原始数据")
