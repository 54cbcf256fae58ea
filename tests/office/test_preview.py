"""A draft looked at as the page, the phone and the notice board will show it; framed by this site alone, seen by those who
work on it alone, and still nothing for the public."""

from __future__ import annotations

import pytest
from django.test import Client

from gongkai.catalogue.drafting import next_edition
from gongkai.catalogue.models import Item
from tests.catalogue.items import NOON, a_draft, an_edition, hand_in
from tests.people import County, a_county, somebody

pytestmark = pytest.mark.django_db
TEXT = "<h2>一、总则</h2><p>自四月起清淤。</p><table><tr><th>村</th><td>上湾</td></tr></table>"


@pytest.fixture
def cast() -> County:
    return a_county()


@pytest.fixture
def item(cast: County) -> Item:
    return an_edition(cast, draft=a_draft("关于清淤的通知", TEXT, document_number="柳府发〔2026〕3号")).item


@pytest.fixture
def clerk(cast: County) -> Client:
    client = Client()
    client.force_login(somebody("writer", cast.township))
    return client


@pytest.mark.parametrize("way", ["page", "board"])
def test_a_draft_is_shown_as_it_will_look(way: str, item: Item, clerk: Client) -> None:
    answer = clerk.get(f"/office/items/{item.pk}/preview/{way}/")
    page = answer.content.decode()
    assert "关于清淤的通知" in page and "<td>上湾</td>" in page and "柳府发〔2026〕3号" in page
    assert 'name="robots" content="noindex"' in page
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    policy = answer["Content-Security-Policy"]
    assert "script-src 'self'" in policy and "frame-ancestors 'self'" in policy


@pytest.mark.parametrize(
    ("way", "frame"), [("page", "page-frame"), ("phone", "phone-frame"), ("board", "sheet-frame")]
)
def test_each_way_has_a_frame_of_its_own(way: str, frame: str, item: Item, clerk: Client) -> None:
    answer = clerk.get(f"/office/items/{item.pk}/preview/?as={way}")
    assert f'class="{frame}"' in answer.content.decode()
    assert answer["X-Frame-Options"] == "DENY" and "frame-src 'self'" in answer["Content-Security-Policy"]


def test_an_earlier_edition_can_be_looked_at_too(cast: County, item: Item, clerk: Client) -> None:
    hand_in(item.editions.get())
    next_edition(item, by=cast.clerk, at=NOON)
    page = clerk.get(f"/office/items/{item.pk}/preview/?edition=1").content.decode()
    assert "第 2 版</a>" in page and "<strong>第 1 版</strong>" in page
    for wrong in ("3", "x", "-1", "１"):
        assert clerk.get(f"/office/items/{item.pk}/preview/", {"edition": wrong}).status_code == 404


def test_a_preview_is_for_those_who_work_on_it(cast: County, item: Item) -> None:
    bureau = Client()
    bureau.force_login(somebody("bureau", cast.bureau))
    for path in ("", "page/", "board/"):
        assert bureau.get(f"/office/items/{item.pk}/preview/{path}").status_code == 404
        assert Client().get(f"/office/items/{item.pk}/preview/{path}").status_code == 302
    assert Client().get(f"/items/{item.pk}/").status_code == 404
