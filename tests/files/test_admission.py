"""The one way in: good files of every kind are kept as they came, hostile ones refused in a sentence, and nothing of
them is kept."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gongkai.files import store
from gongkai.files.admission import NotAdmitted, admit
from gongkai.files.kinds import kinds
from gongkai.files.limits import limits
from gongkai.files.models import Scan, StoredFile
from gongkai.files.refusals import shown
from tests.files import made
from tests.files.hostile import ALL

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)
RTF = b"{\\rtf1\\ansi words}"
MHTML = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html\n\n<p>x</p>\n--x--"
OFFICE_XML = (
    b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>'
)

GOOD = {
    "柳湾镇年报.docx": (made.a_document(), "docx"),
    "统计表.xlsx": (made.a_workbook(), "xlsx"),
    "新式表格.et": (made.a_workbook(), "xlsx"),
    "公文.ofd": (made.a_layout(), "ofd"),
    "旧文档.doc": (made.an_old_document(), "doc"),
    "旧文档.wps": (made.an_old_document(), "doc"),
    "旧表格.xls": (made.an_old_workbook(), "xls"),
    "年报.PDF": (made.a_pdf(), "pdf"),
    "通知.rtf": (RTF, "rtf"),
    "网页.html": ("<p>柳湾镇".encode("gb18030"), "html"),
    "导出.doc": (b"<html><body><table></table></body></html>", "html"),
    "存档.mht": (MHTML, "mhtml"),
    "旧式.xml": (OFFICE_XML, "office_xml"),
    "数据.csv": ("机关,件数\n柳湾镇,-3\n".encode("gb18030"), "csv"),
    "说明.txt": ("䶮泽乡𠮷".encode("utf-16"), "txt"),
    "图.png": (made.a_picture("PNG"), "png"),
    "照片.2024.01.JPEG": (made.a_picture("JPEG"), "jpg"),
    "动图.gif": (made.a_picture("GIF"), "gif"),
    "材料.zip": (
        made.zipped({"乡镇/年报.docx": made.a_document(), "__MACOSX/._x": b"\x00\x05\x16\x07\x00"}),
        "zip",
    ),
}


@pytest.mark.parametrize("name", GOOD)
def test_a_good_file_is_kept_as_it_came_with_what_it_is(name: str) -> None:
    data, kind = GOOD[name]
    admitted = admit(io.BytesIO(data), name, on=TODAY)
    assert (admitted.name, admitted.kind, admitted.size, admitted.scan) == (
        name,
        kind,
        len(data),
        Scan.UNSCANNED,
    )
    assert store.give(admitted.digest) == data
    row = StoredFile.objects.get(pk=admitted.digest)
    assert (row.size, row.kind, row.kept_on) == (len(data), kind, TODAY)


def test_every_kind_that_is_taken_in_has_a_good_file_here() -> None:
    assert {kind for _, kind in GOOD.values()} == set(kinds())


@pytest.mark.parametrize("what", ALL)
def test_a_hostile_file_is_refused_in_a_sentence_and_nothing_of_it_is_kept(what: str, settings: Any) -> None:
    name, data, why = ALL[what]
    with pytest.raises(NotAdmitted) as refused:
        admit(io.BytesIO(data), name, on=TODAY)
    says = str(refused.value)
    assert why in says and says.startswith(f"“{shown(name)}") and "没有接收；" in says and says.endswith("。")
    assert not StoredFile.objects.exists() and not list(Path(settings.FILES).rglob("*"))


def test_a_refusal_says_where_in_which_file_of_an_archive() -> None:
    inner = made.a_package(word__vbaProject_bin=b"x")
    with pytest.raises(NotAdmitted, match="^“材料.zip／乡镇/年报.docx／word/vbaProject.bin”含宏"):
        admit(io.BytesIO(made.zipped({"乡镇/年报.docx": inner})), "材料.zip", on=TODAY)


def test_names_that_chinese_systems_wrote_are_read() -> None:
    data = made.zipped({"AAAAAA.exe": "x"}).replace(b"AAAAAA", "柳湾镇".encode("gb18030"))
    with pytest.raises(NotAdmitted, match="柳湾镇.exe"):
        admit(io.BytesIO(data), "a.zip", on=TODAY)


class Endless:
    """A stream that never ends, and counts what was taken from it."""

    def __init__(self) -> None:
        self.given = 0

    def read(self, size: int) -> bytes:
        self.given += size
        return b"x" * size


def test_what_never_ends_is_read_to_the_limit_and_refused() -> None:
    endless = Endless()
    with pytest.raises(NotAdmitted, match="超过 200 MB"):
        admit(endless, "a.txt", on=TODAY)
    assert endless.given <= limits().archive + 2 * 1048576


def test_less_may_come_here_than_elsewhere() -> None:
    with pytest.raises(NotAdmitted, match="超过 1 MB"):
        admit(io.BytesIO(b"x" * 1048577), "a.txt", on=TODAY, most=1048576)
    with pytest.raises(NotAdmitted, match="这里只接收Excel"):
        admit(io.BytesIO(made.a_document()), "a.docx", on=TODAY, only={"xlsx"})
    assert admit(io.BytesIO(made.a_workbook()), "a.xlsx", on=TODAY, only={"xlsx"}).kind == "xlsx"


def test_the_same_bytes_are_one_file() -> None:
    first, again = (admit(io.BytesIO(made.a_pdf()), name, on=TODAY) for name in ("a.pdf", "b.pdf"))
    assert first.digest == again.digest and StoredFile.objects.count() == 1
