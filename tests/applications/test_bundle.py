"""The file of a case is complete, numbered and hashed, opens offline, and names who applied only to whoever may see it."""

from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import date
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote

import pytest
from cryptography.hazmat.primitives.hashes import SM3, Hash
from django.conf import settings

from gongkai.applications.bundle import INDEX, LISTS, bundle
from gongkai.applications.letters import Wish, issue
from gongkai.applications.models import Application
from gongkai.applications.serving import Sending, serve
from gongkai.files.actions import keep_own
from gongkai.journal.models import Entry
from gongkai.organisations.models import Person, Post
from gongkai.organisations.refusal import Refused
from tests.applications.cases import ID_NUMBER, SOMEBODY, from_web, noon
from tests.applications.ways import PAPER, Staff, decided
from tests.people import County, somebody

DAY = date(2026, 3, 9)
SCAN = b"%PDF-1.7 the stamped letter"
WHY = "复议机关调阅案卷"


@pytest.fixture
def case(cast: County, staff: Staff) -> Application:
    """Applied for with an enclosure, replied to, served."""
    clerk = staff[Post.APPLICATION_CLERK]
    enclosed = keep_own("申请人甲的身份证明".encode(), kind="txt", on=DAY).digest
    found = from_web(cast.township, files=((enclosed, "../../<b>身份证明</b>.txt"),)).application
    decided(found, staff, DAY)
    letter = issue(found, Wish("LET-20"), by=clerk, at=noon(DAY))
    scan = keep_own(SCAN, kind="pdf", on=DAY).digest
    serve(letter, Sending("direct", received_on=DAY, scan=scan), by=clerk, at=noon(DAY))
    found.refresh_from_db()
    return found


def _archive(case: Application, by: Person, reason: str = "") -> zipfile.ZipFile:
    made = bundle(case, by=by, at=noon(DAY), reason=reason)
    assert made.name == "柳湾镇人民政府2026-0001号申请卷宗.zip"
    return zipfile.ZipFile(io.BytesIO(b"".join(made.pieces)))


def _page(archive: zipfile.ZipFile) -> str:
    return archive.read(INDEX).decode()


def test_every_paper_is_in_it_numbered_and_the_lists_hold(case: Application, clerk: Person) -> None:
    archive = _archive(case, clerk, WHY)
    assert archive.testzip() is None
    held = {archive.read(name) for name in archive.namelist()}
    assert {SCAN, PAPER, "申请人甲的身份证明".encode()} <= held
    numbered = [name for name in archive.namelist() if name.startswith("文件/")]
    assert [int(name[3:6]) for name in numbered] == list(range(1, len(numbered) + 1))
    lines = [line.partition("  ") for line in archive.read(LISTS[0]).decode().splitlines()]
    listed = {name: told for told, _, name in lines}
    assert set(listed) == set(archive.namelist()) - set(LISTS)
    assert all(sha256(archive.read(name)).hexdigest() == told for name, told in listed.items())
    for line in archive.read(LISTS[1]).decode().splitlines():
        told, name = line.split("  ", 1)
        sum_ = Hash(SM3())
        sum_.update(archive.read(name))
        assert sum_.finalize().hex() == told


def test_the_first_page_opens_without_scripts_and_its_links_lead_to_files(
    case: Application, clerk: Person, tmp_path: Path
) -> None:
    archive = _archive(case, clerk, WHY)
    archive.extractall(tmp_path)
    page = _page(archive)
    assert "<script" not in page and "http:" not in page and "https:" not in page
    links = re.findall(r'href="([^"]+)"', page)
    assert len(links) >= 5 and all((tmp_path / unquote(link)).is_file() for link in links)
    assert not any(".." in name or "<" in name for name in archive.namelist())
    for words in (
        "柳湾镇依申请〔2026〕1号",
        "签发答复",
        "予以公开",
        "第1日",
        "该信息" if False else "招标文件一份",
    ):
        assert words in page + "".join(archive.namelist()), words


def test_who_applied_is_in_it_only_with_a_reason_and_then_on_record(case: Application, clerk: Person) -> None:
    before = Entry.objects.filter(looked=True).count()
    closed = _archive(case, clerk)
    everything = b"".join(closed.read(name) for name in closed.namelist()).decode("utf-8", "replace")
    for secret in (SOMEBODY.name, ID_NUMBER, SOMEBODY.phone, SOMEBODY.address, "身份证明"):
        assert secret not in everything and not any(secret in name for name in closed.namelist())
    assert SCAN not in {closed.read(name) for name in closed.namelist()}
    assert PAPER in {closed.read(name) for name in closed.namelist()}
    assert "含身份信息，没有附在卷内" in _page(closed)
    assert Entry.objects.filter(looked=True).count() == before
    assert ID_NUMBER in _page(_archive(case, clerk, WHY))
    assert Entry.objects.filter(looked=True, reason=WHY).count() == 1
    assert Entry.objects.filter(act="applications.bundle").count() == 2


def test_strangers_get_nothing_and_an_inspector_no_identities(
    case: Application, cast: County, staff: Staff
) -> None:
    with pytest.raises(Refused, match="权限"):
        _archive(case, somebody("stranger", cast.bureau, Post.APPLICATION_CLERK))
    inspector = staff[Post.INSPECTOR]
    assert SOMEBODY.name not in _page(_archive(case, inspector))
    with pytest.raises(Refused, match="身份信息"):
        _archive(case, inspector, WHY)


def test_a_paper_that_is_gone_is_named_and_the_others_are_there(case: Application, clerk: Person) -> None:
    gone = sha256(SCAN).hexdigest()
    (Path(settings.FILES) / gone[:2] / gone).unlink()
    archive = _archive(case, clerk, WHY)
    assert archive.testzip() is None and PAPER in {archive.read(name) for name in archive.namelist()}
    assert gone in _page(archive) and gone not in archive.read(LISTS[0]).decode()


def test_steps_and_journal_are_there_as_data(case: Application, clerk: Person) -> None:
    archive = _archive(case, clerk)
    steps = json.loads(archive.read("办理过程.json"))
    assert [one["step"] for one in steps] == ["receive", "decide", "serve"]
    lines = [json.loads(line) for line in archive.read("操作记录.jsonl").decode().splitlines()]
    acts = {one["act"] for one in lines}
    assert {"applications.letter", "applications.letter_serve", "applications.serve"} <= acts
    assert all(one["digest"] and one["key"] for one in lines)


def test_it_is_given_piece_by_piece(case: Application, clerk: Person) -> None:
    big = keep_own(b"".join(sha256(b"%d" % at).digest() for at in range(200_000)), kind="pdf", on=DAY).digest
    case.redactions.create(source=big, sealed_name="", by=clerk, at=noon(DAY), digest=big, made_at=noon(DAY))
    found = [len(piece) for piece in bundle(case, by=clerk, at=noon(DAY)).pieces]
    assert sum(found) > 6_000_000 and max(found) < 3_000_000
