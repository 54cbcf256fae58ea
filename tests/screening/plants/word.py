"""Word files by hand, as Word and WPS write them: one text in one of the places a text can be."""

from __future__ import annotations

from collections.abc import Callable
from xml.sax.saxutils import escape, quoteattr

from tests.screening.plants import sheet
from tests.screening.plants.package import REL, RELS, package
from tests.screening.plants.values import SPLIT

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wpsCustomData="http://www.wps.cn/officeDocument/2013/wpsCustomData" mc:Ignorable="wpsCustomData"'
)
ENDS = ("header", "footer")
AUTHOR = 'w:id="1" w:author="某甲" w:date="2026-03-02T09:00:00Z"'
SHAPE = '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'


def _lines(piece: str, tag: str) -> str:
    return "<w:br/>".join(
        f'<w:{tag} xml:space="preserve">{escape(line)}</w:{tag}>' for line in piece.split("\n")
    )


def run(text: str, look: str = "", tag: str = "t") -> str:
    """Runs of a paragraph, broken where the text says so."""
    return "".join(f"<w:r><w:rPr>{look}</w:rPr>{_lines(piece, tag)}</w:r>" for piece in text.split(SPLIT))


def par(inside: str) -> str:
    """A paragraph around runs."""
    return f"<w:p>{inside}</w:p>"


def document(inside: str, parts: dict[str, str | bytes] | None = None, links: str = "") -> bytes:
    """A Word file with this in its body, and these parts beside it."""
    ends = "".join(
        f'<w:{kind}Reference w:type="default" r:id="rId9"/>' for kind in ENDS if f"/{kind}" in links
    )
    body = f"<w:document {SPACES}><w:body>{par(run('某某乡公示'))}{inside}<w:sectPr>{ends}</w:sectPr></w:body></w:document>"
    more: dict[str, str | bytes] = {
        "word/document.xml": body,
        "word/_rels/document.xml.rels": RELS.format(links),
    }
    return package("word/document.xml", more | (parts or {}))


def _beside(kind: str, root: str, around: str, anchor: str = "") -> Callable[[str], bytes]:
    """A part of its own: header, footnotes, comments."""

    def make(text: str) -> bytes:
        inside = around.format(par(run(text)))
        part = f"<w:{root} {SPACES}>{inside}</w:{root}>"
        link = f'<Relationship Id="rId9" Type="{REL}/{kind}" Target="{kind}1.xml"/>'
        return document(par(anchor) if anchor else "", {f"word/{kind}1.xml": part}, link)

    return make


def _table(text: str) -> bytes:
    cell = f"<w:tc>{par(run('序号'))}</w:tc><w:tc>{par(run(text))}</w:tc>"
    return document(f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>")


def _digit_cells(text: str) -> bytes:
    cells = "".join(f"<w:tc>{par(run(sign))}</w:tc>" for sign in text)
    return document(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>")


def _looking(look: str) -> Callable[[str], bytes]:
    return lambda text: document(par(run(text, look)))


def _around(before: str, after: str, tag: str = "t") -> Callable[[str], bytes]:
    return lambda text: document(par(before + run(text, tag=tag) + after))


def _box(text: str, choice: bool = True, fallback: bool = True) -> bytes:
    inside = f"<w:txbxContent>{par(run(text))}</w:txbxContent>"
    new = (
        '<w:drawing><wp:inline><wp:extent cx="9" cy="9"/><wp:docPr id="1" name="框"/>'
        f"{SHAPE}<wps:wsp><wps:txbx>{inside if choice else ''}</wps:txbx></wps:wsp></a:graphicData></a:graphic>"
        "</wp:inline></w:drawing>"
    )
    old = f"<w:pict><v:shape><v:textbox>{inside if fallback else ''}</v:textbox></v:shape></w:pict>"
    both = f'<mc:Choice Requires="wps">{new}</mc:Choice><mc:Fallback>{old}</mc:Fallback>'
    return document(par(f"<w:r><mc:AlternateContent>{both}</mc:AlternateContent></w:r>"))


def _alt(text: str) -> bytes:
    shape = f'<wp:inline><wp:docPr id="1" name="图" descr={quoteattr(text)}/></wp:inline>'
    return document(par(f"<w:r><w:drawing>{shape}</w:drawing></w:r>"))


def _field(text: str, shown: bool) -> bytes:
    code = 'DOCVARIABLE "x"' if shown else f'QUOTE "{text}"'
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    inside = run(text) if shown else run("略")
    middle = f"{run(code, tag='instrText')}{mark('separate')}{inside}"
    return document(par(f"{mark('begin')}{middle}{mark('end')}"))


def _link(text: str) -> bytes:
    target = quoteattr(f"https://example.gov.cn/cha?q={text}")
    link = f'<Relationship Id="rId9" Type="{REL}/hyperlink" Target={target} TargetMode="External"/>'
    return document(par(f'<w:hyperlink r:id="rId9">{run("查询")}</w:hyperlink>'), links=link)


def _custom_xml(text: str) -> bytes:
    data = f'<s:data xmlns:s="http://www.wps.cn/officeDocument/2013/wpsCustomData"><s:x>{escape(text)}</s:x></s:data>'
    link = f'<Relationship Id="rId9" Type="{REL}/customXml" Target="../customXml/item1.xml"/>'
    return document("", {"customXml/item1.xml": data}, link)


def _settings(text: str) -> bytes:
    inside = f'<w:docVars><w:docVar w:name="x" w:val={quoteattr(text)}/></w:docVars>'
    link = f'<Relationship Id="rId9" Type="{REL}/settings" Target="settings.xml"/>'
    return document("", {"word/settings.xml": f"<w:settings {SPACES}>{inside}</w:settings>"}, link)


def _embedded(text: str) -> bytes:
    link = f'<Relationship Id="rId9" Type="{REL}/package" Target="embeddings/book1.xlsx"/>'
    return document("", {"word/embeddings/book1.xlsx": sheet.PLACES["inline"](text)}, link)


def _property(part: str) -> Callable[[str], bytes]:
    return lambda text: document("", {part.split("|")[0]: part.split("|")[1].replace("TEXT", escape(text))})


CORE = (
    'docProps/core.xml|<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:description>TEXT</dc:description>'
    "<cp:keywords>公示</cp:keywords></cp:coreProperties>"
)
APP = (
    'docProps/app.xml|<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
    'extended-properties"><Manager>TEXT</Manager></Properties>'
)
CUSTOM = (
    'docProps/custom.xml|<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
    'custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
    '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="x"><vt:lpwstr>TEXT</vt:lpwstr>'
    "</property></Properties>"
)
NOTE = '<w:footnote w:id="2">{}</w:footnote>'
PLACES: dict[str, Callable[[str], bytes]] = {
    "text": lambda text: document(par(run(text))),
    "table_cell": _table,
    "header": _beside("header", "hdr", "{}"),
    "footer": _beside("footer", "ftr", "{}"),
    "footnote": _beside("footnotes", "footnotes", NOTE, '<w:r><w:footnoteReference w:id="2"/></w:r>'),
    "endnote": _beside(
        "endnotes",
        "endnotes",
        NOTE.replace("footnote", "endnote"),
        '<w:r><w:endnoteReference w:id="2"/></w:r>',
    ),
    "comment": _beside(
        "comments",
        "comments",
        f"<w:comment {AUTHOR}>{{}}</w:comment>",
        '<w:r><w:commentReference w:id="1"/></w:r>',
    ),
    "insertion": _around(f"<w:ins {AUTHOR}>", "</w:ins>"),
    "deletion": _around(f"<w:del {AUTHOR}>", "</w:del>", tag="delText"),
    "moved_away": _around(f"<w:moveFrom {AUTHOR}>", "</w:moveFrom>"),
    "hidden_run": _looking("<w:vanish/>"),
    "white_text": _looking('<w:color w:val="FFFFFF"/>'),
    "tiny_text": _looking('<w:sz w:val="2"/>'),
    "text_box": _box,
    "text_box_new_only": lambda text: _box(text, fallback=False),
    "text_box_old_only": lambda text: _box(text, choice=False),
    "content_control": lambda text: document(f"<w:sdt><w:sdtContent>{par(run(text))}</w:sdtContent></w:sdt>"),
    "field_result": lambda text: _field(text, shown=True),
    "glossary": _beside(
        "glossaryDocument",
        "glossaryDocument",
        "<w:docParts><w:docPart><w:docPartBody>{}</w:docPartBody></w:docPart></w:docParts>",
    ),
}
VALUES: dict[str, Callable[[str], bytes]] = {
    "field_code": lambda text: _field(text, shown=False),
    "alt_text": _alt,
    "link_target": _link,
    "custom_xml": _custom_xml,
    "document_variable": _settings,
    "embedded_book": _embedded,
    "core_property": _property(CORE),
    "app_property": _property(APP),
    "custom_property": _property(CUSTOM),
}
PLAIN: dict[str, Callable[[str], bytes]] = {"digit_cells": _digit_cells}
