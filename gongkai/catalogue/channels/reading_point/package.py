"""Editions → a zip with index.html: real links between plain pages, no script, no request to anywhere."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from html import escape
from pathlib import Path
from typing import IO, Final

from gongkai.catalogue.channels.outgoing import Outgoing
from gongkai.catalogue.channels.shape import Made, file_name
from gongkai.files.store import pieces

ZIP: Final = "application/zip"
_STYLE: Final = Path(__file__).with_name("pages.css").read_text(encoding="utf-8")
_MADE: Final = (1980, 1, 1, 0, 0, 0)


def make(outgoing: Outgoing) -> Made:
    """One item as a package of its own."""
    out = io.BytesIO()
    write_package(out, outgoing.body, outgoing.published_on, [outgoing])
    return Made(file_name(outgoing.title, "-查阅包.zip"), ZIP, out.getvalue())


def write_package(out: IO[bytes], name: str, on: date, outgoing: Sequence[Outgoing]) -> None:
    """Write the package of a place as of a day: index.html, a page an item, enclosures, and 清单.txt with the SHA-256 of
    every file. Damaged where an enclosure is not what was kept. Equal packages are equal files."""
    listed: list[str] = []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        pages = [("index.html", _index(name, on, outgoing))]
        pages += [(f"items/{place}.html", _page(place, one)) for place, one in enumerate(outgoing, 1)]
        for path, text in pages:
            listed.append(_put(target, path, [text.encode()]))
        for path, digest in _enclosures(outgoing):
            listed.append(_put(target, path, pieces(digest)))
        _put(target, "清单.txt", ["\r\n".join(listed).encode("utf-8-sig")])


def _put(target: zipfile.ZipFile, path: str, data: Iterable[bytes]) -> str:
    """Write a file piece by piece; its line of the list."""
    found = hashlib.sha256()
    member = zipfile.ZipInfo(path, _MADE)
    member.compress_type = zipfile.ZIP_DEFLATED
    with target.open(member, "w", force_zip64=True) as file:
        for piece in data:
            found.update(piece)
            file.write(piece)
    return f"{found.hexdigest()}  {path}"


def _enclosures(outgoing: Sequence[Outgoing]) -> Iterator[tuple[str, str]]:
    for place, one in enumerate(outgoing, 1):
        for number, file in enumerate(one.files, 1):
            yield _path(place, number, file.name), file.digest


def _path(place: int, number: int, name: str) -> str:
    ending = Path(name).suffix[:12]
    return f"files/{place}-{number}-{file_name(Path(name).stem, ending)}"


def _whole(title: str, body: str) -> str:
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(title)}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<style>\n{_STYLE}</style></head>\n<body>\n{body}\n</body></html>\n"
    )


def _index(name: str, on: date, outgoing: Sequence[Outgoing]) -> str:
    rows = "".join(
        f'<tr><td><a href="items/{place}.html">{escape(one.title)}</a></td><td>{escape(one.document_number)}</td>'
        f"<td>{escape(one.body)}</td><td>{one.published_on}</td></tr>\n"
        for place, one in enumerate(outgoing, 1)
    )
    title = f"{name} 政府信息公开"
    head = '<tr><th scope="col">名称</th><th scope="col">文号</th><th scope="col">公开机关</th><th scope="col">公布日期</th></tr>'
    return _whole(
        title,
        f"<h1>{escape(title)}</h1>\n<p>截至 {on}，共 {len(outgoing)} 条。</p>\n"
        f"<table><thead>{head}</thead><tbody>\n{rows}</tbody></table>",
    )


def _page(place: int, one: Outgoing) -> str:
    about = [
        ("索引号", one.index_number),
        ("文号", one.document_number),
        ("发文机关", one.by),
        ("成文日期", str(one.formed_on)),
        ("公布日期", str(one.published_on)),
    ]
    rows = "".join(
        f'<tr><th scope="row">{label}</th><td>{escape(value)}</td></tr>' for label, value in about if value
    )
    links = "".join(
        f'<li><a href="../{escape(_path(place, number, file.name))}">{escape(file.name)}</a></li>'
        for number, file in enumerate(one.files, 1)
    )
    files = f"<h2>附件</h2><ul>{links}</ul>" if links else ""
    return _whole(
        one.title,
        f'<p><a href="../index.html">返回目录</a></p>\n<h1>{escape(one.title)}</h1>\n<table>{rows}</table>\n'
        f"<main>{one.text}</main>\n{files}\n<p>网页：{escape(one.link)}</p>",
    )
