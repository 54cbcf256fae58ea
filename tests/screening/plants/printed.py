"""PDF files with one text (letters of ASCII) in one of their places."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Pdf, Stream, String

from tests.screening.plants.page import xmp
from tests.screening.plants.values import SPLIT

Make = Callable[[str], bytes]


def _safe(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _show(text: str) -> str:
    lines = [" ".join(f"({_safe(piece)}) -2" for piece in line.split(SPLIT)) for line in text.split("\n")]
    return " 0 -14 Td ".join(f"[{line}] TJ" for line in lines)


def _page(content: str) -> Pdf:
    pdf = Pdf.new()
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding
    )
    page = pdf.add_blank_page(page_size=(595, 842))
    page.Resources = Dictionary(Font=Dictionary(F1=font))
    page.Contents = Stream(pdf, content.encode("latin-1"))
    return pdf


def _saved(pdf: Pdf, packed: bool = False) -> bytes:
    out = BytesIO()
    mode = ObjectStreamMode.generate if packed else ObjectStreamMode.disable
    pdf.save(out, object_stream_mode=mode)
    return out.getvalue()


def _shown(before: str = "", after: str = "", at: str = "72 700", packed: bool = False) -> Make:
    return lambda text: _saved(
        _page(f"{before} BT /F1 12 Tf {at} Td (Notice) Tj 0 -20 Td {_show(text)} ET {after}"), packed
    )


def _each_sign(text: str) -> bytes:
    signs = " ".join(f"1 0 0 1 {72 + 8 * at} 680 Tm ({_safe(sign)}) Tj" for at, sign in enumerate(text))
    return _saved(_page(f"BT /F1 12 Tf {signs} ET"))


def _empty() -> Pdf:
    return _page("BT /F1 12 Tf 72 700 Td (Notice) Tj ET")


def _note(subtype: Name) -> Make:
    def make(text: str) -> bytes:
        pdf = _empty()
        note = Dictionary(Type=Name.Annot, Subtype=subtype, Rect=[72, 600, 200, 620], Contents=String(text))
        pdf.pages[0].Annots = Array([pdf.make_indirect(note)])
        return _saved(pdf)

    return make


def _link(text: str) -> bytes:
    pdf = _empty()
    action = Dictionary(S=Name.URI, URI=String("https://example.gov.cn/cha?q=" + text))
    note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[72, 600, 200, 620], A=action)
    pdf.pages[0].Annots = Array([pdf.make_indirect(note)])
    return _saved(pdf)


def _field(text: str) -> bytes:
    pdf = _empty()
    widget = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Tx,
            T=String("a"),
            V=String(text),
            Rect=[72, 600, 200, 620],
        )
    )
    pdf.pages[0].Annots = Array([widget])
    pdf.Root.AcroForm = Dictionary(Fields=Array([widget]))
    return _saved(pdf)


def _attached(text: str) -> bytes:
    pdf = _empty()
    inside = pdf.make_indirect(Stream(pdf, text.encode(), Type=Name.EmbeddedFile))
    name = String("list.txt")
    spec = pdf.make_indirect(Dictionary(Type=Name.Filespec, F=name, UF=name, EF=Dictionary(F=inside)))
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array([name, spec])))
    return _saved(pdf)


def _info(key: str) -> Make:
    def make(text: str) -> bytes:
        pdf = _empty()
        pdf.docinfo[key] = text
        return _saved(pdf)

    return make


def _packet(text: str) -> bytes:
    pdf = _empty()
    pdf.Root.Metadata = Stream(pdf, xmp(text).encode(), Type=Name.Metadata, Subtype=Name.XML)
    return _saved(pdf)


def _older(text: str) -> bytes:
    """The text stood in the first revision; an appended one shows another page."""
    first = _shown()(text)
    with Pdf.open(BytesIO(first)) as pdf:
        number = pdf.pages[0].Contents.objgen[0]
        size, root = int(pdf.trailer.Size), pdf.Root.objgen[0]
    new = b"BT /F1 12 Tf 72 700 Td (Nothing) Tj ET"
    start = first.rindex(b"startxref")
    before = int(first[start:].split()[1])
    body = b"%d 0 obj\n<</Length %d>>\nstream\n%s\nendstream\nendobj\n" % (number, len(new), new)
    table = b"xref\n%d 1\n%010d 00000 n \ntrailer\n<</Size %d /Root %d 0 R /Prev %d>>\n" % (
        number, len(first), size, root, before,
    )  # fmt: skip
    return first + body + table + b"startxref\n%d\n%%%%EOF\n" % (len(first) + len(body))


def _bookmark(text: str) -> bytes:
    pdf = _empty()
    item = pdf.make_indirect(Dictionary(Title=String(text), Dest=Array([pdf.pages[0].obj, Name.Fit])))
    outlines = pdf.make_indirect(Dictionary(Type=Name.Outlines, First=item, Last=item, Count=1))
    item.Parent = outlines
    pdf.Root.Outlines = outlines
    return _saved(pdf)


def _form(text: str) -> bytes:
    pdf = _page("/X1 Do")
    form = Stream(pdf, f"BT /F1 12 Tf 72 700 Td {_show(text)} ET".encode("latin-1"))
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 595, 842])
    form.Resources = pdf.pages[0].Resources
    pdf.pages[0].Resources.XObject = Dictionary(X1=form)
    return _saved(pdf)


def _script(text: str) -> bytes:
    pdf = _empty()
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String(f'var x = "{text}";'))
    return _saved(pdf)


PLACES: dict[str, Make] = {
    "text": _shown(),
    "black_box": _shown(after="0 0 0 rg 60 660 400 40 re f"),
    "white_text": _shown(before="1 1 1 rg"),
    "render_mode_3": _shown(before="3 Tr"),
    "off_page": _shown(at="2000 700"),
    "tiny_text": _shown(before="q 0.01 0 0 0.01 0 0 cm", after="Q"),
    "packed": _shown(packed=True),
    "form_object": _form,
}
VALUES: dict[str, Make] = {
    "each_sign": _each_sign,
    "older_revision": _older,
    "note": _note(Name.Text),
    "free_text": _note(Name.FreeText),
    "link": _link,
    "form_field": _field,
    "attachment": _attached,
    "info_title": _info("/Title"),
    "info_own": _info("/Beizhu"),
    "xmp": _packet,
    "bookmark": _bookmark,
    "script": _script,
}
