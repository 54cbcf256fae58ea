"""What a file is, by its content alone: first bytes, names in a container, marks of a text."""

from __future__ import annotations

import re
import unicodedata
from typing import IO

import olefile

from gongkai.files.archives import Archive
from gongkai.files.kinds import accepted_in_words
from gongkai.files.limits import limits
from gongkai.files.refusals import Unfit
from gongkai.reading.openers.encodings import decode
from gongkai.reading.openers.kinds import package_kind

_PICTURES = {
    b"\x89PNG\r\n\x1a\n": "png",
    b"\xff\xd8\xff": "jpg",
    b"GIF87a": "gif",
    b"GIF89a": "gif",
}
_MARK = re.compile(rb"^(?:\xef\xbb\xbf)?\s{0,16}(?:%PDF-\d|\{\\rtf)")
_TAG = re.compile(
    r"<(?:!doctype\s+html|html|head|body|meta|title|table|div|span|p|h[1-6]|a|br|img|script|style|link|form)\b",
    re.I,
)
_WEB_ARCHIVE = re.compile(
    r"^MIME-Version:.*?^Content-Type:\s*(?:multipart/related|text/html)", re.I | re.S | re.M
)
_OFFICE_XML = re.compile(
    "urn:schemas-microsoft-com:office:spreadsheet|/office/word/2003/wordml|/office/2006/xmlPackage"
)
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_UNKNOWN = "的格式不认识，或者已损坏"
_ADVICE = f"平台接收{accepted_in_words()}，请转换后再上传"
_ELSEWHERE = {
    "pptx": ("是演示文稿", "请另存为 PDF 再上传"),
    "odf": ("是 OpenDocument 文件", "请另存为 docx、xlsx 或 PDF 再上传"),
    "locked": ("设有打开密码，打不开", "请取消密码后另存，再上传"),
}


def kind_of(file: IO[bytes], head: bytes, extension: str) -> str:
    """Code of the kind; of plain characters the extension tells which kind of text they are meant as."""
    for mark, code in _PICTURES.items():
        if head.startswith(mark):
            return code
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _package(file)
    if head.startswith(olefile.MAGIC):
        return _compound(file)
    if found := _MARK.match(head):
        return "pdf" if b"%PDF" in found[0] else "rtf"
    return _text(file, extension)


def _package(file: IO[bytes]) -> str:
    archive = Archive(file, most=limits().parts, total=limits().archive)
    names = [entry.name for entry in archive.entries]
    if "META-INF/MANIFEST.MF" in names or "AndroidManifest.xml" in names:
        raise Unfit("是程序（Java 或安卓安装包）", "平台不接收程序，请上传文档")
    return _elsewhere(package_kind(names))


def _compound(file: IO[bytes]) -> str:
    try:
        with olefile.OleFileIO(file) as found:
            names = {path[0].lower() for path in found.listdir() if len(path) == 1}
    except (OSError, ValueError, IndexError, TypeError) as fault:
        raise Unfit("已损坏或不完整，打不开", "请用办公软件另存后再上传") from fault
    finally:
        file.seek(0)
    return _elsewhere(_by_streams(names))


def _by_streams(names: set[str]) -> str:
    if "encryptedpackage" in names:
        return "locked"
    if "worddocument" in names:
        return "doc"
    if names & {"workbook", "book"}:
        return "xls"
    return "pptx" if "powerpoint document" in names else ""


def _elsewhere(code: str) -> str:
    if code in _ELSEWHERE:
        raise Unfit(*_ELSEWHERE[code])
    if not code:
        raise Unfit(_UNKNOWN, _ADVICE)
    return code


def _text(file: IO[bytes], extension: str) -> str:
    file.seek(0)
    data = file.read(limits().file + 1)
    text = decode(data)
    if text is None or (0 in data[:65536] and not data.startswith(_WIDE)) or _is_rubbish(text[:65536]):
        raise Unfit(_UNKNOWN, _ADVICE)
    return _kind_of_text(text[:65536], extension)


def _is_rubbish(text: str) -> bool:
    """Whether too many of the characters are none: bytes of some other format, decoded by force."""
    strange = sum(
        1 for sign in text if sign not in "\t\n\r\f\v" and unicodedata.category(sign) in ("Cc", "Cn", "Cs")
    )
    return strange * 20 > len(text)


def _kind_of_text(text: str, extension: str) -> str:
    start = text.lstrip()
    if _WEB_ARCHIVE.search(text[:4096]):
        return "mhtml"
    if _OFFICE_XML.search(text[:4096]):
        return "office_xml"
    if re.match(r"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<svg\b", start, re.I | re.S):
        raise Unfit("是 SVG 图片，里面可以带程序", "图片请另存为 png 再上传")
    is_page = re.match(r"<(?:!doctype\s+html|html|head|body|script)\b", start, re.I)
    if is_page or (extension not in ("txt", "csv", "md", "text") and _TAG.search(text)):
        return "html"
    if start.startswith("<?xml"):
        raise Unfit("是 XML 数据", f"平台接收{accepted_in_words()}，请另存为其中一种")
    return "csv" if extension == "csv" else "txt"
