"""Lines of text to blocks: pipe and box-drawn tables become grids; in Markdown also headings, pictures and markup."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

from gongkai.paper.blocks import Block, Grid, Heading, Paragraph, Picture
from gongkai.reading.joining import join_pieces
from gongkai.reading.openers.spans import Cell, lay_out

_ALIGNMENT = re.compile(r"\|?\s*+:?-+:?\s*+(\|\s*+:?-+:?\s*+)*+\|?$")
_LONG_ALIGNMENT = re.compile(r"\|?\s*+:?-{3,}:?\s*+(\|\s*+:?-{3,}:?\s*+)*+\|?$")
_RULE = re.compile(r"\s*[+┌├└╔╠╚┏┣┗╒╞╘─━═][-+=─━═┌┬┐├┼┤└┴┘╔╦╗╠╬╣╚╩╝┏┳┓┣╋┫┗┻┛╒╤╕╞╪╡╘╧╛\s]{2,}$")
_BOX = re.compile("[│┃║┆┊]")
_BOX_BARS = str.maketrans("│┃║┆┊", "|||||")
_BAR = re.compile(r"(?<!\\)\|")
_BREAK = re.compile(r"<br\s*/?>", re.I)
_HEADING = re.compile(r"(#{1,6})(?!#)\s*+(?=\S)")
_UNDERLINE = re.compile(r"(?:={3,}|-{3,})$")
_IMAGE = re.compile(r"!\[([^\]\n]{0,200})\]\([^)\n]{0,2000}\)")
_LINK = re.compile(r"\[([^\]\n]{0,200})\]\([^)\n]{0,2000}\)")
_EMPHASIS = re.compile(r"\*\*([^*\n]+)\*\*|__([^_\n]+)__")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!|<>-])")
_MOST_CUT = 4
_MOST_BARS = 500
_MOST_ROWS = 5000


def is_markdown(lines: Sequence[str]) -> bool:
    """Whether lines are Markdown: a table with its alignment row, or several ``#`` headings."""
    headings = 0
    for line in lines:
        if "|" in line and "-" in line and _ALIGNMENT.match(line.strip()):
            return True
        headings += bool(_HEADING.match(line.lstrip()))
    return headings > 1


def lines_to_blocks(lines: Sequence[str], *, markdown: bool) -> list[Block]:
    """Lines → blocks in order. Without ``markdown`` only tables are recognised and all else stays as printed."""
    blocks: list[Block] = []
    place = 0
    bare = [line.translate(_BOX_BARS).strip() if _BOX.search(line) else line.strip() for line in lines]
    while place < len(lines):
        end = _table_end(bare, place)
        if end > place:
            blocks.append(_grid(bare[place:end]))
            place = end
        else:
            blocks.extend(_inline_blocks(lines[place]) if markdown else _plain(lines[place]))
            place += 1
    return blocks


def _plain(line: str) -> Iterator[Block]:
    if line and not line.isspace():
        yield Paragraph(line.rstrip())


def _inline_blocks(line: str) -> Iterator[Block]:
    bare = line.strip()
    if _UNDERLINE.match(bare):
        return
    heading = _HEADING.match(bare)
    text = bare[heading.end() :].rstrip("# ") if heading else line
    for picture in _IMAGE.findall(text):
        yield Picture(picture)
    text = _without_markup(_IMAGE.sub("", text)).rstrip()
    if text and not text.isspace():
        yield Heading(text.strip(), len(heading[1])) if heading else Paragraph(text)


def _without_markup(text: str) -> str:
    text = _EMPHASIS.sub(r"\1\2", _LINK.sub(r"\1", text))
    return html.unescape(_ESCAPE.sub(r"\1", text))


def _bars(line: str) -> int:
    """How many cell borders a line has; 0 for most lines at the cost of one look, and for absurd ones."""
    bars = line.count("|")
    if bars and "\\" in line:
        bars = len(_BAR.findall(line))
    return bars if bars <= _MOST_BARS else 0


def _table_end(lines: Sequence[str], start: int) -> int:
    """Where the table that starts at a line ends; ``start`` where none does."""
    if "|" not in lines[start] and not _RULE.match(lines[start]):
        return start
    place = start
    rows = bordered = 0
    thin = start + 1 < len(lines) and bool(_bars(lines[start + 1]) and _ALIGNMENT.match(lines[start + 1]))
    while place < len(lines) and rows < _MOST_ROWS:
        end = _row_end(lines, place, thin=thin)
        if end > place:
            rows += 1
            bordered += lines[place].startswith("|")
        elif _RULE.match(lines[place]) or (rows and _is_gap(lines, place)):
            end = place + 1
        else:
            break
        place = end
    return place if rows > 1 or bordered else start


def _row_end(lines: Sequence[str], start: int, *, thin: bool) -> int:
    """Where the row that starts at a line ends; a row without outer borders needs two inner ones, ``thin`` one."""
    bars = _bars(lines[start])
    if not bars:
        return start
    if not lines[start].startswith("|"):
        return start + (bars >= (1 if thin else 2))
    end = _end_of_cut_row(lines, start)
    return end if bars >= 2 or end > start + 1 else start


def _is_gap(lines: Sequence[str], place: int) -> bool:
    """A single blank line between two rows with borders."""
    if lines[place] or place + 1 >= len(lines):
        return False
    return (
        lines[place + 1].startswith("|") and _bars(lines[place + 1]) >= 2 and lines[place - 1].startswith("|")
    )


def _end_of_cut_row(lines: Sequence[str], start: int) -> int:
    """A row with an opening border and no closing one goes on where the closing one is, a few lines on at most."""
    if lines[start].endswith("|"):
        return start + 1
    for place in range(start + 1, min(start + 1 + _MOST_CUT, len(lines))):
        line = lines[place]
        if not line or line.startswith("|"):
            break
        if line.endswith("|"):
            return place + 1
    return start + 1


def _grid(lines: Sequence[str]) -> Grid:
    rows: list[list[str]] = []
    ruled = sum(1 for line in lines if _RULE.match(line)) > 2
    fresh = True
    for line in _whole_rows(lines):
        if _RULE.match(line):
            fresh = True
        elif not _is_alignment(line, len(rows)):
            cells = _cells(line)
            if ruled and not fresh and rows and len(rows[-1]) == len(cells):
                rows[-1] = [join_pieces([above, below]) for above, below in zip(rows[-1], cells, strict=True)]
            else:
                rows.append(cells)
            fresh = False
    return lay_out([[Cell(cell) for cell in row] for row in rows])


def _is_alignment(line: str, row: int) -> bool:
    """The row of dashes under the head; further down only where it cannot be a row of not-applicable marks."""
    return "-" in line and bool((_ALIGNMENT if row == 1 else _LONG_ALIGNMENT).match(line))


def _whole_rows(lines: Sequence[str]) -> Iterator[str]:
    place = 0
    while place < len(lines):
        end = _end_of_cut_row(lines, place) if lines[place].startswith("|") else place + 1
        line = lines[place] if end == place + 1 else join_pieces(list(lines[place:end]))
        if line:
            yield line
        place = end


def _cells(line: str) -> list[str]:
    parts = _BAR.split(line)
    if not parts[0].strip():
        parts = parts[1:]
    if len(parts) > 1 and not parts[-1].strip():
        parts = parts[:-1]
    return [_cell_text(part) for part in parts]


def _cell_text(part: str) -> str:
    part = part.strip()
    if part.isalnum():
        return part
    if "<" in part:
        part = join_pieces([piece.strip() for piece in _BREAK.split(part)])
    return _without_markup(part).strip() if part else part
