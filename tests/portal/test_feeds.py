"""Feeds and the list of pages for programs: well-formed, absolute, true."""

from __future__ import annotations

from xml.etree import ElementTree as tree

import pytest
from django.test import Client

from gongkai.catalogue.drafting import change, next_edition
from gongkai.catalogue.releasing import publish, withdraw
from gongkai.portal import sitemap
from tests.catalogue.items import NOON, a_draft
from tests.catalogue.ways import passed
from tests.portal.publishing import Cast

pytestmark = pytest.mark.django_db
ATOM, MAP = "{http://www.w3.org/2005/Atom}", "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture
def cast() -> Cast:
    return Cast()


def _feed(client: Client, path: str) -> tree.Element:
    answer = client.get(path)
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    return tree.fromstring(answer.content)


def _titles(feed: tree.Element) -> list[str]:
    return [one.text or "" for one in feed.iter(f"{ATOM}title")][1:]


def _places(client: Client, path: str) -> list[str]:
    return [one.text or "" for one in tree.fromstring(client.get(path).content).iter(f"{MAP}loc")]


def test_a_feed_has_what_atom_asks_for_with_absolute_addresses(cast: Cast, client: Client) -> None:
    edition = cast.public(title="关于<停水>的通知 & 说明", summary="周三停水")
    feed = _feed(client, "/feed.xml")
    entry = feed.find(f"{ATOM}entry")
    assert entry is not None
    for owner, names in (
        (feed, ("id", "title", "updated")),
        (entry, ("id", "title", "updated", "published")),
    ):
        assert all(owner.findtext(f"{ATOM}{name}") for name in names)
    assert entry.findtext(f"{ATOM}title") == "关于<停水>的通知 & 说明"
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "柳湾镇人民政府"
    assert entry.findtext(f"{ATOM}updated") == "2026-03-02T04:00:00+00:00"
    links = [one.get("href", "") for one in feed.iter(f"{ATOM}link")]
    assert f"http://testserver/items/{edition.item_id}/" in links
    assert all(link.startswith("http://testserver/") for link in links)


def test_feeds_hold_what_is_theirs_and_nothing_taken_back(cast: Cast, client: Client) -> None:
    cast.public(title="低保公示", category="a21-t08")
    gone = cast.public(title="错误通知", category="a21-t08")
    withdraw(gone.item, reason="有误", by=cast.clerk, at=NOON)
    township, county = cast.county.township.pk, cast.county.county.pk
    for path in ("/feed.xml", f"/bodies/{township}/feed.xml", "/categories/a21-t08/feed.xml"):
        assert _titles(_feed(client, path)) == ["低保公示"], path
    for path in (f"/bodies/{county}/feed.xml", "/categories/a20-01/feed.xml"):
        assert _titles(_feed(client, path)) == [], path
    assert client.get("/categories/unknown/feed.xml").status_code == 404


def test_a_new_edition_is_an_update_and_not_another_entry(cast: Cast, client: Client) -> None:
    edition = cast.public(title="停水通知")
    copy = next_edition(edition.item, by=cast.clerk, at=NOON)
    change(copy, draft=a_draft("停水补充通知"), by=cast.clerk, at=NOON)
    copy.refresh_from_db()
    publish(passed(copy, cast.staff), by=cast.clerk, at=NOON.replace(day=5))
    (entry,) = _feed(client, "/feed.xml").findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "停水补充通知"
    assert entry.findtext(f"{ATOM}published") == "2026-03-02T04:00:00+00:00"
    assert entry.findtext(f"{ATOM}updated") == "2026-03-05T04:00:00+00:00"


def test_an_empty_feed_is_the_same_however_often_it_is_asked(cast: Cast, client: Client) -> None:
    assert client.get("/feed.xml").content == client.get("/feed.xml").content


def test_the_sitemap_lists_pages_that_are_there(cast: Cast, client: Client) -> None:
    edition = cast.public()
    gone = cast.public(title="错误通知")
    withdraw(gone.item, reason="有误", by=cast.clerk, at=NOON)
    places = _places(client, "/sitemap.xml")
    assert f"http://testserver/items/{edition.item_id}/" in places
    assert f"http://testserver/items/{gone.item_id}/" not in places
    for place in places:
        assert client.get(place.removeprefix("http://testserver")).status_code == 200, place


def test_many_pages_stand_in_several_files(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemap, "MOST", 2)
    keys = [cast.public(title=f"第{number}号公告").item_id for number in range(3)]
    files = _places(client, "/sitemap.xml")
    assert files == [f"http://testserver/sitemap-{number}.xml" for number in range(3)]
    places = [place for file in files for place in _places(client, file.removeprefix("http://testserver"))]
    assert [f"http://testserver/items/{key}/" for key in keys] == places[-3:]
    assert "http://testserver/" in places
    assert client.get("/sitemap-3.xml").status_code == 404


def test_programs_are_told_where_the_list_is_and_what_is_not_for_them(client: Client) -> None:
    text = client.get("/robots.txt").content.decode()
    assert "Sitemap: http://testserver/sitemap.xml" in text
    assert "Disallow: /office/" in text and "Disallow: /items" not in text
