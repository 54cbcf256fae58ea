"""The standard catalogue in the office: every row of the usual Excel looked at before anything is done, taken in as it was
looked at, given out again; which lines an item fulfils."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.catalogue.models import Fulfilment, Obligation
from gongkai.catalogue.standard_rows import lines
from gongkai.organisations.models import Person, Post
from tests.catalogue.items import an_edition
from tests.catalogue.test_standard import a_book, a_row
from tests.people import County, a_county, somebody, staff_of

pytestmark = pytest.mark.django_db
UPLOAD, CONFIRM = "/office/standard/upload/", "/office/standard/confirm"


class Setting:
    """The county's 主管部门, and the township with somebody for every post."""

    def __init__(self) -> None:
        self.cast: County = a_county()
        self.staff: dict[Post, Person] = staff_of(self.cast.township)

    def as_(self, person: Person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    def looked_at(self, client: Client, *rows: tuple[object, ...]) -> str:
        sent = SimpleUploadedFile("目录.xlsx", a_book(list(rows)))
        return str(client.post(UPLOAD, {"file": sent}).content.decode())

    def taken_in(self, client: Client, *rows: tuple[object, ...]) -> None:
        assert client.post(CONFIRM, hidden(self.looked_at(client, *rows))).status_code == 302


def hidden(page: str) -> dict[str, str]:
    return {name: page.split(f'name="{name}" value="')[1].split('"')[0] for name in ("held", "fingerprint")}


@pytest.fixture
def setting() -> Setting:
    return Setting()


def test_every_row_is_shown_before_anything_is_done_and_then_taken_in(setting: Setting) -> None:
    county = setting.as_(setting.cast.clerk)
    page = setting.looked_at(
        county, a_row("低保", "政策"), a_row("低保", "名单", carriers="■政府网站 ■大喇叭")
    )
    assert "读到 2 行" in page and "第4行" in page and "“大喇叭”不在固定选项中" in page
    assert not Obligation.objects.exists()
    assert county.post(CONFIRM, hidden(page)).status_code == 302
    assert set(Obligation.objects.values_list("part", flat=True)) == {"政策", "名单"}
    book = county.get("/office/standard/standard.xlsx").content
    assert [line.part for line in lines(book)] == ["政策", "名单"]


def test_rows_with_faults_cannot_be_confirmed(setting: Setting) -> None:
    county = setting.as_(setting.cast.clerk)
    page = setting.looked_at(county, a_row("甲", "一"), a_row("乙", "二", "无此局"), a_row("", "三"))
    assert "没有名为“无此局”的机关" in page and "第5行" in page and "确认导入" not in page


def test_what_has_changed_since_is_shown_again(setting: Setting) -> None:
    county = setting.as_(setting.cast.clerk)
    page = setting.looked_at(county, a_row("甲", "一"))
    setting.taken_in(county, a_row("甲", "一"), a_row("乙", "二"))
    again = county.post(CONFIRM, hidden(page)).content.decode()
    assert "请重新核对" in again and "将停用的现有事项（1 条）" in again
    assert county.post(CONFIRM, hidden(again)).status_code == 302
    assert Obligation.objects.count() == 1


def test_a_workbook_is_confirmed_by_whoever_sent_it_and_unchanged(setting: Setting) -> None:
    county = setting.as_(setting.cast.clerk)
    fields = hidden(setting.looked_at(county, a_row("甲", "一")))
    other = setting.as_(somebody("other", setting.cast.county, Post.COMPETENT_AUTHORITY))
    for client, given in ((other, fields), (county, fields | {"held": fields["held"][:-2] + "xx"})):
        assert "核对已经过期" in client.post(CONFIRM, given, follow=True).content.decode()
    assert not Obligation.objects.exists()


def test_what_is_no_catalogue_is_refused_in_words(setting: Setting) -> None:
    county = setting.as_(setting.cast.clerk)
    for name, data in (("目录.xlsx", b"PK\x03\x04"), ("目录.txt", b"x"), ("空.xlsx", b"")):
        page = county.post(UPLOAD, {"file": SimpleUploadedFile(name, data)}).content.decode()
        assert 'role="alert"' in page and "上传并核对" in page
    assert "还没有选择文件" in county.post(UPLOAD, {}).content.decode()


def test_a_township_speaks_for_itself_alone(setting: Setting) -> None:
    township = setting.as_(setting.staff[Post.COMPETENT_AUTHORITY])
    page = setting.looked_at(township, a_row("甲", "一", "青溪县民政局"), a_row("乙", "二"))
    assert "您不能导入“青溪县民政局”的公开事项" in page
    assert setting.as_(setting.staff[Post.INFORMATION_OFFICER]).get(UPLOAD).status_code == 403


def test_an_item_is_linked_with_lines_of_its_own_body(setting: Setting) -> None:
    setting.taken_in(setting.as_(setting.cast.clerk), a_row("甲", "一"), a_row("乙", "二", "青溪县民政局"))
    own, foreign = Obligation.objects.get(part="一"), Obligation.objects.get(part="二")
    item, clerk = an_edition(setting.cast).item, setting.as_(setting.staff[Post.INFORMATION_OFFICER])
    path = f"/office/items/{item.pk}/matters/"
    page = clerk.get(path).content.decode()
    assert f'value="{own.pk}"' in page and f'value="{foreign.pk}"' not in page
    clerk.post(path, {"line": [own.pk, foreign.pk]})
    assert list(Fulfilment.objects.values_list("obligation", flat=True)) == [own.pk]
    assert f"/office/standard/lines/{own.pk}/" in clerk.get(f"/office/items/{item.pk}/").content.decode()
    clerk.post(path, {})
    assert not Fulfilment.objects.exists()
