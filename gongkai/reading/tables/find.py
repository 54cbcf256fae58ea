"""A paper's tape → the official sheets it holds, and what of the tape they take up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from gongkai.paper.report import Gap
from gongkai.reading.tables.appeals import read_appeals
from gongkai.reading.tables.labels import Hit, chains, headless
from gongkai.reading.tables.money import settle_amount
from gongkai.reading.tables.pieces import Piece, Tape
from gongkai.reading.tables.placing import Placed, place
from gongkai.reading.tables.rows import Row, Want, read_row
from gongkai.reading.tables.sums import columns_hold
from gongkai.reading.tables.tokens import tokens_of
from gongkai.reading.tables.wants import cell_codes, wants_of

_LEAST = {"T2": 4, "T3": 7, "R": 12}
_TITLE_TWO = "主动公开政府信息情况"
_HEADS = {"T3": ("(本列数据", "申请人情况", "本列数据的勾稽"), "R": ("统计指标", "指标名称")}
_FIRST_HEADS = ("统计指标", "指标名称", "指标", "统计项目", "项目")
_NO_FIGURES = (
    "单位",
    "计量单位",
    "统计说明",
    "说明",
    "备注",
    "填报说明",
    "统计口径",
    "口径说明",
    "序号",
    "代码",
    "",
)


@dataclass(frozen=True)
class SheetRead:
    """One sheet of a paper: layout by table ("T2": "2021" …), and what was placed, table by table."""

    layouts: Mapping[str, str]
    tables: tuple[Placed, ...]
    scope: str = ""

    @property
    def form(self) -> str:
        """The form of its table two; without one, of table three."""
        return self.layouts.get("R") or self.layouts.get("T2") or self.layouts.get("T3") or "2021"


def _layout_two(text: str, chain: Sequence[Hit]) -> str:
    stretch = text[max(chain[0].start - 60, 0) : chain[-1].end + 60]
    old = sum(
        word in stretch
        for word in ("新制作", "新公开", "对外公开总", "上一年项目", "增/减", "采购", "其他对外管理")
    )
    new = sum(word in stretch for word in ("制发件数", "废止件数", "现行有效", "本年处理决定", "收费金额"))
    return "2019" if old > new else "2021"


def _layout_three(chain: Sequence[Hit]) -> str:
    split = any(hit.label.code in ("C6.1", "C6.2") for hit in chain)
    return "2021" if split else "2019"


def _figure_heads(tape: Tape, hit: Hit) -> list[Piece]:
    """The heads of the columns of figures in the grid a one-column form stands in: one, or one for each scope."""
    index = tape.piece_at(hit.start)
    home = tape.pieces[index]
    if home.row < 0:
        return []
    above = [piece for piece in tape.pieces[:index] if piece.block == home.block]
    first = next((piece for piece in above if _bare(piece) in _FIRST_HEADS), None)
    if first is None:
        return []
    return [
        piece
        for piece in above
        if piece.row == first.row and piece is not first and _bare(piece) not in _NO_FIGURES
    ]


def _bare(piece: Piece) -> str:
    return "".join(piece.text.split())


def _rows(
    tape: Tape, chain: Sequence[Hit], wants: Mapping[str, Want], end: int, head: Piece | None
) -> list[Row]:
    rows = []
    for index, hit in enumerate(chain):
        want = wants.get(hit.label.code)
        if want is not None:
            last = index + 1 == len(chain)
            until = end if last else chain[index + 1].start
            rows.append(read_row(tape, hit, until, want, last=last, head=head))
    return rows


def _strays(tape: Tape, chain: Sequence[Hit], start: int) -> bool:
    """Whether figures stand where no row is: before the first label, or behind a column head."""
    stretches = [(start, chain[0].start)]
    stretches += [(hit.end, after.start) for hit, after in pairwise(chain) if hit.label.mark]
    tokens = (token for low, high in stretches for token in tokens_of(tape.parts(low, high)))
    return any(token.text[-1].isdigit() for token in tokens)


def _reach(text: str, chain: Sequence[Hit], stop: int) -> int:
    """Where the last row of a chain must have ended: at most some 160 characters on, or at the next table."""
    return min(stop, chain[-1].end + 160, len(text))


def _table(
    tape: Tape, chain: Sequence[Hit], form: str, table: str, stop: int, head: Piece | None = None
) -> Placed:
    wants, codes = wants_of(form, table), cell_codes(form, table)
    chain = [hit for hit in chain if hit.label.mark or hit.label.code in wants or hit.label.code == "C6"]
    rows = _rows(tape, chain, wants, _reach(tape.squeezed, chain, stop), head)
    start = _with_heads(tape.squeezed, chain[0], _HEADS.get(table, ()))
    strays = _strays(tape, chain, start)
    placed = place(rows, codes, tape.quote, columns_hold if table == "T3" else None, strays=strays)
    placed.start = start
    placed.end = _end(chain, rows)
    if "procurement" in placed.places:
        settle_amount(placed, tape.squeezed, tape.quote(*placed.places["procurement"]))
    missing = [code for code in wants if code not in placed.places]
    if missing:
        placed.gaps.append(_missing_rows(missing, wants, codes, tape.quote(placed.start, placed.end, 60)))
    return placed


def _with_heads(text: str, first: Hit, heads: Sequence[str]) -> int:
    """Where a table begins when the heads above its first row are taken in, also where a paper prints a head in every
    cell it is merged over."""
    word, start = text[first.start : first.end], first.start
    while word and text.startswith(word, start - len(word)):
        start -= len(word)
    while True:
        places = [text.find(word, max(start - 200, 0), start) for word in heads]
        further = min((place for place in places if place >= 0), default=start)
        if further == start:
            return start
        start = further


def _end(chain: Sequence[Hit], rows: Sequence[Row]) -> int:
    """Behind the last figure of the last row."""
    return max(chain[-1].end, rows[-1].end) if rows else chain[-1].end


def _missing_rows(
    missing: Sequence[str], wants: Mapping[str, Want], codes: Mapping[str, Sequence[str]], quote: str
) -> Gap:
    """Rows of the layout whose label the paper does not have."""
    labels = "、".join(wants[code].label for code in missing[:6]) + ("等" if len(missing) > 6 else "")
    cells = tuple(cell for code in missing for cell in codes[code])
    return Gap(cells, f"表中没有找到{labels}这 {len(missing)} 行。", quote)


def _national(tape: Tape) -> list[SheetRead]:
    """Sheets of the 2019 and 2021 layouts: tables two, three and four that follow each other."""
    text = tape.squeezed
    threes = chains(text, "T3", _LEAST["T3"])
    twos = [chain for chain in chains(text, "T2", _LEAST["T2"]) if _is_two(chain)]
    sheets = []
    bounds = [chain[0].start for chain in threes] or [len(text)]
    for index, bound in enumerate(bounds):
        low = bounds[index - 1] if index else 0
        two: Sequence[Hit] | None = next((chain for chain in twos if low <= chain[0].start < bound), None)
        three = threes[index] if threes else None
        if two is None and index == 0:
            two = twos[0] if twos and not threes else _headless_two(text, bound)
        sheets.append(_sheet(tape, two, three, bounds[index + 1] if index + 1 < len(bounds) else len(text)))
    return [sheet for sheet in sheets if sheet is not None]


def _headless_two(text: str, bound: int) -> Sequence[Hit] | None:
    """Table two under its chapter's title, where the paper prints its rows without any head."""
    title = text.rfind(_TITLE_TWO, max(bound - 500, 0), bound)
    if title < 0 or bound == len(text):
        return None
    chain = headless(text, "T2", title + len(_TITLE_TWO), bound)
    return chain if len(chain) >= 5 and chain[0].label.code == "rules" else None


def _is_two(chain: Sequence[Hit]) -> bool:
    return sum(not hit.label.mark for hit in chain) >= 3


def _sheet(tape: Tape, two: Sequence[Hit] | None, three: Sequence[Hit] | None, stop: int) -> SheetRead | None:
    layouts: dict[str, str] = {}
    tables: list[Placed] = []
    after = 0
    if two is not None:
        layouts["T2"] = _layout_two(tape.squeezed, two)
        tables.append(_table(tape, two, layouts["T2"], "T2", three[0].start if three else stop))
        after = tables[-1].end
    if three is not None:
        layouts["T3"] = _layout_three(three)
        four = tape.squeezed.find("行政复议", three[-1].end)
        tables.append(_table(tape, three, layouts["T3"], "T3", four if four >= 0 else stop))
        after = tables[-1].end
    appeals = read_appeals(tape, after)
    if appeals is not None and appeals.start < stop:
        layouts["T4"] = "2021"
        tables.append(appeals)
    return SheetRead(layouts, tuple(tables)) if tables else None


def _of_2014(tape: Tape, chain: Sequence[Hit]) -> Iterator[SheetRead]:
    """The form of 2014: one sheet, or one for each column of figures where it prints several scopes."""
    heads: list[Piece | None] = [*_figure_heads(tape, chain[0])]
    for head in heads or [None]:
        table = _table(tape, chain, "2014", "R", len(tape.squeezed), head)
        yield SheetRead({"R": "2014"}, (table,), _bare(head) if head and len(heads) > 1 else "")


def sheets_on(tape: Tape) -> list[SheetRead]:
    """Every official sheet of a paper, in the order it prints them."""
    chains_of_2014 = chains(tape.squeezed, "R", _LEAST["R"])
    return [sheet for chain in chains_of_2014 for sheet in _of_2014(tape, chain)] + _national(tape)
