"""An Office package of parts written by hand."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
)
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>{}</Types>'
)
MAIN = {
    "word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "xl/workbook.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
}
PROPERTIES = {
    "docProps/core.xml": "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
    "docProps/app.xml": f"{REL}/extended-properties",
    "docProps/custom.xml": f"{REL}/custom-properties",
}


def package(main: str, parts: Mapping[str, str | bytes]) -> bytes:
    """The file's bytes: its parts, the table of types, and the links to the main part and the properties."""
    links = [f'<Relationship Id="rId1" Type="{REL}/officeDocument" Target="{main}"/>']
    for number, (part, kind) in enumerate(PROPERTIES.items(), 2):
        if part in parts:
            links.append(f'<Relationship Id="rId{number}" Type="{kind}" Target="{part}"/>')
    types = TYPES.format(f'<Override PartName="/{main}" ContentType="{MAIN[main]}"/>')
    whole = {"[Content_Types].xml": types, "_rels/.rels": RELS.format("".join(links)), **parts}
    return bag({name: HEAD + text if isinstance(text, str) else text for name, text in whole.items()})


def bag(members: Mapping[str, str | bytes], comment: bytes = b"") -> bytes:
    """A zip of these members."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.comment = comment
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()
