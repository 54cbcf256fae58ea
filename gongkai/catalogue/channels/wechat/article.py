"""An edition → a page that is opened, copied and pasted into the editor of a public account."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from gongkai.catalogue.channels.outgoing import Outgoing
from gongkai.catalogue.channels.shape import Made, file_name

MOST_TITLE: Final = 64
MOST_SUMMARY: Final = 120
MOST_TEXT: Final = 20_000
_BODY: Final = "margin:0 0 16px;font-size:17px;line-height:1.8;color:#222222;text-align:justify;"
_CELL: Final = "border:1px solid #bbbbbb;padding:6px 8px;font-size:15px;line-height:1.6;"
STYLES: Final = {
    "p": f"{_BODY}text-indent:2em;",
    "h2": "margin:24px 0 12px;font-size:18px;line-height:1.6;font-weight:bold;color:#b3151d;",
    "h3": "margin:20px 0 10px;font-size:17px;line-height:1.6;font-weight:bold;",
    "h4": "margin:16px 0 8px;font-size:17px;line-height:1.6;font-weight:bold;",
    "ul": "margin:0 0 16px;padding-left:1.5em;",
    "ol": "margin:0 0 16px;padding-left:1.5em;",
    "li": "margin:0 0 6px;font-size:17px;line-height:1.8;",
    "blockquote": "margin:0 0 16px;padding:8px 14px;border-left:4px solid #b3151d;background:#f7f7f7;",
    "table": "width:100%;margin:0 0 16px;border-collapse:collapse;",
    "th": f"{_CELL}background:#f2f2f2;font-weight:bold;",
    "td": _CELL,
    "caption": "margin:0 0 6px;font-weight:bold;",
    "figcaption": "margin:4px 0 16px;font-size:14px;color:#666666;text-align:center;",
}
CLASSES: Final = {
    "center": "text-align:center;text-indent:0;",
    "right": "text-align:right;text-indent:0;",
    "signed": "text-align:right;text-indent:0;",
    "noindent": "text-indent:0;",
    "number": "text-align:right;",
}


def make(outgoing: Outgoing) -> Made:
    """The article with what goes into the other fields of the editor above it, outside of what is copied."""
    fields = [
        ("标题", outgoing.title),
        ("作者", outgoing.by),
        ("摘要", (outgoing.summary or outgoing.title)[:MOST_SUMMARY]),
        ("阅读原文", outgoing.link),
    ]
    rows = "".join(f"<tr><th>{name}</th><td>{escape(value)}</td></tr>" for name, value in fields)
    article = _dressed(outgoing)
    notes = tuple(_notes(outgoing, article))
    told = "".join(f"<li>{escape(note)}</li>" for note in notes)
    page = (
        f'<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(outgoing.title)}</title></head>\n'
        "<body>\n<h1>以下各项分别填入编辑器</h1>\n"
        f"<table>{rows}</table>\n<ul>{told}</ul>\n<h1>以下正文：全选线内内容，复制，粘贴到编辑器</h1>\n<hr>\n"
        f"{article}\n<hr>\n</body></html>\n"
    )
    return Made(file_name(outgoing.title, "-微信图文.html"), "text/html; charset=utf-8", page.encode(), notes)


def _dressed(outgoing: Outgoing) -> str:
    """The text with its look in every element; links stay words, since the editor drops those to other places."""
    tree = LexborHTMLParser(f"<section>{outgoing.text}</section>")
    section = tree.css_first("section")
    assert section is not None
    for picture in section.css("img"):
        picture.replace_with(f"（图：{picture.attributes.get('alt') or '见原文'}）")
    for node in section.css("*"):
        _dress(node)
    number = f'<p style="{_BODY}text-align:center;">{escape(outgoing.document_number)}</p>'
    return f"<section>{number if outgoing.document_number else ''}{section.inner_html}{_foot(outgoing)}</section>"


def _dress(node: LexborNode) -> None:
    classes = (node.attributes.get("class") or "").split()
    look = STYLES.get(node.tag or "", "") + "".join(CLASSES.get(one, "") for one in classes)
    for name in list(node.attributes):
        if name not in ("colspan", "rowspan"):
            del node.attrs[name]
    if look:
        node.attrs["style"] = look


def _foot(outgoing: Outgoing) -> str:
    lines = [f"附件：{file.name}（请到原文下载）" for file in outgoing.files]
    lines.append(f"来源：{outgoing.body}　公布日期：{outgoing.published_on}　索引号：{outgoing.index_number}")
    return "".join(
        f'<p style="margin:0;font-size:14px;line-height:1.8;color:#666666;">{escape(line)}</p>'
        for line in lines
    )


def _notes(outgoing: Outgoing, article: str) -> Iterator[str]:
    if len(outgoing.title) > MOST_TITLE:
        yield f"标题有 {len(outgoing.title)} 个字，公众号最多 {MOST_TITLE} 个字；改短的标题要另起新版重新审签。"
    if len(article) > MOST_TEXT:
        yield f"正文连同格式有 {len(article)} 个字符，可能超过编辑器的上限，请分段粘贴。"
    if "<img" in outgoing.text:
        yield "正文里的图片请从原文另存后上传到公众号素材库。"
    if outgoing.files:
        yield "公众号不能带附件，读者从“阅读原文”下载。"
