"""The public pages as files: read with the platform down, changed by what is decided, true to what was published."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as own
from django.core.management import CommandError, call_command
from PIL import Image

from gongkai.catalogue.drafting import File, change, next_edition
from gongkai.catalogue.models import Edition
from gongkai.catalogue.normative import Terms, change_validity, interpret, register, take_back_interpretation
from gongkai.catalogue.releasing import publish, withdraw
from gongkai.files.store import keep
from gongkai.law.normative import Change, Event
from gongkai.organisations import actions as organisations
from gongkai.portal.places import address_of
from gongkai.portal.static_folder import Busy, Folder, OutsideFolder, place_of
from gongkai.portal.static_site import publish_all, publish_touched
from gongkai.portal.tasks import publish_changes
from tests.catalogue.items import NOON, a_draft
from tests.catalogue.ways import passed
from tests.people import TODAY, a_report, file
from tests.portal.file_server import asked, crawled, served
from tests.portal.publishing import Cast

pytestmark = pytest.mark.django_db


def _picture() -> File:
    out = io.BytesIO()
    Image.new("RGB", (3, 3)).save(out, "PNG")
    return File("示意图.png", keep(out.getvalue()), "png", len(out.getvalue()))


class Site:
    """A folder in which the pages of a small county are published."""

    def __init__(self, root: Path) -> None:
        self.cast, self.root = Cast(), root
        self.cast.reachable()
        self.cast.ruled()
        text = File("说明.txt", keep(b"plan"), "txt", 4)
        self.first = self.cast.public(title="甲通知", category="a21-t08", files=(_picture(), text))
        self.second = self.cast.public(title="乙通知")
        publish_all(root, on=TODAY)

    @property
    def clerk(self) -> Any:
        return self.cast.clerk

    def page(self, path: str) -> str:
        return (self.root / place_of(path)).read_text(encoding="utf-8")

    def item(self, edition: Edition) -> str:
        return self.page(f"/items/{edition.item_id}/")

    def stamps(self) -> dict[str, int]:
        """When each file was written."""
        files = (path for path in self.root.rglob("*") if path.is_file())
        return {path.relative_to(self.root).as_posix(): path.stat().st_mtime_ns for path in files}


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path / "site")


def test_a_plain_server_gives_every_page_that_a_link_leads_to(tmp_path: Path) -> None:
    site = Site(tmp_path / "site")
    cast = site.cast
    register(site.first, terms=Terms(TODAY), by=cast.clerk, at=NOON)
    interpret(site.second.item, of=site.first.item, by=cast.clerk, on=TODAY)
    line = cast.obliged(site.first)
    file(a_report(cast.county.township.name))
    publish_all(site.root, on=TODAY)
    with served(site.root) as root:
        found, elsewhere = crawled(root)
        assert asked(root, "/sitemap.xml").status == asked(root, "/robots.txt").status == 200
    assert [(path, answer.linked_from) for path, answer in found.items() if answer.status != 200] == []
    assert elsewhere == set()
    wanted = {
        f"/items/{site.first.item_id}/": "text/html",
        f"/items/{site.first.item_id}/files/1.png": "image/png",
        f"/items/{site.first.item_id}/qr.svg": "image/svg+xml",
        f"/standard/lines/{line.pk}/": "text/html",
        address_of(cast.county.township.pk, "社会救助"): "text/html",
        "/library/list.csv": "text/csv",
    }
    assert {path: found[path].kind for path in wanted} == wanted
    assert found[f"/items/{site.first.item_id}/files/2.txt"].content == b"plan"


def test_what_only_the_platform_answers_says_so_instead(site: Site) -> None:
    for path in ("/search/", "/login/", "/display/"):
        assert "暂时不能使用" in site.page(path)


def test_addresses_in_the_files_are_those_of_the_site(site: Site) -> None:
    here = f"http://{own.SITE['domain']}"
    assert f'content="{here}/items/{site.first.item_id}/"' in site.item(site.first)
    for path in ("/feed.xml", "/sitemap.xml", "/robots.txt"):
        assert f"{here}/" in site.page(path) and "testserver" not in site.page(path)


def test_a_publication_makes_anew_what_it_touches_and_nothing_else(site: Site) -> None:
    assert publish_touched(site.root, on=TODAY).written == 0
    before = site.stamps()
    made = site.cast.public(title="丙公告", category="a21-t08")
    publish_touched(site.root, on=TODAY)
    after = site.stamps()
    changed = {place for place in after if after[place] != before.get(place)}
    township = site.cast.county.township.pk
    touched = [f"items/{made.item_id}/index.html", "index.html", "items/index.html", "feed.xml"]
    touched += ["sitemap.xml", "categories/a21-t08/index.html", "categories/a21-t08/feed.xml"]
    touched += [f"bodies/{township}/{part}" for part in ("index.html", "feed.xml", "content/index.html")]
    assert set(touched) <= changed
    other = {f"items/{site.first.item_id}/index.html", f"bodies/{site.cast.county.bureau.pk}/index.html"}
    assert not (other | {f"bodies/{township}/guide/index.html"}) & changed
    assert "丙公告" in site.page("/") and "丙公告" in site.page(f"/bodies/{township}/content/a21-t08/")


def test_what_is_taken_back_leaves_its_place_and_nothing_of_itself(site: Site) -> None:
    folder = site.root / f"items/{site.first.item_id}"
    assert (folder / "files/1.png").exists() and (folder / "qr.svg").exists()
    withdraw(site.first.item, reason="附件含个人信息", by=site.clerk, at=NOON)
    publish_touched(site.root, on=TODAY)
    page = site.item(site.first)
    assert "这条信息已撤回" in page and "附件含个人信息" in page and "甲通知" not in page
    assert [path.name for path in folder.iterdir()] == ["index.html"]
    named = [
        path for path in site.root.rglob("*") if path.is_file() and "甲通知".encode() in path.read_bytes()
    ]
    assert named == []


def test_a_new_edition_replaces_the_page_and_keeps_the_one_before(site: Site) -> None:
    copy = next_edition(site.second.item, by=site.clerk, at=NOON)
    change(copy, draft=replace(a_draft("乙补充通知"), text="<p>改期。</p>"), by=site.clerk, at=NOON)
    copy.refresh_from_db()
    publish(passed(copy, site.cast.staff), by=site.clerk, at=NOON.replace(day=5))
    publish_touched(site.root, on=TODAY)
    assert "乙补充通知" in site.item(site.second)
    assert "历史版本" in site.page(f"/items/{site.second.item_id}/editions/1/")


def test_a_link_that_is_undone_is_gone_from_both_pages(site: Site) -> None:
    interpret(site.first.item, of=site.second.item, by=site.clerk, on=TODAY)
    publish_touched(site.root, on=TODAY)
    assert "甲通知" in site.item(site.second) and "乙通知" in site.item(site.first)
    take_back_interpretation(site.first.item, of=site.second.item, by=site.clerk, on=TODAY)
    publish_touched(site.root, on=TODAY)
    assert "甲通知" not in site.item(site.second) and "乙通知" not in site.item(site.first)


def test_a_repeal_reaches_the_page_and_the_library(site: Site) -> None:
    document = register(site.second, terms=Terms(TODAY), by=site.clerk, at=NOON)
    publish_touched(site.root, on=TODAY)
    assert "乙通知" in site.page("/library/")
    change_validity(
        document, event=Event(Change.REPEALED, TODAY, "柳府发〔2026〕9号"), by=site.clerk, at=NOON
    )
    publish_touched(site.root, on=date(2026, 3, 3))
    assert "柳府发〔2026〕9号" in site.item(site.second).split("<h1>")[0]
    assert "乙通知" in site.page("/library/ended/") and "乙通知" not in site.page("/library/")


def test_a_new_name_of_a_body_reaches_every_page(site: Site) -> None:
    organisations.rename(site.cast.county.township, name="柳湾街道办事处", by=None, on=TODAY)
    publish_touched(site.root, on=TODAY)
    for path in ("/", "/bodies/", f"/items/{site.first.item_id}/", "/reports/"):
        assert "柳湾街道办事处" in site.page(path), path


def test_a_report_reaches_its_pages(site: Site) -> None:
    paper = file(a_report(site.cast.county.township.name))
    publish_touched(site.root, on=TODAY)
    assert paper.title in site.page(f"/reports/{paper.pk}/") and paper.title in site.page("/reports/")
    assert (site.root / f"reports/{paper.pk}/official.docx").read_bytes()[:2] == b"PK"


def test_a_page_that_cannot_be_made_keeps_its_file_and_is_tried_again(site: Site, settings: Any) -> None:
    edition = site.cast.public(title="丁公告", files=(_picture(),))
    (path,) = [
        one
        for one in settings.FILES.rglob("*")
        if one.is_file() and one.name.endswith(edition.enclosures.get().digest[-20:])
    ]
    kept = path.read_bytes()
    path.chmod(0o644)
    path.write_bytes(b"broken")
    assert publish_touched(site.root, on=TODAY).failed == 1
    path.write_bytes(kept)
    done = publish_touched(site.root, on=TODAY)
    assert (done.failed, (site.root / f"items/{edition.item_id}/files/1.png").read_bytes()) == (0, kept)
    assert publish_touched(site.root, on=TODAY).written == 0


def test_a_file_that_somebody_changed_is_found_and_put_right(site: Site) -> None:
    def verify() -> str:
        out = io.StringIO()
        try:
            call_command("publish_static", str(site.root), "--verify", stdout=out)
        except CommandError as error:
            out.write(str(error))
        return out.getvalue()

    assert "全部文件与发布时一致" in verify()
    changed = site.root / f"items/{site.first.item_id}/index.html"
    changed.write_text(changed.read_text("utf-8").replace("甲通知", "丙通知"), "utf-8")
    (site.root / "offer.html").write_text("不是这里的")
    (site.root / "feed.xml").unlink()
    told = verify()
    assert f"items/{site.first.item_id}/index.html：内容被改动" in told
    assert "offer.html：不是本平台发布的" in told and "feed.xml：不见了" in told and "共 3 个文件" in told
    call_command("publish_static", str(site.root), stdout=io.StringIO())
    assert "全部文件与发布时一致" in verify() and "甲通知" in site.item(site.first)


def test_two_do_not_publish_into_a_folder_at_once(site: Site) -> None:
    with Folder(site.root).opened(), pytest.raises(Busy):
        publish_all(site.root, on=TODAY)


def test_the_worker_publishes_where_a_folder_is_set(site: Site, settings: Any) -> None:
    settings.STATIC_SITE = ""
    site.cast.public(title="戊公告")
    assert publish_changes.func(NOON.isoformat()) == 0
    settings.STATIC_SITE = str(site.root)
    assert publish_changes.func(NOON.isoformat()) > 0
    assert "戊公告" in site.page("/")


@pytest.mark.parametrize("address", ["/../etc/x", "/items/../../x", "/%2e%2e/x", "items/", "/a%00b"])
def test_no_address_leads_out_of_the_folder(address: str) -> None:
    with pytest.raises(OutsideFolder):
        place_of(address)
