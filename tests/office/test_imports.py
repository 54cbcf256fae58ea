"""The pages of the import: a template that can be filled in, a look before anything is done, slips shown once."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook
from selectolax.lexbor import LexborHTMLParser

from gongkai.organisations.models import Body, Person, Post, Roster
from tests.organisations.workbooks import BODIES, PEOPLE, Rows, a_workbook, packed
from tests.people import a_county, somebody

pytestmark = pytest.mark.django_db
MORE: Rows = [["Q04", "青溪县教育局", "政府部门", "Q01", ""]]
WHO: Rows = [["jy.xinxi", "丁某", "Q04", "信息员"], ["jy.shenhe", "戊某", "Q04", "审核"]]


@pytest.fixture
def officer(client: Client) -> Person:
    person = somebody("officer", a_county().county, Post.SYSTEM_OFFICER)
    client.force_login(person)
    return person


def _send(client: Client, data: bytes, name: str = "名册.xlsx") -> Any:
    return client.post("/office/rosters/", {"file": SimpleUploadedFile(name, data)}, follow=True)


def _book(answer: Any) -> Any:
    return load_workbook(io.BytesIO(answer.content))


def _fingerprint(page: str) -> str:
    found = re.search(r'name="fingerprint" value="(\w+)"', page)
    return found.group(1) if found else ""


def test_the_template_has_the_columns_with_drop_downs_and_notes_and_explains_itself(
    client: Client, officer: Person
) -> None:
    book = _book(client.get("/office/rosters/template.xlsx"))
    assert book.sheetnames == ["机关", "人员", "任职", "填写说明"]
    sheet = book["机关"]
    assert [cell.value for cell in sheet[1]] == [
        "机构代码*",
        "名称*",
        "类别*",
        "上级机关代码",
        "设立或变更日期",
    ]
    assert "下拉列表" in sheet["C1"].comment.text
    [choices] = sheet.data_validations.dataValidation
    assert "乡镇人民政府" in choices.formula1 and "C2" in choices.sqref
    assert sheet.column_dimensions["A"].number_format == "@" or sheet["A1"].number_format == "@"
    assert book["填写说明"]["A1"].value.startswith("一、")


def test_an_empty_template_sent_back_does_nothing_and_a_filled_one_neither(
    client: Client, officer: Person
) -> None:
    empty = client.get("/office/rosters/template.xlsx").content
    assert "没有可以导入的内容" in _send(client, empty).content.decode()
    filled = client.get("/office/rosters/template.xlsx?filled=1").content
    page = _send(client, filled).content.decode()
    assert "没有可以导入的内容" in page and "未变" in page and "有误" not in page


def test_nothing_is_done_before_it_is_confirmed_and_then_the_slips_are_shown_once(
    client: Client, officer: Person
) -> None:
    page = _send(client, packed(a_workbook(MORE, WHO, []))).content.decode()
    assert "新增 1" in page and "设立“青溪县教育局”" in page
    assert LexborHTMLParser(page).css_first(".rows tbody th").text() == "2"  # type: ignore[union-attr]
    assert not Body.objects.filter(code="Q04").exists()
    roster = Roster.objects.get()
    answer = client.post(f"/office/rosters/{roster.pk}/confirm", {"fingerprint": _fingerprint(page)})
    slips = LexborHTMLParser(answer.content.decode()).css(".slips li")
    assert len(slips) == 2 and "no-store" in answer["Cache-Control"]
    code = slips[0].css("code")
    person = Person.objects.get(account=code[0].text())
    assert person.check_password(code[1].text())
    again = client.post(
        f"/office/rosters/{roster.pk}/confirm", {"fingerprint": _fingerprint(page)}, follow=True
    )
    assert code[1].text() not in again.content.decode() and "不能再导入一次" in again.content.decode()
    assert code[1].text() not in client.get(f"/office/rosters/{roster.pk}/").content.decode()


def test_errors_are_listed_by_cell_and_stand_in_the_workbook_of_results(
    client: Client, officer: Person
) -> None:
    page = _send(client, packed(a_workbook([["Q04", "教育局", "局", "Q01", ""]], WHO, []))).content.decode()
    assert "第2行“类别”：“局”不在下拉列表里" in page and _fingerprint(page) == ""
    roster = Roster.objects.get()
    sheet = _book(client.get(f"/office/rosters/{roster.pk}/result.xlsx"))["机关"]
    assert [cell.value for cell in sheet[1]][-3:] == ["原行号", "结果", "说明"]
    assert [cell.value for cell in sheet[2]][-3:-1] == ["2", "有误"]
    client.post(f"/office/rosters/{roster.pk}/confirm", {"fingerprint": ""})
    assert not Body.objects.filter(code="Q04").exists()


def test_the_workbook_of_results_keeps_every_row_also_afterwards(client: Client, officer: Person) -> None:
    page = _send(client, packed(a_workbook([*BODIES, *MORE], WHO, []))).content.decode()
    roster = Roster.objects.get()
    client.post(f"/office/rosters/{roster.pk}/confirm", {"fingerprint": _fingerprint(page)})
    book = _book(client.get(f"/office/rosters/{roster.pk}/result.xlsx"))
    words = [[row[-2].value for row in book[name].iter_rows(min_row=2)] for name in ("机关", "人员")]
    assert words == [["未变", "未变", "未变", "新增"], ["新增", "新增"]]


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("名册.xlsx", b"", "空"),
        ("名册.docx", b"PK\x03\x04", ""),
        ("名册.txt", "机构代码".encode(), ""),
    ],
)
def test_what_is_no_workbook_is_refused_on_the_same_page(
    name: str, data: bytes, says: str, client: Client, officer: Person
) -> None:
    answer = _send(client, data, name)
    page = LexborHTMLParser(answer.content.decode())
    trouble = page.css_first(".said.error")
    assert answer.status_code == 200 and trouble is not None and says in trouble.text()
    assert not Roster.objects.exists()


def test_no_file_is_said(client: Client, officer: Person) -> None:
    assert "还没有选择文件" in client.post("/office/rosters/").content.decode()


def test_rosters_are_for_officers_and_each_sees_their_own(client: Client, officer: Person) -> None:
    _send(client, packed(a_workbook(MORE, PEOPLE[:0], [])))
    key = Roster.objects.get().pk
    paths = ("", "template.xlsx", f"{key}/", f"{key}/result.xlsx")
    assert [client.get(f"/office/rosters/{path}").status_code for path in paths] == [200] * 4
    clerk, other = Client(), Client()
    clerk.force_login(Person.objects.get(account="clerk"))
    assert [clerk.get(f"/office/rosters/{path}").status_code for path in paths] == [403] * 4
    other.force_login(somebody("second", Body.objects.get(code="Q02"), Post.SYSTEM_OFFICER))
    assert [other.get(f"/office/rosters/{path}").status_code for path in paths] == [200, 200, 404, 404]
    assert other.post(f"/office/rosters/{key}/confirm").status_code == 404
