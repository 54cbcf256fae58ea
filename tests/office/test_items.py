"""The desk of an item: drafted from a Word file, checked, handed in, let pass, published, taken back; by whom it is for."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document

from gongkai.approvals.models import Matter
from gongkai.approvals.queries import latest
from gongkai.catalogue.content import subject
from gongkai.catalogue.models import Edition, Item, Removal
from gongkai.organisations.models import Person, Post
from tests.catalogue.items import a_draft, an_edition
from tests.catalogue.ways import decide_all
from tests.people import County, a_county, somebody, staff_of

pytestmark = pytest.mark.django_db
FORM = {
    "title": "关于清明祭扫的通知",
    "formed_on": "2026-03-02",
    "text": "<p>文明祭扫。</p>",
    "attribute": "open",
}


class Office:
    """The township with somebody for every post, and a browser for each."""

    def __init__(self) -> None:
        self.cast: County = a_county()
        self.body = self.cast.township
        self.staff: dict[Post, Person] = staff_of(self.body)

    def as_(self, post: Post) -> Client:
        client = Client()
        client.force_login(self.staff[post])
        return client

    def drafted(self, **fields: object) -> Item:
        clerk = self.as_(Post.INFORMATION_OFFICER)
        answer = clerk.post("/office/items/new/", {**FORM, "body": self.body.pk, **fields})
        assert answer.status_code == 302, answer.content.decode()
        return Item.objects.order_by("-pk")[0]

    def presented(self, item: Item) -> None:
        clerk = self.as_(Post.INFORMATION_OFFICER)
        asked = clerk.post(f"/office/items/{item.pk}/present", {})
        assert "一个字也不能再改" in asked.content.decode()
        assert clerk.post(f"/office/items/{item.pk}/present", {"confirm": "yes"}).status_code == 302


@pytest.fixture
def office() -> Office:
    return Office()


def shown(client: Client, item: Item) -> str:
    return str(client.get(f"/office/items/{item.pk}/").content.decode())


def a_word_file() -> SimpleUploadedFile:
    made = Document()
    for line in (
        "柳府发〔2026〕7号",
        "关于春季造林的通知",
        "各村：",
        "按期完成整地。",
        "2026年3月2日",
        "（此件公开发布）",
    ):
        made.add_paragraph(line)
    out = io.BytesIO()
    made.save(out)
    return SimpleUploadedFile("通知.docx", out.getvalue())


def test_a_word_file_fills_the_form_with_what_it_says_of_itself(office: Office) -> None:
    clerk = office.as_(Post.INFORMATION_OFFICER)
    answer = clerk.post("/office/items/new/", {"body": office.body.pk, "document": a_word_file()})
    page = answer.content.decode()
    assert "请逐项核对" in page and not Item.objects.exists()
    for value in ("关于春季造林的通知", "柳府发〔2026〕7号", "2026-03-02"):
        assert f'value="{value}"' in page
    assert "按期完成整地" in page
    assert '<optgroup label="建议">' in page and "按名称和正文建议：农业、林业、水利/林业" in page


def test_enclosures_of_a_form_that_could_not_be_saved_are_not_lost(office: Office) -> None:
    clerk = office.as_(Post.INFORMATION_OFFICER)
    file = SimpleUploadedFile("说明.txt", "清明祭扫路线".encode())
    first = clerk.post("/office/items/new/", {**FORM, "title": "", "body": office.body.pk, "files": file})
    page = first.content.decode()
    assert "请填写名称" in page and "已收到“说明.txt”" in page and "文明祭扫" in page
    held = page.split('name="held" value="')[1].split('"')[0]
    office.drafted(held=held)
    assert [one.name for one in Edition.objects.get().enclosures.all()] == ["说明.txt"]
    office.drafted(held=held[:-2] + "xx")
    assert not Edition.objects.order_by("-pk")[0].enclosures.exists()


def test_the_whole_way_of_an_item(office: Office) -> None:
    item = office.drafted()
    clerk, reviewer = office.as_(Post.INFORMATION_OFFICER), office.as_(Post.REVIEWER)
    page = shown(clerk, item)
    assert "起草" in page and "送审…" in page and "发布…" not in page
    office.presented(item)
    assert "审签中" in shown(clerk, item) and "修改</a>" not in shown(clerk, item)
    from_matter = item.editions.get()
    decide_all(_matter(item), office.staff)
    assert "待发布" in shown(reviewer, item)
    assert "待发布：关于清明祭扫的通知" in clerk.get("/office/").content.decode()
    asked = clerk.post(f"/office/items/{item.pk}/release", {})
    assert "编列终身不变的索引号" in asked.content.decode() and item.live_id is None
    clerk.post(f"/office/items/{item.pk}/release", {"confirm": "yes"})
    item.refresh_from_db()
    assert item.live == from_matter
    assert Client().get(f"/items/{item.pk}/").status_code == 200
    asked = clerk.post(f"/office/items/{item.pk}/withdraw", {"reason": "日期有误"})
    assert "日期有误" in asked.content.decode()
    clerk.post(f"/office/items/{item.pk}/withdraw", {"reason": "日期有误", "confirm": "yes"})
    assert Client().get(f"/items/{item.pk}/").status_code == 410
    assert Removal.objects.get().done_at is not None


def _matter(item: Item) -> Matter:
    found = latest(subject(item))
    assert found is not None
    return found


def test_a_suspect_is_shown_masked_and_let_pass_by_a_reviewer_alone(office: Office) -> None:
    item = office.drafted(text="<p>身份证号：11010519491231002X</p>")
    office.presented(item)
    clerk, reviewer = office.as_(Post.INFORMATION_OFFICER), office.as_(Post.REVIEWER)
    suspect = item.editions.get().screenings.get().suspects.get()
    page = shown(reviewer, item)
    suspects = page.split("<h2>预览")[0]
    assert "身份证件号码" in suspects and "11010519491231002X" not in suspects and "放行的理由" in suspects
    assert "放行的理由" not in shown(clerk, item)
    assert clerk.post(f"/office/suspects/{suspect.pk}/pass", {"reason": "样例"}).status_code == 403
    reviewer.post(f"/office/suspects/{suspect.pk}/pass", {"reason": ""})
    assert "放行的理由" in shown(reviewer, item)
    reviewer.post(f"/office/suspects/{suspect.pk}/pass", {"reason": "国家标准的样例"})
    assert "放行的理由" not in shown(reviewer, item)


def test_an_item_is_changed_and_files_are_dropped_until_it_is_handed_in(office: Office) -> None:
    file = SimpleUploadedFile("说明.txt", "清明祭扫路线".encode())
    item = office.drafted(files=file)
    clerk = office.as_(Post.INFORMATION_OFFICER)
    kept = item.editions.get().enclosures.get()
    changed = {**FORM, "title": "改过的题", "text": "第一段\n第二段", "drop": kept.digest}
    clerk.post(f"/office/items/{item.pk}/edit/", changed)
    edition = item.editions.get()
    assert (edition.title, edition.text) == ("改过的题", "<p>第一段</p><p>第二段</p>")
    assert not edition.enclosures.exists()
    office.presented(item)
    assert clerk.get(f"/office/items/{item.pk}/edit/").status_code == 404


def test_what_is_not_open_wants_its_reason_and_is_not_presented(office: Office) -> None:
    clerk = office.as_(Post.INFORMATION_OFFICER)
    answer = clerk.post("/office/items/new/", {**FORM, "body": office.body.pk, "attribute": "withheld"})
    assert "应写明理由" in answer.content.decode() and not Item.objects.exists()
    item = office.drafted(
        attribute="withheld", reason="属于国家秘密", ground="state_secret", reassess_on="2027-03-01"
    )
    assert "送审…" not in shown(clerk, item) and "不予公开" in shown(clerk, item)


def test_items_of_other_bodies_are_not_there(office: Office) -> None:
    item = office.drafted()
    stranger = Client()
    stranger.force_login(somebody("stranger", office.cast.bureau))
    for part in ("", "edit/", "files/1"):
        assert stranger.get(f"/office/items/{item.pk}/{part}").status_code == 404
    for act in ("present", "anew", "release", "withdraw"):
        assert stranger.post(f"/office/items/{item.pk}/{act}", {"confirm": "yes"}).status_code in (403, 404)
    assert "清明祭扫" not in stranger.get("/office/items/").content.decode()
    assert stranger.post("/office/items/new/", {**FORM, "body": office.body.pk}).status_code == 200
    assert Item.objects.count() == 1


def test_the_list_takes_few_queries_however_long(
    office: Office, django_assert_max_num_queries: object
) -> None:
    for number in range(6):
        an_edition(office.cast, by=office.staff[Post.INFORMATION_OFFICER], draft=a_draft(f"第{number}号"))
    clerk = office.as_(Post.INFORMATION_OFFICER)
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        page = clerk.get("/office/items/")
    assert "第5号" in page.content.decode()
    assert clerk.get("/office/items/?stage=live&q=第&as=xlsx").status_code == 200


def test_an_hour_is_set_moved_and_taken_back_on_the_desk(office: Office) -> None:
    item = office.drafted()
    office.presented(item)
    decide_all(_matter(item), office.staff)
    clerk = office.as_(Post.INFORMATION_OFFICER)
    where = f"/office/items/{item.pk}/schedule"
    clerk.post(where, {"hour": "2099-01-02T09:30"})
    assert "已定于 2099-01-02 09:30 发布" in shown(clerk, item)
    for odd in ("", "明天", "2020-01-01T00:00", "9999-99-99T00:00"):
        clerk.post(where, {"hour": odd})
    assert "已定于 2099-01-02 09:30 发布（" in shown(clerk, item)
    clerk.post(where, {"take_back": "yes"})
    assert "发布（" not in shown(clerk, item)


def test_the_next_edition_is_shown_against_the_one_that_passed_before(office: Office) -> None:
    item = office.drafted()
    office.presented(item)
    decide_all(_matter(item), office.staff)
    clerk = office.as_(Post.INFORMATION_OFFICER)
    clerk.post(f"/office/items/{item.pk}/release", {"confirm": "yes"})
    clerk.post(f"/office/items/{item.pk}/anew")
    clerk.post(f"/office/items/{item.pk}/edit/", FORM | {"text": "<p>文明、绿色祭扫。</p>"})
    office.presented(item)
    page = office.as_(Post.REVIEWER).get(f"/office/approvals/{_matter(item).pk}/").content.decode()
    assert "已经通过的上一版相比" in page and "改动 1 处" in page
    assert "文明<ins>、绿色</ins>祭扫。" in page


def test_a_form_that_was_opened_before_somebody_else_saved_is_refused_and_nothing_typed_is_lost(
    office: Office,
) -> None:
    clerk = office.as_(Post.INFORMATION_OFFICER)
    item = office.drafted()
    seen = item.editions.get().digest
    path = f"/office/items/{item.pk}/edit/"
    assert seen in clerk.get(path).content.decode()
    form = {name: FORM[name] for name in ("title", "formed_on")}
    assert clerk.post(path, {**form, "seen": seen, "text": "<p>先存的。</p>"}).status_code == 302
    late = clerk.post(path, {**form, "seen": seen, "text": "<p>后存的。</p>"})
    assert "又保存过这一版" in late.content.decode() and "后存的" in late.content.decode()
    assert "先存的" in item.editions.get().text
