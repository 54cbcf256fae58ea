"""The workbook of old items into rows, each with what is wrong with it. Knows no database."""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from html import escape
from typing import Final

from xlsxwriter import Workbook

from gongkai.law.disclosure import categories, theme_labels, words
from gongkai.paper.as_xlsx import PLAIN
from gongkai.paper.workbook import Cells, workbook_cells

COLUMNS: Final[Mapping[str, str]] = {
    "title": "名称",
    "document_number": "文号",
    "index_number": "索引号",
    "formed_on": "成文日期",
    "published_on": "原发布日期",
    "issuer": "发文机关",
    "summary": "内容概述",
    "category": "法定主动公开内容",
    "theme": "主题分类",
    "genre": "体裁",
    "text": "正文",
    "files": "附件文件名",
}
NEEDED: Final = ("title", "formed_on", "published_on")
LONGEST: Final = {"title": 300, "document_number": 80, "index_number": 64, "issuer": 200, "summary": 300}
MOST: Final = 20_000
_DAY: Final = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T].*)?")
_PARTS: Final = re.compile(r"[;；\n]+")


class NoList(ValueError):
    """Why a workbook is no list of old items, as a sentence."""


@dataclass(frozen=True)
class OldRow:
    """A row: its number as Excel shows it, what it says, names of its enclosures, and what is wrong with it."""

    row: int
    title: str
    formed_on: date | None = None
    published_on: date | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    files: tuple[str, ...] = ()
    fault: str = ""


def rows(data: bytes) -> list[OldRow]:
    """All filled rows of the first sheet that has the heads. NoList: no such sheet; NoWorkbook: what cannot be opened."""
    for sheet in workbook_cells(data):
        head = next((at for at, row in enumerate(sheet.rows[:10]) if _is_head(row)), None)
        if head is not None:
            return _rows(sheet, head)
    raise NoList(f"没有找到表头（{'、'.join(COLUMNS[name] for name in NEEDED)}）；请用“下载模板”里的格式。")


def _is_head(row: list[str]) -> bool:
    return all(COLUMNS[name] in {_plain(cell) for cell in row} for name in NEEDED)


def _plain(cell: str) -> str:
    return re.sub(r"[\s*（）()]|必填", "", cell)


def _rows(sheet: Cells, head: int) -> list[OldRow]:
    if sheet.cut:
        raise NoList("表格的行或列太多，没有读完；请分成几份上传。")
    at = {
        name: place
        for place, cell in enumerate(sheet.rows[head])
        for name in COLUMNS
        if _plain(cell) == COLUMNS[name]
    }
    found = []
    for number, cells in enumerate(sheet.rows[head + 1 :], head + 2):
        given = {name: cells[place].strip() if place < len(cells) else "" for name, place in at.items()}
        if any(given.values()):
            found.append(_row(number, given))
    if len(found) > MOST:
        raise NoList(f"有 {len(found)} 行，一次最多 {MOST} 行，请分成几份上传。")
    return list(_once(found))


def _row(number: int, given: Mapping[str, str]) -> OldRow:
    texts, faults = {}, []
    for name in ("document_number", "index_number", "issuer", "summary"):
        texts[name] = given.get(name, "")
    for name, known in (("category", _categories()), ("theme", theme_labels()), ("genre", words("genre"))):
        typed = given.get(name, "")
        texts[name] = _code(typed, known)
        if typed and not texts[name]:
            faults.append(f"{COLUMNS[name]}“{typed[:20]}”不认识")
    days = {name: _day(given.get(name, "")) for name in ("formed_on", "published_on")}
    faults += [f"{COLUMNS[name]}没有填写或者写得不对" for name, day in days.items() if day is None]
    faults += [] if given.get("title") else ["没有名称"]
    long = [name for name, most in LONGEST.items() if len(given.get(name, "")) > most]
    faults += [f"{COLUMNS[name]}超过 {LONGEST[name]} 个字" for name in long]
    files = tuple(part.strip() for part in _PARTS.split(given.get("files", "")) if part.strip())
    if not given.get("text") and not files:
        faults.append("正文和附件都没有")
    title = given.get("title", "")[:300]
    return OldRow(
        number,
        title,
        days["formed_on"],
        days["published_on"],
        texts,
        _html(given.get("text", "")),
        files,
        "；".join(faults)[:300],
    )


def _categories() -> Mapping[str, str]:
    return {code: one.label for code, one in categories().items()}


def _code(typed: str, known: Mapping[str, str]) -> str:
    if typed in known:
        return typed
    return next((code for code, label in known.items() if label == typed), "")


def _day(typed: str) -> date | None:
    found = _DAY.fullmatch(typed.strip())
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _html(typed: str) -> str:
    """A text as it was typed: with mark-up as it is, else each line a paragraph."""
    if re.search(r"</?(?:p|div|table|br|h[1-6])\b", typed):
        return typed
    return "".join(f"<p>{escape(line.strip())}</p>" for line in typed.splitlines() if line.strip())


def _once(found: list[OldRow]) -> Iterator[OldRow]:
    """The rows; one that says the same as an earlier one, or has its index number, is a fault."""
    seen: dict[object, int] = {}
    for row in found:
        number = row.texts.get("index_number", "")
        same = seen.get((row.title, row.formed_on, row.text, row.files, row.texts.get("document_number")))
        twice = seen.get(number) if number else None
        seen.setdefault(
            (row.title, row.formed_on, row.text, row.files, row.texts.get("document_number")), row.row
        )
        if number:
            seen.setdefault(number, row.row)
        if same is not None:
            yield replace(row, fault=row.fault or f"与第 {same} 行重复")
        elif twice is not None:
            yield replace(row, fault=row.fault or f"索引号与第 {twice} 行相同")
        else:
            yield row


def held(
    found: Collection[OldRow], *, names: Collection[str], taken: Collection[str], today: date
) -> Iterator[OldRow]:
    """The rows held against what is there: ``names`` of the files that came along, ``taken`` index numbers, the day."""
    for row in found:
        missing = [name for name in row.files if name not in names]
        late = row.published_on is not None and row.published_on > today
        early = row.published_on and row.formed_on and row.published_on < row.formed_on
        faults = [f"压缩包里没有附件“{missing[0][:60]}”"] if missing else []
        faults += ["原发布日期在今天之后"] if late else []
        faults += ["原发布日期早于成文日期"] if early else []
        faults += ["索引号已有别的条目使用"] if row.texts.get("index_number") in taken else []
        yield row if row.fault or not faults else replace(row, fault="；".join(faults)[:300])


def template() -> bytes:
    """The empty form, with one line of explanation under each head."""
    out = io.BytesIO()
    book = Workbook(out, PLAIN)
    sheet = book.add_worksheet("存量清单")
    bold = book.add_format({"bold": True, "border": 1, "text_wrap": True})
    for place, (name, label) in enumerate(COLUMNS.items()):
        sheet.write_string(0, place, f"{label}（必填）" if name in NEEDED else label, bold)
        sheet.set_column(place, place, 40 if name in ("title", "text") else 16)
    sheet.freeze_panes(1, 0)
    book.close()
    return out.getvalue()
