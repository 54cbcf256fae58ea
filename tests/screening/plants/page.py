"""Web pages, plain texts, tables of commas, bags and pictures with one text in one of their places."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from io import BytesIO
from urllib.parse import quote

from PIL import Image, PngImagePlugin

from tests.screening.plants import word
from tests.screening.plants.package import bag
from tests.screening.plants.values import SPLIT

Make = Callable[[str], bytes]


def _in(before: str, after: str, head: str = "") -> Make:
    """A page with the text between two pieces of markup."""

    def make(text: str) -> bytes:
        inside = "</span><span>".join(escape(piece).replace("\n", "<br>") for piece in text.split(SPLIT))
        whole = f"<html><head><meta charset='utf-8'>{head}</head><body><p>公示</p>{before}{inside}{after}</body></html>"
        return whole.encode()

    return make


def _raw(before: str, after: str, write: Callable[[str], str] = str) -> Make:
    return lambda text: (
        f"<html><head><meta charset='utf-8'></head><body>公示{before}{write(text)}{after}</body></html>".encode()
    )


def _chinese_page(text: str) -> bytes:
    return f"<html><head><meta charset='gb18030'></head><body><p>{escape(text)}</p></body></html>".encode(
        "gb18030"
    )


def _digit_cells(text: str) -> bytes:
    cells = "".join(f"<td>{escape(sign)}</td>" for sign in text)
    return f"<html><meta charset='utf-8'><table><tr>{cells}</tr></table></html>".encode()


def _entities(text: str) -> str:
    return "".join(f"&#{ord(sign)};" for sign in text)


HTML: dict[str, Make] = {
    "text": _in("<p><span>", "</span></p>"),
    "table_cell": _in("<table><tr><td>1</td><td><span>", "</span></td></tr></table>"),
    "hidden_style": _in('<div style="display:none"><span>', "</span></div>"),
    "hidden_attribute": _in("<div hidden><span>", "</span></div>"),
    "white_text": _in('<p style="color:#fff"><span>', "</span></p>"),
    "noscript": _in("<noscript><span>", "</span></noscript>"),
    "template": _in("<template><span>", "</span></template>"),
    "chinese_encoding": lambda text: _chinese_page(text.replace(SPLIT, "")),
}
HTML_VALUES: dict[str, Make] = {
    "comment": _raw("<!-- ", " -->"),
    "script": _raw('<script>var x = "', '";</script>'),
    "linked_data": _raw('<script type="application/ld+json">{"telephone": "', '"}</script>'),
    "style": _raw("<style>/* ", " */</style>"),
    "meta": _raw('<meta name="description" content="', '">'),
    "title_attribute": _raw('<p title="', '">略</p>'),
    "data_attribute": _raw('<p data-x="', '">略</p>'),
    "alt_text": _raw('<img src="a.png" alt="', '">'),
    "input_value": _raw('<input type="hidden" value="', '">'),
    "option": _raw("<select><option>", "</option></select>"),
    "textarea": _raw("<textarea>", "</textarea>"),
    "title": _raw("<title>", "</title>"),
    "link_query": _raw('<a href="/cha?q=', '">查</a>', quote),
    "entities": _raw("<p>", "</p>", _entities),
    "svg": _raw("<svg><text>", "</text></svg>"),
}
HTML_PLAIN: dict[str, Make] = {"digit_cells": _digit_cells}
TXT: dict[str, Make] = {
    "utf8": lambda text: f"某某乡公示\n{text.replace(SPLIT, '')}\n".encode(),
    "gb18030": lambda text: f"某某乡公示名单如下，请核对\n{text.replace(SPLIT, '')}\n".encode("gb18030"),
    "utf16": lambda text: f"某某乡公示\n{text.replace(SPLIT, '')}\n".encode("utf-16"),
    "long_line": lambda text: ("公示的一行" * 400 + text.replace(SPLIT, "") + "其余" * 400).encode(),
}
CSV: dict[str, Make] = {
    "cell": lambda text: f"序号,内容,备注\n1,{text},无\n".encode(),
    "quoted": lambda text: f'序号,内容,备注\n1,"{text}","无"\n'.encode(),
    "apostrophe": lambda text: f"序号,内容,备注\n1,'{text},无\n".encode(),
    "tabs": lambda text: f"序号\t内容\n1\t{text}\n".encode(),
    "gb18030": lambda text: f"序号,内容,备注信息\n1,{text},暂时没有\n".encode("gb18030"),
}
ZIP: dict[str, Make] = {
    "text": lambda text: bag({"说明.txt": text.encode()}),
    "folder": lambda text: bag({"附件/一/说明.txt": text.encode()}),
    "nested": lambda text: bag({"内.zip": bag({"说明.txt": text.encode()})}),
    "nested_twice": lambda text: bag({"内.zip": bag({"更内.zip": bag({"说明.txt": text.encode()})})}),
    "word": lambda text: bag({"公示.docx": word.PLACES["text"](text)}),
    "page": lambda text: bag({"a.html": HTML["text"](text)}),
    "no_extension": lambda text: bag({"README": text.encode()}),
    "member_name": lambda text: bag({f"{text.strip()}.txt": b"ok"}),
    "bag_comment": lambda text: bag({"a.txt": b"ok"}, text.encode()),
}


def _picture(kind: str, **settings: object) -> bytes:
    out = BytesIO()
    Image.new("RGB", (8, 8), "white").save(out, kind, **settings)
    return out.getvalue()


def _png(add: Callable[[PngImagePlugin.PngInfo, str], None]) -> Make:
    def make(text: str) -> bytes:
        info = PngImagePlugin.PngInfo()
        add(info, text)
        return _picture("PNG", pnginfo=info)

    return make


def _exif(tag: int) -> Make:
    def make(text: str) -> bytes:
        exif = Image.Exif()
        exif[tag] = text
        return _picture("JPEG", exif=exif)

    return make


def _user_comment(text: str) -> bytes:
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9286] = b"ASCII\0\0\0" + text.encode()
    return _picture("JPEG", exif=exif)


def xmp(text: str) -> str:
    """A packet of XMP with this as its description."""
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:description><rdf:Alt>'
        f'<rdf:li xml:lang="x-default">{escape(text)}</rdf:li></rdf:Alt></dc:description></rdf:Description>'
        "</rdf:RDF></x:xmpmeta>"
    )


PNG: dict[str, Make] = {
    "text_chunk": _png(lambda info, text: info.add_text("Comment", text)),
    "packed_chunk": _png(lambda info, text: info.add_text("Comment", text, zip=True)),
    "international_chunk": _png(lambda info, text: info.add_itxt("Comment", text)),
    "xmp": _png(lambda info, text: info.add_itxt("XML:com.adobe.xmp", xmp(text))),
}
JPG: dict[str, Make] = {
    "description": _exif(0x010E),
    "artist": _exif(0x013B),
    "copyright": _exif(0x8298),
    "user_comment": _user_comment,
    "comment": lambda text: _picture("JPEG", comment=text.encode()),
    "xmp": lambda text: _picture("JPEG", xmp=xmp(text).encode()),
}
