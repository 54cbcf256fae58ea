"""A report as one web page that stands alone: official tables with real heads, and the official page when printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import count
from pathlib import Path
from typing import Final

from gongkai.paper.report import Report
from gongkai.writing.compose import compose, title_of
from gongkai.writing.document import Attachment, Cell, Chapter, Closing, Foot, Part, Prose, Row, Table, Title

_STYLE: Final = Path(__file__).with_name("page.css").read_text(encoding="utf-8")


def report_to_html(report: Report) -> str:
    """A report → its official document as a whole page: no script, no request to anywhere, A4 in print.

    Every figure names its heads (scope, headers); a table is named by the heading over it or by its caption. Raises
    nothing for any report.
    """
    page = _Page()
    body = "\n".join(page.part(part) for part in compose(report))
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n<title>{escape(title_of(report))}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<style>\n{_STYLE}</style>\n</head>\n<body>\n<main>\n{body}{page.end()}\n</main>\n</body>\n</html>\n"
    )


class _Page:
    """Writes the parts one after the other and knows what names the next table."""

    def __init__(self) -> None:
        self.headings, self.tables = count(1), count(1)
        self.named = ""
        self.inside = False

    def part(self, part: Part) -> str:
        if isinstance(part, Table):
            return self.table(part)
        if isinstance(part, Chapter):
            return self.end() + f'<h2 id="{self.name()}">{escape(part.text)}</h2>'
        if isinstance(part, Attachment):
            return self.end() + self.attachment(part)
        return _plain(part)

    def name(self) -> str:
        """The id of a heading that names the tables under it."""
        self.named = f"h{next(self.headings)}"
        return self.named

    def end(self) -> str:
        """Closes an attachment."""
        inside, self.inside = self.inside, False
        return "</section>\n" if inside else ""

    def attachment(self, part: Attachment) -> str:
        self.inside = True
        lines = [
            f'<section class="sheet">\n<p class="mark">{escape(part.mark)}</p>',
            f'<h2 id="{self.name()}">{escape(part.title)}</h2>',
        ]
        lines += [f'<p class="under">{escape(part.under)}</p>'] if part.under else []
        lines += [f'<p class="maker">{escape(part.maker)}</p>'] if part.maker else []
        return "\n".join(lines)

    def table(self, part: Table) -> str:
        key = f"t{next(self.tables)}"
        named = f' aria-labelledby="{self.named}"' if part.announced and self.named else ""
        columns = "".join(f'<col style="width:{share:.2%}">' for share in part.widths)
        lines = [
            f'<div class="scroll" role="region" tabindex="0" aria-label="{escape(part.caption)}（可左右滚动）">',
            f'<table class="{part.code}"{named}>',
            "" if named else f"<caption>{escape(part.caption)}</caption>",
            f"<colgroup>{columns}</colgroup>",
            *_group("thead", part.head, key),
            *(line for body in part.bodies for line in _group("tbody", body, key)),
            "</table></div>",
        ]
        return "\n".join(line for line in lines if line)


def _group(name: str, rows: Sequence[Row], table: str) -> Iterator[str]:
    if rows:
        yield f"<{name}>"
        for row in rows:
            yield f"<tr>{''.join(_cell(cell, table) for cell in row)}</tr>"
        yield f"</{name}>"


def _cell(cell: Cell, table: str) -> str:
    span = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    span += f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    if cell.kind == "head":
        depth = f' class="depth-{cell.depth}"' if cell.depth else ""
        return f'<th id="{table}-{cell.key}" scope="{cell.axis}"{depth}{span}>{escape(cell.text)}</th>'
    heads = f' headers="{" ".join(f"{table}-{key}" for key in cell.heads)}"' if cell.heads else ""
    return f"<td{heads}{span}>{escape(cell.text)}</td>"


def _plain(part: Title | Prose | Closing | Foot) -> str:
    if isinstance(part, Title):
        return f"<h1>{''.join(f'<span>{escape(line)}</span>' for line in part.lines)}</h1>"
    if isinstance(part, Closing):
        return f'<p class="closing">{escape(part.text)}</p>'
    if isinstance(part, Foot):
        fields = (f"<span>{escape(label)}：{escape(value)}</span>" for label, value in part.fields)
        return f'<p class="signatures">{" ".join(fields)}</p>'
    lead = f'<span class="lead">{escape(part.text[: part.lead])}</span>' if part.lead else ""
    return f"<p>{lead}{escape(part.text[part.lead :])}</p>"
