"""Handing in: every file has one line in the result, nothing that was handed in is lost, nothing hostile gets through."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from gongkai.files import arriving, store
from gongkai.files.limits import limits
from gongkai.files.models import StoredFile
from gongkai.organisations.models import Person
from gongkai.reports.models import ReportPaper, State, Upload, UploadedFile
from gongkai.reports.unpacking import Handed
from gongkai.reports.uploads import hand_in, read_next, waiting
from gongkai.work.presence import beat
from gongkai.work.worker import drain
from tests.files.made import a_package, a_picture
from tests.people import County, a_county, a_report, file, somebody
from tests.reports.published import published

pytestmark = pytest.mark.django_db
ZIP = Callable[[dict[str, bytes]], bytes]


@pytest.fixture
def cast() -> County:
    return a_county()


@pytest.fixture
def office(client: Client, cast: County) -> Client:
    client.force_login(cast.clerk)
    return client


def at_township(cast: County) -> Person:
    return somebody("town", cast.township, name="周明")


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def send(client: Client, *files: tuple[str, bytes]) -> list[UploadedFile]:
    sent = [SimpleUploadedFile(name, data) for name, data in files]
    answer: Any = client.post("/office/uploads/", {"files": sent})
    assert answer.status_code == 302
    upload = Upload.objects.first()
    return list(upload.files.all()) if upload else []


def test_a_report_that_says_whose_it_is_is_accepted_and_public(office: Client, cast: County) -> None:
    (row,) = send(office, ("年报.html", published("柳湾镇人民政府", 2023)))
    assert (row.state, row.paper and row.paper.body) == (State.ACCEPTED, cast.township)
    page = office.get(f"/office/uploads/{row.upload.pk}/").content.decode()
    assert "已接收" in page and f"/reports/{row.paper.pk}/" in page  # type: ignore[union-attr]


def test_the_same_bytes_are_the_same_report(office: Client) -> None:
    data = published("柳湾镇人民政府", 2023)
    first, again = send(office, ("a.html", data), ("b.html", data))
    assert (first.state, again.state) == (State.ACCEPTED, State.KNOWN)
    assert first.paper == again.paper and ReportPaper.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "state", "why"),
    [
        (published("无名镇人民政府", 2023), State.HELD, "没有名为“无名镇人民政府”的机关"),
        (published("柳湾镇人民政府", 2099), State.HELD, "报告年度 2099 不合常理"),
        (b"<p></p>", State.UNREADABLE, "原件已保存"),
    ],
)
def test_what_cannot_be_placed_or_read_is_kept_and_says_why(
    data: bytes, state: State, why: str, office: Client
) -> None:
    (row,) = send(office, ("年报.html", data))
    assert row.state == state and why in row.says
    assert store.give(row.digest) == data


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("年报.pdf", b"%PDF-1.7 broken", "“年报.pdf”不完整"),
        ("年报.html", b" ", "是空的"),
        ("年报.docx", a_package(word__vbaProject_bin=b"x"), "含宏"),
        ("年报.png", a_picture("PNG"), "这里只接收"),
    ],
)
def test_what_is_not_fit_for_the_store_is_refused_in_words(
    name: str, data: bytes, why: str, office: Client
) -> None:
    (row,) = send(office, (name, data))
    assert row.state == State.REFUSED and why in row.says and not row.digest
    assert not StoredFile.objects.exists()


def test_a_file_too_large_is_read_to_its_end_and_refused_in_words_beside_the_others(
    office: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arriving, "limits", lambda: replace(limits(), archive=100_000))
    rows = send(office, ("大.txt", b"x" * 300_000), ("年报.html", published("柳湾镇人民政府", 2023)))
    assert [row.state for row in rows] == [State.REFUSED, State.ACCEPTED]
    assert rows[0].says.startswith("“大.txt”太大")


def test_nobody_puts_a_report_into_the_column_of_a_body_not_theirs(client: Client, cast: County) -> None:
    client.force_login(at_township(cast))
    foreign, own = send(
        client,
        ("a.html", published("青溪县民政局", 2023)),
        ("b.html", published("柳湾镇人民政府", 2023)),
    )
    assert (foreign.state, own.state) == (State.HELD, State.ACCEPTED)
    assert "不在上传人所管的机关之内" in foreign.says
    assert "青溪县民政局" not in Client().get("/reports/?year=2023").content.decode().split("查询结果")[-1]


def test_a_zip_is_its_files_with_their_chinese_names(office: Client) -> None:
    rows = send(
        office,
        ("年报.zip", zipped({"乡镇/柳湾镇.html": published("柳湾镇人民政府", 2023), "__MACOSX/._x": b"x"})),
    )
    assert [(row.name, row.state) for row in rows] == [("年报.zip／乡镇/柳湾镇.html", State.ACCEPTED)]


def test_names_that_chinese_systems_wrote_into_a_zip_are_read(office: Client) -> None:
    data = zipped({"AAAAAA.html": published("柳湾镇人民政府", 2023)})
    data = data.replace(b"AAAAAA", "柳湾镇".encode("gb18030"))
    assert [row.name for row in send(office, ("a.zip", data))] == ["a.zip／柳湾镇.html"]


HOSTILE = {
    "a bomb": (zipped({"x.txt": b"0" * 3_000_000}), "倍以上"),
    "too many files": (zipped({f"{n}.txt": b"x" for n in range(501)}), "一次最多 500 个"),
    "too deep": (zipped({"a/" * 9 + "x.txt": b"x"}), "超过 8 层"),
    "empty": (zipped({}), "是空的"),
    "broken": (zipped({"x.txt": b"words" * 50})[:60], "已损坏"),
    "no zip at all": (b"hello", "已损坏"),
    "a lie about itself": (zipped({"x.txt": b"words"}).replace(b"PK\x03\x04", b"PK\x03\x05"), "已损坏"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_zip_is_refused_in_words_and_nothing_of_it_is_kept(what: str, office: Client) -> None:
    data, why = HOSTILE[what]
    (row,) = send(office, ("a.zip", data))
    assert row.state == State.REFUSED and why in row.says
    assert ReportPaper.objects.count() == 0


def test_a_zip_with_a_password_is_refused_in_words(office: Client) -> None:
    data = bytearray(zipped({"x.txt": b"words"}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    (row,) = send(office, ("a.zip", bytes(data)))
    assert row.state == State.REFUSED and "密码" in row.says


def test_a_zip_in_a_zip_is_one_refused_line_beside_the_others(office: Client) -> None:
    members = {"b.zip": zipped({"x.txt": b"x"}), "柳湾镇.html": published("柳湾镇人民政府", 2023)}
    assert [row.state for row in send(office, ("a.zip", zipped(members)))] == [State.REFUSED, State.ACCEPTED]


def test_an_office_document_named_zip_is_a_document(office: Client) -> None:
    (row,) = send(office, ("a.zip", zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"})))
    assert row.state != State.REFUSED and row.name == "a.zip"


def test_no_file_chosen_is_said_and_nothing_is_made(office: Client) -> None:
    answer: Any = office.post("/office/uploads/", {}, follow=True)
    assert "还没有选择文件" in answer.content.decode() and not Upload.objects.exists()


def test_many_files_are_read_by_a_worker_and_the_page_says_how_many_are_left(office: Client) -> None:
    rows = send(office, *((f"{n}.txt", f"{n}年".encode()) for n in range(6)))
    assert {row.state for row in rows} == {State.WAITING}
    upload, now = rows[0].upload, timezone.now()
    assert "还有 6 个文件没有读取" in office.get(f"/office/uploads/{upload.pk}/").content.decode()
    beat("worker", started_at=now, at=now)
    page = office.get(f"/office/uploads/{upload.pk}/").content.decode()
    assert "正在读取，还有 6 个文件" in page and 'http-equiv="refresh"' in page
    assert drain(timezone.now) == 6
    assert "正在读取" not in office.get(f"/office/uploads/{upload.pk}/").content.decode()


def test_without_a_worker_the_files_are_read_a_few_at_a_time(office: Client) -> None:
    rows = send(office, *((f"{n}.txt", f"{n}年".encode()) for n in range(7)))
    upload = rows[0].upload
    for left in (2, 0):
        office.post(f"/office/uploads/{upload.pk}/go-on")
        assert upload.files.filter(state=State.WAITING).count() == left


def test_as_many_files_as_the_limit_says_are_taken_and_more_are_refused_in_words(office: Client) -> None:
    assert len(send(office, *((f"{n}.txt", b"x") for n in range(101)))) == 101
    files = [SimpleUploadedFile(f"{n}.txt", b"x") for n in range(501)]
    answer: Any = office.post("/office/uploads/", {"files": files}, follow=True)
    assert "这次有 501 个文件，一次最多 500 个" in answer.content.decode() and Upload.objects.count() == 1


def test_what_a_dead_reader_left_is_taken_up_again_once(cast: County) -> None:
    now = timezone.now()
    upload = hand_in([Handed("a.txt", store.keep(b"words"))], by=cast.clerk, at=now)
    upload.files.update(taken_up_at=now)
    assert not waiting(upload, now + timedelta(minutes=9)).exists()
    later = now + timedelta(minutes=11)
    assert read_next(upload, at=later) is not None and read_next(upload, at=later) is None


def test_uploads_are_seen_at_one_s_body_and_above_and_nowhere_else(client: Client, cast: County) -> None:
    town = at_township(cast)
    upload = hand_in([Handed("a.txt", store.keep(b"words"))], by=town, at=timezone.now())
    other = somebody("b", cast.bureau, name="吴")
    seen = {}
    for person in (town, cast.clerk, other):
        client.force_login(person)
        seen[person.account] = client.get(f"/office/uploads/{upload.pk}/").status_code
        assert client.post(f"/office/uploads/{upload.pk}/go-on").status_code in (302, 404)
    assert seen == {"town": 200, "clerk": 200, "b": 404}


def test_a_held_report_is_placed_after_a_second_look(office: Client, cast: County) -> None:
    (row,) = send(office, ("a.html", published("无名镇人民政府", 2023)))
    file(read := a_report(year=2022), data=repr(read).encode())
    address = f"/office/reports/{row.paper.pk}/place/"  # type: ignore[union-attr]
    asked = {"body": cast.township.pk, "year": 2022}
    first = office.post(address, asked).content.decode()
    assert "确认归入" in first and "并存" in first
    paper = ReportPaper.objects.get(pk=row.paper.pk)  # type: ignore[union-attr]
    assert paper.held
    assert office.post(address, {**asked, "confirm": "1"}).status_code == 302
    paper.refresh_from_db()
    assert (paper.body, paper.year, paper.held) == (cast.township, 2022, "")


@pytest.mark.parametrize(
    "wrong", [{"body": "0"}, {"year": "1999"}, {"year": "2999"}, {"year": "x"}, {"body": ""}]
)
def test_a_place_that_makes_no_sense_is_asked_again(
    wrong: dict[str, str], office: Client, cast: County
) -> None:
    (row,) = send(office, ("a.html", published("无名镇人民政府", 2023)))
    asked = {"body": str(cast.township.pk), "year": "2022", "confirm": "1", **wrong}
    answer = office.post(f"/office/reports/{row.paper.pk}/place/", asked)  # type: ignore[union-attr]
    assert answer.status_code == 200 and 'role="alert"' in answer.content.decode()
    assert ReportPaper.objects.get().held


def test_nobody_places_a_report_under_a_body_not_theirs(client: Client, cast: County) -> None:
    client.force_login(at_township(cast))
    (row,) = send(client, ("a.html", published("无名镇人民政府", 2023)))
    address = f"/office/reports/{row.paper.pk}/place/"  # type: ignore[union-attr]
    client.post(address, {"body": cast.bureau.pk, "year": 2022, "confirm": "1"})
    assert ReportPaper.objects.get().held
    assert cast.bureau.name not in client.get(address).content.decode()
    other = somebody("b", cast.bureau, name="吴")
    client.force_login(other)
    assert client.get(address).status_code == 404


def test_without_its_token_nothing_is_handed_in(cast: County) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.clerk)
    sent = SimpleUploadedFile("a.txt", b"words")
    assert strict.post("/office/uploads/", {"files": sent}).status_code == 403
    page = strict.get("/office/uploads/").content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert token and not Upload.objects.exists()
