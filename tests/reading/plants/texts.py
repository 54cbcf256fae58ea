"""Papers as plain text: one cell a line, run together, laid out in columns, or with pipes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from .papers import Image, Line, Paper, Part
from .tables import Cell, Row, Table, laid_out


def wide(text: str) -> int:
    """Columns a text takes in a fixed-width font."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)


def pad(text: str, width: int) -> str:
    return text + " " * max(1, width - wide(text))


def write(
    paper: Paper, table: Callable[[Table], Iterator[str]], indent: str = "　　", gap: str = "\n"
) -> str:
    """Lines of the paper with every table put through ``table``."""
    lines: list[str] = []
    for part in paper.parts:
        if isinstance(part, Line):
            lines.append((indent if part.kind == "text" else "") + part.text)
        elif isinstance(part, Table):
            lines += table(part)
    return gap.join(lines) + "\n"


_PAGE_WIDTH = 76


def in_page_width(paper: Paper) -> Paper:
    """The paper with its running text broken into lines of a page, numbers kept whole."""
    parts: list[Part] = []
    for part in paper.parts:
        lines = _broken(part.text) if isinstance(part, Line) and part.kind == "text" else []
        parts += (
            [Line("　　" + lines[0], "set"), *(Line(line, "set") for line in lines[1:])] if lines else [part]
        )
    return Paper(paper.body, paper.year, parts)


def _broken(text: str) -> list[str]:
    lines: list[str] = []
    for piece in re.findall(r"[\d.%]+|[^\d]", text):
        full = not lines or wide(lines[-1] + piece) > _PAGE_WIDTH - (0 if len(lines) > 1 else 4)
        if full and piece not in "，。、；：）”":
            lines.append(piece)
        else:
            lines[-1] += piece
    return lines


def cell_a_line(table: Table) -> Iterator[str]:
    """Every cell on its own line, a blank one as an empty line."""
    for row in table.rows:
        yield from (cell.text for cell in row)


def filled_cells(table: Table) -> Iterator[str]:
    """Every cell on its own line, blank ones dropped."""
    return (text for text in cell_a_line(table) if text.strip())


def row_a_line(separator: str) -> Callable[[Table], Iterator[str]]:
    def lines(table: Table) -> Iterator[str]:
        for row in table.rows:
            yield separator.join(cell.text for cell in row)

    return lines


def in_one(separator: str) -> Callable[[Table], Iterator[str]]:
    """The whole table in one line."""

    def lines(table: Table) -> Iterator[str]:
        yield separator.join(cell.text for row in table.rows for cell in row if cell.text.strip())

    return lines


def run_together(paper: Paper, between: str = "") -> str:
    """Everything in one paragraph, prose and tables, as a page's text without its tags."""
    pieces = [part.text for part in paper.parts if isinstance(part, Line)][:1]
    for part in paper.parts[1:]:
        if isinstance(part, Line):
            pieces.append(part.text)
        elif isinstance(part, Table):
            pieces.append(between.join(cell.text.strip() for row in part.rows for cell in row))
    return between.join(pieces)


def cut(text: str, width: int) -> list[str]:
    """A text cut into lines of a width, wherever it falls."""
    lines, line = [], ""
    for sign in text:
        if wide(line + sign) > width and line:
            lines.append(line)
            line = ""
        line += sign
    return [*lines, line]


def columns(table: Table, label_width: int = 36, figure_width: int = 10) -> Iterator[str]:
    """Columns by blanks; a long label is cut over lines with the figures on its middle line, as a PDF's text has it."""
    for row in table.rows:
        labels = [cell for cell in row if not cell.code]
        figures = [cell for cell in row if cell.code]
        if not figures:
            yield _head_line(row, label_width, figure_width)
            continue
        main = 0 if table.name == "R" else -1
        lead = "" if table.name == "R" else "".join(pad(cell.text, 10) for cell in labels[:-1])
        lines = cut(labels[main].text, label_width) if labels else [""]
        middle = len(lines) // 2
        for at, line in enumerate(lines):
            head = pad(" " * 4 + (lead if at == middle else " " * wide(lead)) + line, label_width + 26)
            units = labels[1:2] if table.name == "R" else []
            tail = (
                "".join(pad(cell.text, figure_width) for cell in (*units, *figures)) if at == middle else ""
            )
            yield (head + tail).rstrip()
        yield ""


def _head_line(row: Row, label_width: int, figure_width: int) -> str:
    return (
        "      " + "".join(pad(cell.text, max(figure_width, wide(cell.text) + 3)) for cell in row)
    ).rstrip()


def paged(lines: Iterator[str], table: Table, length: int) -> Iterator[str]:
    """The lines of a table over pages: a page number, then the head again."""
    head = list(columns(Table(table.name, table.rows[: table.head], 0, table.width)))
    for at, line in enumerate(lines, start=1):
        yield line
        if at % length == 0 and not line:
            yield f"{'':40}- {at // length + 1} -"
            yield "\f"
            yield from head


def pipes(table: Table, repeat: bool) -> Iterator[str]:
    """A Markdown table; where cells span, the rest of the span is empty or repeats the text."""
    for at, places in enumerate(laid_out(table)):
        texts = [_pipe_text(cell, first or repeat) for cell, first in places]
        yield "| " + " | ".join(texts) + " |"
        if at == 0:
            yield "|" + " --- |" * table.width


def _pipe_text(cell: Cell, shown: bool) -> str:
    return cell.text.replace("|", "/") if shown else ""


def markdown(paper: Paper, repeat: bool = False) -> str:
    marks = {"title": "# ", "chapter": "## ", "section": "### "}
    lines: list[str] = []
    for part in paper.parts:
        if isinstance(part, Line):
            lines += [marks.get(part.kind, "") + part.text, ""]
        elif isinstance(part, Image):
            lines += [f"![{part.alt}](image1.png)", ""]
        else:
            lines += [*pipes(part, repeat), ""]
    return "\n".join(lines)
