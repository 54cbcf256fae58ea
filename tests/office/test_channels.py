"""发到哪里 in the office: files saved and never shown, each release with its proof, by whom it is for alone."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from gongkai.catalogue.models import GazetteIssue, Item, Outlet, Release, Removal
from gongkai.catalogue.releasing import withdraw
from gongkai.organisations.models import Person, Post
from tests.catalogue.channels import an_outlet
from tests.catalogue.items import NOON, a_draft, an_edition
from tests.catalogue.ways import passed
from tests.people import County, a_county, somebody, staff_of

pytestmark = pytest.mark.django_db


class Office:
    """The township with an item that is up, and a browser for its 信息员."""

    def __init__(self) -> None:
        self.cast: County = a_county()
        self.staff: dict[Post, Person] = staff_of(self.cast.township)
        self.clerk = self.as_(self.staff[Post.INFORMATION_OFFICER])
        self.item = self.published("关于河道清淤的通知")
        self.desk = f"/office/items/{self.item.pk}/channels/"

    def as_(self, person: Person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    def published(self, title: str) -> Item:
        edition = passed(an_edition(self.cast, draft=a_draft(title)), self.staff)
        answer = self.clerk.post(f"/office/items/{edition.item_id}/release", {"confirm": "yes"})
        assert answer.status_code == 302
        return Item.objects.get(pk=edition.item_id)


@pytest.fixture
def office() -> Office:
    return Office()


def a_picture() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(out, "PNG")
    return SimpleUploadedFile("截图.png", out.getvalue())


def said(client: Client, path: str) -> str:
    return str(client.get(path).content.decode())


@pytest.mark.parametrize(
    ("platform", "form", "mime"),
    [
        ("wechat", "article", "text/html"),
        ("weibo", "weibo", "text/plain"),
        ("notice_board", "a3", "application/pdf"),
        ("gazette", "docx", "application/vnd.openxmlformats"),
        ("reading_point", "zip", "application/zip"),
    ],
)
def test_the_file_for_a_channel_is_saved_and_never_shown(
    office: Office, platform: str, form: str, mime: str
) -> None:
    outlet = an_outlet(office.cast, platform)
    answer = office.clerk.get(f"{office.desk}{outlet.pk}/{form}")
    assert answer.status_code == 200 and answer["Content-Type"].startswith(mime)
    assert answer["Content-Disposition"].startswith("attachment") and answer.content


def test_a_form_the_outlet_does_not_have_is_refused_in_words(office: Office) -> None:
    outlet = an_outlet(office.cast, "wechat")
    assert office.clerk.get(f"{office.desk}{outlet.pk}/a4").status_code == 302
    assert "没有这种格式" in said(office.clerk, office.desk)


def test_the_way_of_a_release_from_proof_to_removal(office: Office) -> None:
    outlet = an_outlet(office.cast, "wechat")
    assert "下载图文" in said(office.clerk, office.desk)
    link = "https://example.invalid/s/1"
    office.clerk.post(f"{office.desk}{outlet.pk}/send", {"proof": link, "picture": a_picture()})
    release = Release.objects.get(outlet=outlet)
    office.clerk.post(f"/office/releases/{release.pk}/reads", {"reads": "1,204"})
    page = said(office.clerk, office.desk)
    assert link in page and "1204" in page and "已发布" in page
    picture = office.clerk.get(f"/office/releases/{release.pk}/picture")
    assert picture["Content-Disposition"].startswith("attachment")
    withdraw(office.item, reason="内容有误", by=office.cast.clerk, at=NOON)
    task = Removal.objects.get(release=release)
    assert "待清除" in said(office.clerk, office.desk)
    office.clerk.post(f"/office/removals/{task.pk}/proof", {"proof": "已删除", "picture": a_picture()})
    assert "已清除" in said(office.clerk, office.desk)
    assert "没有在门户网站公开" in said(office.clerk, office.desk)


def test_what_is_no_picture_or_no_number_is_refused_in_words(office: Office) -> None:
    outlet = an_outlet(office.cast, "weibo")
    fake = SimpleUploadedFile("截图.png", b"<script>1</script>")
    office.clerk.post(f"{office.desk}{outlet.pk}/send", {"picture": fake})
    assert not Release.objects.filter(outlet=outlet).exists()
    office.clerk.post(f"{office.desk}{outlet.pk}/send", {})
    release = Release.objects.get(outlet=outlet)
    office.clerk.post(f"/office/releases/{release.pk}/reads", {"reads": "很多"})
    office.clerk.post(f"/office/releases/{release.pk}/proof", {"proof": " "})
    page = said(office.clerk, office.desk)
    assert "整数" in page and "请填写发布后的链接" in page


def test_others_neither_see_nor_send(office: Office) -> None:
    outlet = an_outlet(office.cast, "wechat")
    bureau = office.as_(somebody("bureau", office.cast.bureau))
    auditor = office.as_(office.staff[Post.AUDIT_OFFICER])
    reviewer = office.as_(office.staff[Post.REVIEWER])
    for client in (bureau, auditor):
        assert client.get(office.desk).status_code in (403, 404)
        assert client.get(f"/office/outlets/{outlet.pk}/").status_code in (403, 404)
    assert "登记已发布" not in said(reviewer, office.desk)
    assert reviewer.post(f"{office.desk}{outlet.pk}/send", {}).status_code == 403
    assert reviewer.get(f"{office.desk}{outlet.pk}/article").status_code == 403
    assert not Release.objects.filter(outlet=outlet).exists()


def test_an_outlet_is_entered_changed_counted_and_closed_by_form(office: Office) -> None:
    clerk, keeper = office.clerk, office.staff[Post.INFORMATION_OFFICER]
    asked = {
        "body": office.cast.township.pk,
        "platform": "wechat",
        "name": "柳湾发布",
        "keeper": keeper.pk,
        "opened_on": "2024-01-08",
    }
    assert clerk.post("/office/outlets/new/", {**asked, "platform": ""}).status_code == 200
    assert clerk.post("/office/outlets/new/", asked).status_code == 302
    outlet = Outlet.objects.get()
    desk = f"/office/outlets/{outlet.pk}/"
    page = said(clerk, desk)
    assert "僵尸号" in page and "没有认证" in page and "柳湾发布" in said(clerk, "/office/outlets/")
    clerk.post(f"{desk}change/", {"name": "柳湾新声", "keeper": keeper.pk, "certified": "on", "filed": "on"})
    clerk.post(f"{desk}count/", {"followers": "1500"})
    page = said(clerk, desk)
    assert "柳湾新声" in page and "1500" in page and "没有认证" not in page
    assert clerk.post(f"{desk}close/", {"reason": "关停整合"}).status_code == 302
    assert "停用" in said(clerk, desk) and "僵尸号" not in said(clerk, desk)


def test_an_issue_of_the_gazette_is_put_together_and_closed_by_form(office: Office) -> None:
    second = office.published("关于春季造林的通知")
    gazette = an_outlet(office.cast, "gazette", "柳湾公报")
    office.clerk.post(f"/office/outlets/{gazette.pk}/issues/new/", {"on": "2026-03-31"})
    issue = GazetteIssue.objects.get()
    desk = f"/office/gazette/{issue.pk}/"
    page = said(office.clerk, desk)
    assert "关于春季造林的通知" in page and "关于河道清淤的通知" in page
    first, last = second.live_id, office.item.live_id
    office.clerk.post(f"{desk}arrange", {f"place-{first}": "1", f"place-{last}": "2", "place-x": "3"})
    assert [one.edition_id for one in issue.entries.order_by("order")] == [first, last]
    draft = office.clerk.get(f"{desk}issue.pdf")
    assert draft.content.startswith(b"%PDF") and "attachment" in draft["Content-Disposition"]
    assert "不能再改" in office.clerk.post(f"{desk}close", {}).content.decode()
    office.clerk.post(f"{desk}close", {"confirm": "yes"})
    issue.refresh_from_db()
    assert issue.closed_at is not None and "保存篇目" not in said(office.clerk, desk)
    assert zipfile.is_zipfile(io.BytesIO(office.clerk.get(f"{desk}issue.docx").content))
    assert "柳湾公报2026年第1期" in said(office.clerk, "/office/gazette/")


def test_a_reading_point_takes_the_package_of_today(office: Office) -> None:
    point = an_outlet(office.cast, "reading_point", "便民服务中心查阅点")
    desk = f"/office/outlets/{point.pk}/"
    answer = office.clerk.get(f"{desk}package.zip")
    package = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    assert "关于河道清淤的通知" in package.read("index.html").decode()
    digest = said(office.clerk, desk).split('name="digest" value="')[1].split('"')[0]
    office.clerk.post(f"{desk}delivered", {"digest": "0" * 64, "proof": "窗口已签收"})
    assert not Release.objects.filter(outlet=point).exists()
    office.clerk.post(f"{desk}delivered", {"digest": digest, "proof": "窗口已签收"})
    assert Release.objects.get(outlet=point).proof == "窗口已签收"
