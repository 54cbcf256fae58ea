"""Small PDF files drawn stroke by stroke, with Chinese text: places are points from the upper left corner."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

WIDTH, HEIGHT = 595, 842
_FONT = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-{way} /DescendantFonts [ << /Type"
    " /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1)"
    " /Supplement 2 >> /DW 1000 /W [1 95 500] /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light"
    " /Flags 6 /FontBBox [0 -120 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >> >> ] >>"
)
_UNKNOWN = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /Strange /Encoding /Identity-H /DescendantFonts [ << /Type /Font"
    " /Subtype /CIDFontType2 /BaseFont /Strange /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity)"
    " /Supplement 0 >> /DW 1000 /FontDescriptor << /Type /FontDescriptor /FontName /Strange /Flags 4"
    " /FontBBox [0 -120 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >> >> ] >>"
)


class Leaf:
    """One page to be: commands in drawing order."""

    def __init__(self, turn: str = "") -> None:
        self.commands: list[str] = [f"{turn} cm"] if turn else []
        self.forms: list[str] = []

    def text(
        self, x: float, y: float, words: str, size: float = 10, *, font: str = "F", mode: int = 0
    ) -> None:
        code = words.encode("utf-16-be").hex()
        self.commands.append(f"BT {mode} Tr /{font} {size} Tf {x} {HEIGHT - y} Td <{code}> Tj ET")

    def column(self, x: float, y: float, words: str, size: float = 10) -> None:
        """Characters one below the other, each set on its own."""
        for i, char in enumerate(words):
            self.text(x, y + 1.5 * size * i, char, size)

    def line(self, x0: float, y0: float, x1: float, y1: float, dash: str = "") -> None:
        self.commands.append(f"q 0.5 w {dash} {x0} {HEIGHT - y0} m {x1} {HEIGHT - y1} l S Q")

    def bar(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A filled rectangle."""
        self.commands.append(f"{x0} {HEIGHT - y1} {x1 - x0} {y1 - y0} re f")

    def image(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.commands.append(f"q {x1 - x0} 0 0 {y1 - y0} {x0} {HEIGHT - y1} cm /I Do Q")

    def grid(self, xs: Sequence[float], ys: Sequence[float]) -> None:
        """All rules of a table without spans."""
        for y in ys:
            self.line(xs[0], y, xs[-1], y)
        for x in xs:
            self.line(x, ys[0], x, ys[-1])

    def rows(
        self, xs: Sequence[float], top: float, rows: Sequence[Sequence[str]], height: float = 20
    ) -> float:
        """A ruled table, one line a cell; gives back where it ends."""
        ys = [top + height * i for i in range(len(rows) + 1)]
        self.grid(xs, ys)
        for y, row in zip(ys, rows, strict=False):
            for x, words in zip(xs, row, strict=False):
                self.text(x + 3, y + 14, words)
        return ys[-1]


def make_pdf(leaves: Sequence[Leaf], *, rotate: int = 0, box: str = f"0 0 {WIDTH} {HEIGHT}") -> bytes:
    """Bytes of a PDF of these pages, all with the same /Rotate and /MediaBox."""
    bodies = [_FONT.format(way="H").encode(), _FONT.format(way="V").encode(), _UNKNOWN.encode(), _image()]
    shared = "/Font << /F 3 0 R /V 4 0 R /S 5 0 R >> /XObject << /I 6 0 R"
    pages = []
    for leaf in leaves:
        forms = []
        for form in leaf.forms:
            forms.append(3 + len(bodies))
            bodies.append(_stream(form, f"/Type /XObject /Subtype /Form /BBox [0 0 {WIDTH} {HEIGHT}]"))
        names = " ".join(f"/X{i} {number} 0 R" for i, number in enumerate(forms))
        bodies.append(_stream("\n".join(leaf.commands), ""))
        resources = f"/Resources << {shared} {names} >> >>"
        content = 2 + len(bodies)
        page = f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] /Rotate {rotate} {resources} /Contents {content} 0 R >>"
        bodies.append(page.encode())
        pages.append(2 + len(bodies))
    kids = " ".join(f"{number} 0 R" for number in pages)
    tree = f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode()
    return put_together([b"<< /Type /Catalog /Pages 2 0 R >>", tree, *bodies])


def put_together(bodies: Sequence[bytes], trailer: str = "") -> bytes:
    """A PDF file of numbered objects, the first of them its catalogue."""
    out = b"%PDF-1.5\n"
    places = []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(places) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + end.encode()


def _stream(text: str, keys: str) -> bytes:
    data = zlib.compress(text.encode())
    return f"<< {keys} /Length {len(data)} /Filter /FlateDecode >>\nstream\n".encode() + data + b"\nendstream"


def _image() -> bytes:
    keys = "/Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray /BitsPerComponent 8"
    return f"<< {keys} /Length 4 >>\nstream\n".encode() + b"\x00\x80\x80\xff" + b"\nendstream"
