"""Which opener for which bytes: the content decides, the name of a file is only a hint."""

from __future__ import annotations

import re
from collections.abc import Callable
from email import message_from_bytes
from email.message import Message

from gongkai.paper.blocks import Paper
from gongkai.reading.openers.encodings import decode
from gongkai.reading.openers.excel import open_excel
from gongkai.reading.openers.kinds import compound_kind, magic_kind, package_kind, refusal
from gongkai.reading.openers.office_xml import open_office_xml
from gongkai.reading.openers.packages import Package, PackageError
from gongkai.reading.openers.rtf import open_rtf
from gongkai.reading.openers.text import open_characters
from gongkai.reading.openers.word import open_docx
from gongkai.reading.openers.word_legacy import open_doc
from gongkai.reading.pdf.opening import open_pdf

MOST_BYTES = 50_000_000

_HEAD = 4096
_WEB_ARCHIVE = re.compile(
    rb"^MIME-Version:.*?^Content-Type:\s*(?:multipart/related|text/html)", re.I | re.S | re.M
)
_OFFICE_XML = re.compile(
    rb"urn:schemas-microsoft-com:office:spreadsheet|/office/word/2003/wordml|/office/2006/xmlPackage"
)

_EMPTY = "文件是空的，没有内容可读。"
_TOO_LARGE = "文件有 {} MB，超过 50 MB 的上限，没有读取。"
_DAMAGED = "文件已损坏，读不出内容（{}）；请重新下载或重新导出后再读。"
_UNKNOWN = "不认识这种文件格式；请转换为 docx、PDF、HTML 或纯文本后再读。"
_ELSEWHERE = {
    "locked": "文件设有打开密码，读不出内容；请取消密码后另存再读。",
    "pptx": "这是演示文稿（PowerPoint），不是年度报告的常见格式，没有读取；请转换为 PDF 后再读。",
    "ppt": "这是演示文稿（PowerPoint），不是年度报告的常见格式，没有读取；请转换为 PDF 后再读。",
    "ofd": "这是 OFD 版式文件，暂不能读取；请用阅读器导出为 PDF 或 Word 后再读。",
    "odf": "这是 OpenDocument 文件，暂不能读取；请另存为 docx 或 xlsx 后再读。",
    "zip": "这是 ZIP 压缩包，请解压后逐个读取。",
}


def open_paper(data: bytes, name: str = "") -> Paper:
    """Bytes of a published document → blocks in reading order, with Chinese notes on what could not be opened.

    ``name`` is only a hint. Never raises: whatever goes wrong becomes a Paper without blocks and with a note.
    """
    try:
        return _open(data)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as fault:  # parsers written in other languages panic outside of Exception
        return Paper("unknown", (), (_DAMAGED.format(type(fault).__name__),))


def _open(data: bytes) -> Paper:
    if len(data) > MOST_BYTES:
        return Paper("unknown", (), (_TOO_LARGE.format(len(data) // 1_000_000),))
    opener = _BY_MAGIC.get(magic_kind(data), _open_other)
    return opener(data)


def _open_package(data: bytes) -> Paper:
    try:
        kind = package_kind(Package(data).names())
    except PackageError as fault:
        return Paper("unknown", (), (str(fault),))
    return _open_kind(kind, data)


def _open_compound(data: bytes) -> Paper:
    return _open_kind(compound_kind(data), data)


def _open_kind(kind: str, data: bytes) -> Paper:
    if kind in _BY_KIND:
        return _BY_KIND[kind](data)
    return Paper("unknown", (), (_ELSEWHERE.get(kind, _UNKNOWN),))


def _open_other(data: bytes) -> Paper:
    if not data.strip(b" \t\r\n\x00"):
        return Paper("unknown", (), (_EMPTY,))
    reason = refusal(data)
    if reason:
        return Paper("unknown", (), (reason,))
    if _WEB_ARCHIVE.search(data[:_HEAD]):
        data = _page_of_archive(data)
    paper = open_office_xml(data) if _OFFICE_XML.search(data[:_HEAD]) else None
    if paper is not None:
        return paper
    text = decode(data)
    return Paper("unknown", (), (_UNKNOWN,)) if text is None else open_characters(text)


def _page_of_archive(data: bytes) -> bytes:
    """The first page of a web page saved as one file (MHTML), which office programs also name .doc or .xls."""
    for part in message_from_bytes(data).walk():
        if isinstance(part, Message) and part.get_content_type() == "text/html":
            page = part.get_payload(decode=True)
            return page if isinstance(page, bytes) else b""
    return b""


def _open_workbook(data: bytes) -> Paper:
    return open_excel(data, "xlsx")


def _open_old_workbook(data: bytes) -> Paper:
    return open_excel(data, "xls")


_BY_MAGIC: dict[str, Callable[[bytes], Paper]] = {
    "zip": _open_package,
    "ole": _open_compound,
    "pdf": open_pdf,
    "rtf": open_rtf,
}
_BY_KIND: dict[str, Callable[[bytes], Paper]] = {
    "docx": open_docx,
    "doc": open_doc,
    "xlsx": _open_workbook,
    "xls": _open_old_workbook,
}
