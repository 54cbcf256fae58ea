"""Articles → PDF/A-2a and PDF/UA-1 by typst with the shipped fonts: the sheet of a notice board, an issue of a gazette."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from gongkai.paper.blocks import Grid
from gongkai.writing.articles.article import Article, Issue, Line, Sheet, spans
from gongkai.writing.fonts import Text
from gongkai.writing.typesetting import settable, strings, typeset
from gongkai.writing.words import printable

_TEMPLATE: Final = Path(__file__).with_name("articles.typ")
# Of a sheet that is read standing: letters in points, margin and width of the code in millimetres.
_SHEETS: Final = {"a4": (22, 18, 32), "a3": (31, 24, 45)}
_ISSUE: Final = (14, 26)
_MOST_COLUMNS: Final = 40


def sheet_pdf(sheet: Sheet, *, fonts: Sequence[Path] = ()) -> bytes:
    """A sheet for a notice board → PDF, tagged and archival, the same bytes for the same sheet.

    MissingGlyph: a character that no font has, never a box on the page. ValueError: a size that is not known.
    """
    if sheet.size not in _SHEETS:
        raise ValueError(f"没有 {sheet.size} 这种纸张，可用：{'、'.join(_SHEETS)}")
    size, margin, code = _SHEETS[sheet.size]
    foot = [f"公布日期：{_day(sheet.on)}", "手机扫码查看全文和附件，或者访问：", _breakable(sheet.link)]
    given = {
        **_about(sheet.article.title, sheet.article.issuer, sheet.on),
        "paper": sheet.size,
        "size": size,
        "margin": margin,
        "issue": None,
        "articles": [_article(sheet.article)],
        "foot": foot,
        "code": sheet.code,
        "code-width": code,
        "alt": f"二维码：{sheet.link}",
    }
    return _typeset(given, fonts)


def issue_pdf(issue: Issue, *, fonts: Sequence[Path] = ()) -> bytes:
    """An issue of a gazette → PDF: cover, contents with page numbers, every article on a page of its own.

    MissingGlyph: a character that no font has.
    """
    size, margin = _ISSUE
    cover = {
        "name": _clean(issue.name),
        "number": _clean(issue.number),
        "publisher": _clean(issue.publisher),
        "on": _day(issue.on),
    }
    given = {
        **_about(f"{issue.name} {issue.number}", issue.publisher, issue.on),
        "paper": "a4",
        "size": size,
        "margin": margin,
        "issue": cover,
        "articles": [_article(one) for one in issue.articles],
    }
    return _typeset(given, fonts)


def _about(title: str, author: str, on: date) -> dict[str, Any]:
    return {
        "title": _clean(title),
        "author": [_clean(author)] if author else [],
        "date": {"year": on.year, "month": on.month, "day": on.day},
    }


def _article(article: Article) -> dict[str, Any]:
    return {
        "title": _clean(article.title),
        "number": _clean(article.number),
        "body": [_part(one) for one in article.body],
        "foot": [_clean(line) for line in article.foot],
    }


def _part(part: Line | Grid) -> dict[str, Any]:
    if isinstance(part, Line):
        return {"kind": "line", "look": part.look, "text": _clean(part.text)}
    width = min(max((len(row) for row in part.rows), default=1), _MOST_COLUMNS)
    rows = [
        [{"text": _clean(one.text), "columns": one.columns} for one in spans(row[:width])]
        for row in part.rows
    ]
    for row, source in zip(rows, part.rows, strict=True):
        row += [{"text": "", "columns": 1}] * (width - min(len(source), width))
    return {"kind": "grid", "columns": width, "rows": rows or [[{"text": "", "columns": width}]]}


def _day(on: date) -> str:
    return f"{on.year}年{on.month}月{on.day}日"


def _clean(text: str) -> str:
    return settable(printable(text))


def _breakable(link: str) -> str:
    """An address that may go on in the next line behind its marks."""
    return "".join(f"{letter}\u200b" if letter in "/?&=." else letter for letter in link)


def _typeset(given: Mapping[str, Any], folders: Sequence[Path]) -> bytes:
    return typeset(_TEMPLATE, given, list(_texts(given)), folders)


def _texts(given: Mapping[str, Any]) -> Iterator[Text]:
    yield Text("标题", given["title"])
    for line in given.get("foot", ()):
        yield Text("页脚", line)
    for text in (given["issue"] or {}).values():
        yield Text("封面", text)
    for article in given["articles"]:
        for text in strings(article):
            yield Text(article["title"], text)
