"""Workbooks of old items made by hand, and the way of a batch to its decision."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

from xlsxwriter import Workbook

from gongkai.approvals.queries import latest
from gongkai.catalogue.existing_batches import Sent, hand_in, subject, take_in
from gongkai.catalogue.models import Batch
from gongkai.organisations.models import Body, Person, Post
from tests.catalogue.items import NOON
from tests.catalogue.ways import decide_all

HEADS = (
    "名称（必填）",
    "文号",
    "索引号",
    "成文日期（必填）",
    "原发布日期（必填）",
    "体裁",
    "正文",
    "附件文件名",
)
GOOD = (
    "关于春耕的通知",
    "柳府发〔2019〕3号",
    "LW/2019-0003",
    "2019-03-01",
    "2019年3月5日",
    "通知",
    "各村做好春耕。",
    "",
)
PLAIN = ("防汛值班安排", "", "", "2020/6/1", "2020-06-02", "", "值班安排见附件。", "安排.txt")


def a_workbook(rows: Sequence[Sequence[str]] = (GOOD, PLAIN)) -> bytes:
    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    for number, row in enumerate((HEADS, *rows)):
        for place, value in enumerate(row):
            sheet.write_string(number, place, value)
    book.close()
    return out.getvalue()


def a_package(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, data in (files or {"附件／安排.txt": "一组：张村".encode()}).items():
            package.writestr(name.replace("／", "/"), data)
    return out.getvalue()


def taken(body: Body, by: Person, rows: Sequence[Sequence[str]] = (GOOD, PLAIN)) -> Batch:
    sent = Sent(io.BytesIO(a_workbook(rows)), "存量.xlsx", io.BytesIO(a_package()), "附件.zip")
    return take_in(body, sent=sent, by=by, at=NOON)


def decided(batch: Batch, staff: dict[Post, Person]) -> Batch:
    hand_in(batch, by=batch.by, at=NOON)
    matter = latest(subject(batch))
    assert matter is not None
    decide_all(matter, staff)
    batch.refresh_from_db()
    return batch
