"""XML inside office documents: no type definition, no entities, no endless nesting; links to the outside by kind."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.parsers import expat

from gongkai.files.limits import limits
from gongkai.files.refusals import Unfit

_ENTITIES = ("的 XML 里有实体或类型声明", "像是做过手脚的文件，请用办公软件另存后再上传")
_DEEP = ("的 XML 套得太深", "像是做过手脚的文件，请用办公软件另存后再上传")
_BROKEN = ("已损坏，正文读不出来", "请用办公软件另存后再上传")
_REMOTE = re.compile(r"^\s*(?:https?|ftp|mhtml|ms-\w+|javascript|vbscript):|^\s*(?:file:/*)?[\\/]{2}\w", re.I)
_FETCHED = ("attachedTemplate", "oleObject", "frame", "subDocument", "externalLink", "package")
_DDE = re.compile(r"^\s*DDE(?:AUTO)?\b", re.I)
_LONGEST_CODE = 4096
_QUOTED = re.compile(r'"[^"]*"')
_FETCHES = re.compile(
    r"\b(?:_xlfn\.)?(?:WEBSERVICE|RTD|DDE|CALL|REGISTER\.ID)\s*\(|(?<!['\w])[A-Za-z]\w*\|(?:'[^']*'|\w+)!",
    re.I,
)


@dataclass
class _Walk:
    """What is gathered on the way through one part."""

    depth: int = 0
    in_code: bool = False
    code: list[str] = field(default_factory=list)
    formula: list[str] | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > limits().xml_depth:
            raise Unfit(*_DEEP)
        local = name.rpartition(":")[2]
        if local in _HANDLERS:
            _HANDLERS[local](self, attributes)

    def end(self, name: str) -> None:
        self.depth -= 1
        self.in_code = False
        if self.formula is not None:
            _refuse_fetching("".join(self.formula))
            self.formula = None

    def text(self, data: str) -> None:
        if self.formula is not None:
            self.formula.append(data)
        if self.in_code and len(self.code) < _LONGEST_CODE:
            self.code.append(data)


def inspect_xml(pieces: Iterable[bytes], *, main: bool = False) -> None:
    """Unfit where a part has what only hostile ones have; broken XML is refused in the ``main`` part alone, since other
    readers get no further in it either."""
    walk, parser = _Walk(), expat.ParserCreate()
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = _refuse_declaration
    parser.StartElementHandler, parser.EndElementHandler = walk.start, walk.end
    parser.CharacterDataHandler = walk.text
    try:
        for piece in pieces:
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except expat.ExpatError as fault:
        if main:
            raise Unfit(*_BROKEN) from fault
    _refuse_dde("".join(walk.code))


def _refuse_declaration(*_: object) -> None:
    raise Unfit(*_ENTITIES)


def _refuse_dde(code: str) -> None:
    if _DDE.search(code):
        raise Unfit("里有会启动程序的域（DDE）", "请删去该域，另存后再上传")


def _refuse_fetching(formula: str) -> None:
    """What stands in quotes is text and does nothing."""
    if _FETCHES.search(_QUOTED.sub('""', formula)):
        raise Unfit("里有会启动程序或到网上取数据的公式", "请把公式改为数值，另存后再上传")


def _formula(walk: _Walk, attributes: dict[str, str]) -> None:
    walk.formula = []


def _field_begins(walk: _Walk, attributes: dict[str, str]) -> None:
    """The codes of one field may be spread over several runs."""
    if any(name.endswith("fldCharType") and value == "begin" for name, value in attributes.items()):
        _refuse_dde("".join(walk.code))
        walk.code.clear()


def _field_code(walk: _Walk, attributes: dict[str, str]) -> None:
    walk.in_code = True


def _simple_field(walk: _Walk, attributes: dict[str, str]) -> None:
    for name, value in attributes.items():
        if name.endswith("instr"):
            _refuse_dde(value)


def _dde_link(walk: _Walk, attributes: dict[str, str]) -> None:
    raise Unfit("里有会启动程序的链接（DDE）", "请断开链接，另存后再上传")


def _relationship(walk: _Walk, attributes: dict[str, str]) -> None:
    what = attributes.get("Type", "").rpartition("/")[2]
    if what in ("vbaProject", "wordVbaData"):
        raise Unfit("含宏", "请另存为不含宏的文档再上传")
    outside = attributes.get("TargetMode", "").lower() == "external"
    if outside and what in _FETCHED and _REMOTE.search(attributes.get("Target", "")):
        raise Unfit("引用了别处的模板或对象，打开时会去取", "请断开链接，另存后再上传")


def _content_type(walk: _Walk, attributes: dict[str, str]) -> None:
    if re.search(
        r"macroEnabled|vbaProject|ms-excel\.sheet\.binary|macrosheet", attributes.get("ContentType", ""), re.I
    ):
        raise Unfit("含宏", "请另存为不含宏的文档再上传")


_HANDLERS = {
    "fldChar": _field_begins,
    "instrText": _field_code,
    "fldSimple": _simple_field,
    "ddeLink": _dde_link,
    "f": _formula,
    "definedName": _formula,
    "Relationship": _relationship,
    "Override": _content_type,
    "Default": _content_type,
}
