"""The process that redacts for ``burning`` and may be killed at any time: pages by pdfium, boxes by Pillow."""

from __future__ import annotations

import base64
import io
import json
import struct
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final, NamedTuple

import pylopdf_fonts_zh_cn as fonts
import pypdfium2 as pdfium
from PIL import Image, ImageDraw, ImageFont

from gongkai.paper.serving import serve

HEAD: Final = struct.Struct("!I")  # length of the JSON that says what is wanted; the document follows it
FAULTS: Final = ("", "locked", "broken", "kind", "long", "slow", "page")
_MEMORY: Final = 1500 * 1024 * 1024
_DPI: Final = 200
_MOST_PIXELS: Final = 40_000_000
_QUALITY: Final = 85
_SHOWN: Final = 1400  # pixels of the longer edge of a page that boxes are drawn on
_LARGEST, _SMALLEST = 44, 14  # pixels of the words on a box
_MARGIN: Final = 6

Box = Mapping[str, Any]


class Page(NamedTuple):
    """A page as it is seen, and its width and height in points."""

    picture: Image.Image
    size: tuple[float, float]


class Fault(Exception):
    """Why nothing can be redacted: a code of ``FAULTS``, and what its sentence tells."""

    def __init__(self, code: str, *about: object) -> None:
        super().__init__(code)
        self.code, self.about = code, about


def main() -> None:
    """Answers requests until the pipe is closed."""
    serve(_answer, _MEMORY)


def _answer(data: bytes, until: float) -> dict[str, Any]:
    (length,) = HEAD.unpack_from(data)
    wanted, document = json.loads(data[HEAD.size :][:length]), data[HEAD.size + length :]
    try:
        if "page" in wanted:
            count, made = shown(document, wanted["page"])
        else:
            count, made = 0, burned(document, wanted["boxes"], wanted["most"], until)
    except Fault as fault:
        return {"fault": FAULTS.index(fault.code), "about": fault.about, "made": "", "pages": 0}
    return {"fault": 0, "about": (), "made": base64.b64encode(made).decode(), "pages": count}


def shown(data: bytes, number: int) -> tuple[int, bytes]:
    """How many pages a document has, and one of them as a JPEG to draw boxes on."""
    count, pages = _pages(data)
    page = next(islice(pages, number - 1, number), None)
    if page is None:
        raise Fault("page", number, count)
    page.picture.thumbnail((_SHOWN, _SHOWN))
    made = io.BytesIO()
    page.picture.save(made, "JPEG", quality=_QUALITY)
    return count, made.getvalue()


def burned(data: bytes, boxes: Sequence[Box], most: int, until: float) -> bytes:
    """A document as a PDF of pictures with the boxes painted over; Fault for what cannot be opened or done in time."""
    count, pages = _pages(data)
    if count > most:
        raise Fault("long")
    beyond = next((box["page"] for box in boxes if box["page"] > count), None)
    if beyond is not None:
        raise Fault("page", beyond, count)
    out = pdfium.PdfDocument.new()
    for number, page in enumerate(pages, 1):
        if time.monotonic() > until:
            raise Fault("slow")
        _paint(page.picture, [box for box in boxes if box["page"] == number])
        _add(out, page)
    made = io.BytesIO()
    out.save(made)
    out.close()
    return made.getvalue()


def _pages(data: bytes) -> tuple[int, Iterable[Page]]:
    if b"%PDF-" in data[:1024]:
        return _pages_of_pdf(data)
    if not data.startswith((b"\x89PNG", b"\xff\xd8\xff")):
        raise Fault("kind")
    try:
        picture = Image.open(io.BytesIO(data), formats=("PNG", "JPEG"))
        if picture.width * picture.height > _MOST_PIXELS:
            raise Fault("broken")
        upright = _upright(picture)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise Fault("broken") from None
    return 1, [Page(upright, (upright.width * 72 / _DPI, upright.height * 72 / _DPI))]


def _upright(picture: Image.Image) -> Image.Image:
    """On white, and turned as it is seen."""
    whole = picture.convert("RGBA")
    ground = Image.new("RGB", whole.size, "white")
    ground.paste(whole, mask=whole.getchannel("A"))
    turned = {3: 180, 6: 270, 8: 90}.get(picture.getexif().get(0x0112, 1))
    return ground.rotate(turned, expand=True) if turned else ground


def _pages_of_pdf(data: bytes) -> tuple[int, Iterator[Page]]:
    try:
        document = pdfium.PdfDocument(data)
        document.init_forms()
    except pdfium.PdfiumError as error:
        raise Fault("locked" if "assword" in str(error) else "broken") from None
    if not len(document):
        raise Fault("broken")
    return len(document), _rendered(document)


def _rendered(document: pdfium.PdfDocument) -> Iterator[Page]:
    for index in range(len(document)):
        try:
            page = document[index]
            width, height = page.get_size()
            scale = min(_DPI / 72, (_MOST_PIXELS / max(width * height, 1)) ** 0.5)
            yield Page(page.render(scale=scale).to_pil().convert("RGB"), (width, height))
            page.close()
        except (pdfium.PdfiumError, ValueError):
            raise Fault("broken") from None
    document.close()


def _paint(page: Image.Image, boxes: Iterable[Box]) -> None:
    brush = ImageDraw.Draw(page)
    for box in boxes:
        left, right = int(box["left"] * page.width), -int(-box["right"] * page.width)
        top, bottom = int(box["top"] * page.height), -int(-box["bottom"] * page.height)
        brush.rectangle((left, top, right, bottom), fill="black")
        _write(brush, (left, top, right, bottom), box["ground"])


def _write(brush: ImageDraw.ImageDraw, box: tuple[int, int, int, int], ground: str) -> None:
    """The ground in white, as large as fits; nothing where it would be too small to read."""
    left, top, right, bottom = box
    wide, high = right - left - _MARGIN, bottom - top - _MARGIN
    for size in range(min(_LARGEST, high), _SMALLEST - 1, -2):
        font = ImageFont.truetype(str(fonts.sans_path()), size)
        if font.getlength(ground) <= wide:
            brush.text(((left + right) / 2, (top + bottom) / 2), ground, fill="white", font=font, anchor="mm")
            return


def _add(out: pdfium.PdfDocument, page: Page) -> None:
    """A page of the same size that holds the picture and nothing else."""
    packed = io.BytesIO()
    page.picture.save(packed, "JPEG", quality=_QUALITY)
    image = pdfium.PdfImage.new(out)
    image.load_jpeg(io.BytesIO(packed.getvalue()), inline=True)
    image.set_matrix(pdfium.PdfMatrix().scale(*page.size))
    made = out.new_page(*page.size)
    made.insert_obj(image)
    made.gen_content()
    made.close()


if __name__ == "__main__":
    main()
