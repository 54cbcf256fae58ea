"""Papers as web pages, from clean to what a word processor and three site rebuilds leave behind."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from .papers import Image, Line, Paper, Part
from .tables import Cell, Row, Table

_NAVIGATION = (
    "网站首页",
    "政务公开",
    "办事服务",
    "互动交流",
    "无障碍浏览",
    "当前位置：首页 &gt; 政府信息公开 &gt; 政府信息公开年报",
    "字号：【大 中 小】　打印　浏览次数：328",
)
_ENDING = (
    "分享到：",
    "扫一扫在手机打开当前页",
    "上一篇：没有了",
    "主办：县人民政府办公室　技术维护：县大数据中心",
    "网站标识码：0000000001",
)


@dataclass(frozen=True)
class Markup:
    """What a site makes of a page. ``wrap``: how the paper is placed ("" plain, "table" inside a layout table,
    "word" a word processor's export, "divs" no table tags at all)."""

    charset: str = "utf-8"
    declared: str = ""
    wrap: str = ""
    chrome: bool = False
    uneven: bool = False
    image: str = "fig1.png"
    thead: bool = False


def _span(cell: Cell) -> str:
    across = f' colspan="{cell.cols}"' if cell.cols > 1 else ""
    return across + (f' rowspan="{cell.rows}"' if cell.rows > 1 else "")


def _words(text: str) -> str:
    return escape(text).replace("\u00a0", "&nbsp;").replace("\n", "<br />")


def _inside(text: str, markup: Markup) -> str:
    words = _words(text)
    if markup.wrap != "word":
        return f'<p align="center">{words}</p>' if markup.uneven else words
    shown = words or "&nbsp;"
    return (
        f"<p class=MsoNormal align=center><span style='font-family:仿宋_GB2312'>{shown}<o:p></o:p></span></p>"
    )


def _row(row: Row, markup: Markup) -> str:
    return "<tr>" + "".join(f"<td{_span(cell)}>{_inside(cell.text, markup)}</td>" for cell in row) + "</tr>"


def _stretched(table: Table) -> list[Row]:
    """Table two one column wider than its head: figure rows give the spare column to another cell than the head."""
    rows: list[Row] = []
    for at, row in enumerate(table.rows):
        spare = 0 if len(row) == 1 else (1 if at % 2 else len(row) - 1)
        rows.append([cell._replace(cols=cell.cols + (place == spare)) for place, cell in enumerate(row)])
    return rows


def _table(table: Table, markup: Markup) -> str:
    if markup.wrap == "divs":
        cells = (f"<div><span>{_words(cell.text)}</span></div>" for row in table.rows for cell in row)
        return "\n".join(cells)
    rows = _stretched(table) if markup.uneven and table.name == "T2" else table.rows
    start = (
        "<table class=MsoTableGrid border=1 cellspacing=0>" if markup.wrap == "word" else '<table border="1">'
    )
    head = "".join(_row(row, markup) for row in rows[: table.head]) if markup.thead else ""
    rest = "\n".join(_row(row, markup) for row in (rows[table.head :] if markup.thead else rows))
    return (
        f"{start}<thead>{head}</thead><tbody>{rest}</tbody></table>"
        if head
        else f"{start}<tbody>{rest}</tbody></table>"
    )


def _line(line: Line, markup: Markup) -> str:
    text = escape(line.text).replace("\u00a0", "&nbsp;")
    if markup.wrap == "word":
        return f"<p class=MsoNormal style='text-indent:32.0pt'><span lang=EN-US></span><span>{text}<o:p></o:p></span></p>"
    if line.kind == "title":
        return f'<h1 style="text-align:center">{text}</h1>'
    if line.kind in ("chapter", "section"):
        return f"<p><strong>{text}</strong></p>"
    return f"<p>　　{text}</p>"


def _part(part: Part, markup: Markup) -> str:
    if isinstance(part, Line):
        return _line(part, markup)
    if isinstance(part, Image):
        return f'<p style="text-align:center"><img src="{markup.image}" alt="{escape(part.alt)}" width="600"></p>'
    return _table(part, markup)


_WORD_HEAD = """<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View><w:Zoom>0</w:Zoom></w:WordDocument></xml><![endif]-->
<!--[if gte mso 10]><style>table.MsoNormalTable{mso-style-name:普通表格;mso-padding-alt:0cm 5.4pt 0cm 5.4pt}</style><![endif]-->
<style><!-- p.MsoNormal{margin:0cm;font-size:16.0pt} @page Section1{size:595.3pt 841.9pt} --></style>"""


def page(paper: Paper, markup: Markup | None = None) -> bytes:
    """The paper as a page in its own encoding."""
    markup = markup or Markup()
    inner = "\n".join(_part(part, markup) for part in paper.parts)
    if markup.wrap == "table":
        side = "<td width=180><ul><li>公开指南</li><li>公开制度</li><li>法定主动公开内容</li><li>公开年报</li></ul></td>"
        inner = f'<table width="1000"><tr>{side}<td><table width="100%"><tr><td>{inner}</td></tr></table></td></tr></table>'
    before = "".join(f"<li><a href='#'>{item}</a></li>" for item in _NAVIGATION) if markup.chrome else ""
    after = "".join(f"<p>{item}</p>" for item in _ENDING) if markup.chrome else ""
    meta = (
        f'<meta http-equiv="Content-Type" content="text/html; charset={markup.declared or markup.charset}">'
    )
    meta = "" if markup.declared == "none" else meta
    head = f"<head>{meta}<title>{escape(paper.title)}</title>{_WORD_HEAD if markup.wrap == 'word' else ''}</head>"
    script = "<script>var visits=328;function share(){return '2099年'}</script>" if markup.chrome else ""
    body = (
        f"{script}<ul class='nav'>{before}</ul>{inner}<div class='foot'>{after}</div>"
        if markup.chrome
        else inner
    )
    text = f"<!DOCTYPE html>\n<html>{head}<body>\n{body}\n</body></html>\n"
    return text.encode(markup.charset, "xmlcharrefreplace")
