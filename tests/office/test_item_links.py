"""What stands around an item: put on top for so long, linked with the document it explains, both ways."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from gongkai.catalogue.drafting import begin
from gongkai.catalogue.models import Interpretation, Item
from gongkai.catalogue.releasing import publish, withdraw
from gongkai.organisations.models import Person, Post
from tests.catalogue.items import NOON, a_draft, an_edition
from tests.catalogue.ways import passed
from tests.people import County, a_county, staff_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> County:
    return a_county()


@pytest.fixture
def staff(cast: County) -> dict[Post, Person]:
    return staff_of(cast.township)


@pytest.fixture
def clerk(staff: dict[Post, Person]) -> Client:
    client = Client()
    client.force_login(staff[Post.INFORMATION_OFFICER])
    return client


def public(cast: County, staff: dict[Post, Person], title: str, number: str = "") -> Item:
    edition = passed(an_edition(cast, draft=a_draft(title, document_number=number)), staff)
    publish(edition, by=cast.clerk, at=NOON)
    edition.item.refresh_from_db()
    return edition.item


def said(client: Client, path: str, form: dict[str, object]) -> str:
    return str(client.post(path, form, follow=True).content.decode())


def test_an_item_stands_on_top_up_to_a_day(cast: County, staff: dict[Post, Person], clerk: Client) -> None:
    item, today = public(cast, staff, "关于清淤的通知"), timezone.localdate()
    path = f"/office/items/{item.pk}/top"
    assert "请填写置顶的最后一天" in said(clerk, path, {"until": "明天"})
    for wrong in (today - timedelta(1), today + timedelta(400)):
        assert "一年以内" in said(clerk, path, {"until": wrong.isoformat()})
    until = today + timedelta(7)
    assert f"已置顶至 {until}" in said(clerk, path, {"until": until.isoformat()})
    item.refresh_from_db()
    assert item.top_until == until
    assert "已取消置顶" in said(clerk, path, {"off": "yes"})
    withdraw(item, reason="日期有误", by=cast.clerk, at=NOON)
    assert "不能置顶" in said(clerk, path, {"until": until.isoformat()})


@pytest.mark.parametrize("how", ["index", "number", "width", "title", "address"])
def test_what_is_explained_is_named_by_whatever_is_at_hand(
    how: str, cast: County, staff: dict[Post, Person], clerk: Client
) -> None:
    document = public(cast, staff, "养犬管理办法", "柳府发〔2026〕3号")
    item = an_edition(cast, draft=a_draft("一图读懂养犬管理办法")).item
    typed = {
        "index": document.index_number,
        "number": "柳府发〔2026〕3号",
        "width": "柳府发[2026]3号",
        "title": "养犬管理办法",
        "address": f"https://www.example.gov.cn/items/{document.pk}/",
    }[how]
    page = said(clerk, f"/office/items/{item.pk}/explain", {"of": typed})
    assert "解读的文件：" in page and "已关联" in page
    assert "解读材料：" in clerk.get(f"/office/items/{document.pk}/").content.decode()
    said(clerk, f"/office/items/{item.pk}/stop-explaining", {"of": document.pk})
    assert not Interpretation.objects.exists()


def test_drafts_of_others_cannot_be_named_and_doubtful_names_are_said(
    cast: County, staff: dict[Post, Person], clerk: Client
) -> None:
    foreign = begin(cast.bureau, draft=a_draft("救助办法"), by=cast.clerk, at=NOON).item
    item = an_edition(cast, draft=a_draft("解读")).item
    for _ in range(2):
        an_edition(cast, draft=a_draft("同名通知"))
    path = f"/office/items/{item.pk}/explain"
    for typed, says in (
        ("救助办法", "没有找到"),
        (f"/items/{foreign.pk}/", "没有找到"),
        ("同名通知", "有几件都是"),
        (" ", "请填写文件"),
        ("解读", "不能是文件本身"),
    ):
        assert says in said(clerk, path, {"of": typed})
    for of in ("x", "１", "9" * 30):
        assert clerk.post(f"/office/items/{item.pk}/stop-explaining", {"of": of}).status_code == 404
    assert not Interpretation.objects.exists()
