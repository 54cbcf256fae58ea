"""Workbooks to blocks: of every visible sheet the sentences as paragraphs and the tables as grids."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from gongkai.paper.blocks import Block, Grid, Heading, Paper, Paragraph, Slot
from gongkai.paper.desk import GoneError, SlowError, desk

_DESK = desk("gongkai.reading.openers.excel_child")
_SECONDS = 15
_DEFAULT_NAME = re.compile(r"(?:sheet|工作表|表)\s*\d*$", re.I)
_LONG = 40
_CHAPTER = re.compile(
    r"\s*[一二三四五六七八九]\s*、\s*(?:总体情况|(?:主动公开|收到和处理)政府信息|(?:政府信息公开|因政府).*(?:复议|诉讼)"
    r"|(?:政府信息公开工作)?(?:中)?存在的?(?:主要)?(?:困难|问题)|其他需要)"
)
# The heads of the blocks of table two stand alone in their rows and belong to the table.
_BLOCK_HEAD = re.compile(r"\s*第二十条")

_SLOW = f"这份表格在 {_SECONDS} 秒内没有读完，已停止读取；请另存为新的 xlsx 后再读。"
_DAMAGED = "这份表格已损坏、不完整或过大，打不开；请用办公软件另存为 xlsx 后再读。"


def open_excel(data: bytes, kind: str) -> Paper:
    """Bytes of a workbook → blocks; read in a process of its own, so that a damaged one can neither hang nor crash
    the reader. ``kind``: "xls" or "xlsx"."""
    try:
        answer = _DESK.ask(data, _SECONDS)
    except SlowError:
        return Paper(kind, (), (_SLOW,))
    except (GoneError, OSError, RuntimeError):
        return Paper(kind, (), (_DAMAGED,))
    blocks = [block for sheet in answer["sheets"] for block in sheet_blocks(SheetTexts(**sheet))]
    return Paper(kind, tuple(blocks), tuple(answer["notes"]))


class SheetTexts(NamedTuple):
    """A sheet as printed: rows of texts, all of one length, and merged ranges as [top, left, bottom, right]."""

    name: str
    rows: list[list[str]]
    merged: list[list[int]]


def sheet_blocks(sheet: SheetTexts) -> Iterator[Block]:
    """A sheet → sentences as paragraphs, tables as grids; where no line stands above a table, the sheet's name does."""
    rows = _merged([[Slot(text) for text in row] for row in sheet.rows], sheet.merged)
    rows = _without_blank_columns(rows)
    blocks = [block for part in _parts(rows) for block in _part_blocks(_without_blank_columns(part))]
    if blocks and isinstance(blocks[0], Grid) and not _DEFAULT_NAME.match(sheet.name.strip()):
        yield Heading(sheet.name.strip(), 2)
    yield from blocks


def _merged(rows: list[list[Slot]], ranges: list[list[int]]) -> list[list[Slot]]:
    """The text of a merged range in every place of it."""
    for top, left, bottom, right in ranges:
        if top < len(rows) and left < len(rows[top]):
            text = rows[top][left].text
            for row in rows[top : bottom + 1]:
                for column in range(left, min(right + 1, len(row))):
                    row[column] = Slot(text, False)
            rows[top][left] = Slot(text)
    return rows


def _without_blank_columns(rows: list[list[Slot]]) -> list[list[Slot]]:
    """Without columns that are blank, or a mere continuation, all the way down."""
    used = [any(slot.text and slot.first for slot in column) for column in zip(*rows, strict=True)]
    last = max((place for place, is_used in enumerate(used) if is_used), default=-1)
    first = used.index(True) if last >= 0 else 0
    return [row[first : last + 1] for row in rows] if last >= 0 else []


def _parts(rows: list[list[Slot]]) -> Iterator[list[list[Slot]]]:
    """Rows cut where a blank row, then a line alone in its row, begin something new; and around sentences."""
    part: list[list[Slot]] = []
    after_blank = False
    for row in rows:
        texts = _texts(row)
        if not texts:
            after_blank = True
            continue
        begins = after_blank or _is_sentence(texts[0]) or _CHAPTER.match(texts[0])
        if part and begins and _is_line(row):
            yield part
            part = []
        part.append(row)
        after_blank = False
    if part:
        yield part


def _part_blocks(part: list[list[Slot]]) -> Iterator[Block]:
    """Lines alone in their rows, the table between them, and what is written below it."""
    top = 0
    while top < len(part) and _is_line(part[top]):
        yield Paragraph(_texts(part[top])[0])
        top += 1
    bottom = len(part)
    while bottom > top and _is_line(part[bottom - 1]) and _is_remark(part[bottom - 1]):
        bottom -= 1
    if bottom > top:
        yield Grid(tuple(tuple(row) for row in part[top:bottom]))
    for row in part[bottom:]:
        yield Paragraph(_texts(row)[0])


def _texts(row: list[Slot]) -> list[str]:
    return [slot.text for slot in row if slot.first and slot.text]


def _is_line(row: list[Slot]) -> bool:
    texts = _texts(row)
    return len(texts) == 1 and not _BLOCK_HEAD.match(texts[0])


def _is_sentence(text: str) -> bool:
    return "。" in text or len(text) > _LONG


def _is_remark(row: list[Slot]) -> bool:
    """A line below a table, as against a last row whose figures are blank."""
    text = _texts(row)[0]
    return _is_sentence(text) or "：" in text or ":" in text or all(slot.text for slot in row)
