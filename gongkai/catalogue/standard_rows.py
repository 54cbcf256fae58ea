"""The usual Excel of a standard catalogue into lines, each row accounted for. Knows no database."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from gongkai.law.carriers import TICKED, ticks
from gongkai.paper.workbook import Cells, NoWorkbook, workbook_cells
from gongkai.paper.workbook_child import LONG, MOST_ROWS

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "matter": ("一级事项", "一级"),
    "part": ("二级事项", "二级"),
    "content": ("公开内容", "内容要素"),
    "basis": ("公开依据",),
    "term": ("公开时限",),
    "subject": ("公开主体", "责任主体"),
    "carriers": ("公开渠道", "渠道和载体"),
    "everybody": ("全社会",),
    "audience": ("特定群体", "特定群众"),
    "on_own_motion": ("主动",),
    "on_request": ("依申请",),
    "county": ("县级", "区级", "市级"),
    "township": ("乡", "镇级", "街道"),
    "village": ("村级",),
}
WANTED: Final = ("matter", "content", "subject")
LEVELS: Final = ("county", "township", "village")
_TITLE: Final = re.compile(
    r"[(（]?[一二三四五六七八九十\d]*[)）、.]?\s*(.+?)(?:领域)?(?:基层)?(?:政务公开)(?:标准)?目录"
)


class NoCatalogue(Exception):
    """Why a file is no standard catalogue, as a sentence."""


@dataclass(frozen=True)
class Line:
    """A row of the catalogue. ``where``: sheet and row as Excel shows them; ``subject``: the body as worded;
    ``unknown``: ticked carriers that the list does not have."""

    where: str
    domain: str
    matter: str
    part: str
    content: str
    basis: str
    term: str
    subject: str
    carriers: tuple[str, ...]
    unknown: tuple[str, ...]
    everybody: bool
    audience: str
    on_own_motion: bool
    on_request: bool
    levels: tuple[str, ...]


def lines(data: bytes) -> list[Line]:
    """All lines of all sheets. NoCatalogue where the file is no workbook or no sheet has the heads of a catalogue."""
    try:
        found = [line for sheet in workbook_cells(data) for line in _sheet(sheet)]
    except NoWorkbook as error:
        raise NoCatalogue(str(error)) from error
    if not found:
        raise NoCatalogue(
            "没有找到标准目录的表头（公开事项、公开内容、公开主体等）；请用“下载模板”里的格式。"
        )
    return found


def _sheet(sheet: Cells) -> Iterator[Line]:
    rows = _filled(sheet)
    head = next((at for at, row in enumerate(rows) if _is_head(row)), None)
    if head is None:
        return
    columns, below = _columns(rows, head)
    if not set(WANTED) <= set(columns):
        return
    if sheet.cut:
        raise NoCatalogue(f"工作表“{sheet.name}”超过 {MOST_ROWS} 行，请分成几份上传。")
    domain = _domain(sheet.name, rows[:head])
    matter = ""
    for at, row in enumerate(rows[below:], below + 1):
        texts = {name: row[place] for name, place in columns.items() if place < len(row)}
        matter = texts.get("matter", "") or matter
        if texts.get("content") or texts.get("part"):
            yield _line(f"工作表“{sheet.name}”第{at}行", domain, texts | {"matter": matter})


def _filled(sheet: Cells) -> list[list[str]]:
    """The cells as text, those of a merged range all holding its value."""
    rows = [[_text(value) for value in row] for row in sheet.rows]
    for top, left, bottom, right in sheet.merged:
        for row in rows[top : bottom + 1]:
            row[left : right + 1] = [rows[top][left]] * len(row[left : right + 1])
    return rows


def _text(value: str) -> str:
    return unicodedata.normalize("NFC", value.removeprefix(LONG)).strip()


def _even(text: str) -> str:
    return re.sub(r"[\s()（）:：]", "", text)


def _is_head(row: Sequence[str]) -> bool:
    heads = {_even(text) for text in row}
    return any("公开事项" in one or "一级事项" in one for one in heads) and any(
        "公开内容" in one for one in heads
    )


def _columns(rows: Sequence[Sequence[str]], head: int) -> tuple[dict[str, int], int]:
    """Where each column stands, and the first row below the heads (one row or two)."""
    second = rows[head + 1] if head + 1 < len(rows) else []
    two = any("二级" in _even(text) or "全社会" in _even(text) for text in second)
    width = len(rows[head])
    names = [
        _even(rows[head][at]) + ("/" + _even(second[at]) if two and at < len(second) else "")
        for at in range(width)
    ]
    columns: dict[str, int] = {}
    for name, wordings in COLUMNS.items():
        places = [
            at for at, text in enumerate(names) if any(word in text.split("/")[-1] for word in wordings)
        ]
        places += [at for at, text in enumerate(names) if any(word in text for word in wordings)]
        free = [at for at in places if at not in columns.values()]
        if free:
            columns[name] = free[0]
    if "matter" not in columns:
        columns["matter"] = next(at for at, text in enumerate(names) if "公开事项" in text or "一级" in text)
    return columns, head + (2 if two else 1)


def _domain(name: str, above: Sequence[Sequence[str]]) -> str:
    titles = [cell for row in above for cell in row if cell]
    for title in [*titles, name]:
        if found := _TITLE.search(title):
            return found.group(1).removesuffix("领域")[-60:]
    return "" if re.fullmatch(r"(?i)sheet\d+|工作表\d*", name) else name[:60]


def _line(where: str, domain: str, texts: Mapping[str, str]) -> Line:
    ticked = ticks(texts.get("carriers", ""))
    audience = texts.get("audience", "")
    return Line(
        where=where,
        domain=domain,
        matter=texts["matter"],
        part=texts.get("part", ""),
        content=texts.get("content", ""),
        basis=texts.get("basis", ""),
        term=texts.get("term", ""),
        subject=texts.get("subject", ""),
        carriers=ticked.codes,
        unknown=ticked.unknown,
        everybody=_ticked(texts.get("everybody", "")),
        audience="特定群体" if audience and set(audience) <= set(TICKED) else audience,
        on_own_motion=_ticked(texts.get("on_own_motion", "")) or not _ticked(texts.get("on_request", "")),
        on_request=_ticked(texts.get("on_request", "")),
        levels=tuple(level for level in LEVELS if _ticked(texts.get(level, ""))),
    )


def _ticked(text: str) -> bool:
    return any(mark in text for mark in TICKED) or text in ("是", "有", "Y", "y", "1")
