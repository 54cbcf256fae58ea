"""What an office package says of itself, reduced to its title."""

from __future__ import annotations

from lxml import etree

from gongkai.screening.cleaning.images import clean_picture
from gongkai.screening.cleaning.parts import Parts, remove
from gongkai.screening.openers.archive import local

_KEPT = frozenset(["title", "created", "modified", "language"])
_KEPT_OF_PROGRAM = frozenset(["Application", "AppVersion", "Pages", "TitlesOfParts", "HeadingPairs"])
_PICTURES = r"\.(?:jpe?g|png)$"


def clean_properties(parts: Parts) -> None:
    """Author, company, remarks and own properties out; previews, printer settings and own data with them."""
    parts.change(r"^docProps/core\.xml$", lambda root: _keep(root, _KEPT, parts))
    parts.change(r"^docProps/app\.xml$", lambda root: _keep(root, _KEPT_OF_PROGRAM, parts))
    parts.drop(r"^docProps/custom\.xml$", "自定义文档属性")
    parts.drop(r"^docProps/thumbnail", "缩略图")
    parts.drop(r"^customXml/", "自定义数据")
    parts.drop(r"printerSettings", "打印机设置")
    for name in parts.names(_PICTURES):
        cleaned = clean_picture(parts.parts[name])
        if cleaned != parts.parts[name]:
            parts.parts[name] = cleaned
            parts.say("图片附带的信息")


def _keep(root: etree._Element, kept: frozenset[str], parts: Parts) -> None:
    for element in list(root):
        if local(element) not in kept:
            if (element.text or "").strip():
                parts.say("文档属性")
            remove(element)
