"""The home of the site: what is new, whose it is, the ways in; every page says what kind of page it is."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gongkai.catalogue.models import Item
from gongkai.catalogue.normative import Terms, interpret, register
from gongkai.catalogue.pinning import set_top
from tests.catalogue.items import NOON
from tests.people import TODAY, a_report, file
from tests.portal.publishing import Cast

pytestmark = pytest.mark.django_db
SITE_TAGS = ("SiteName", "SiteDomain", "SiteIDCode")
COLUMN_TAGS = ("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType")
ARTICLE_TAGS = ("ArticleTitle", "PubDate", "ContentSource")


@pytest.fixture
def cast() -> Cast:
    return Cast()


def test_the_home_shows_the_newest_first_and_leads_to_every_column(cast: Cast, client: Client) -> None:
    cast.public(title="甲通知")
    cast.public(title="乙通知", at=NOON.replace(hour=15))
    page = client.get("/").content.decode()
    assert page.index("乙通知") < page.index("甲通知")
    first = Item.objects.order_by("pk").first()
    assert first is not None
    set_top(first, until=timezone.localdate(), by=cast.clerk, on=timezone.localdate())
    page = client.get("/").content.decode()
    assert page.index("甲通知") < page.index("乙通知")
    for name in ("items", "library", "standard", "public-bodies", "reports", "search", "site-map", "feed"):
        assert f'href="{reverse(name)}"' in page, name
    host = cast.county.county.pk
    for name in ("guide", "body-rules", "body-content"):
        assert f'href="{reverse(name, args=[host])}"' in page, name
    for body in (cast.county.county, cast.county.bureau, cast.county.township):
        assert f'href="/bodies/{body.pk}/">{body.name}' in page


def test_the_home_shows_documents_in_force_and_what_explains_them(cast: Cast, client: Client) -> None:
    document, explanation = cast.public(title="养犬管理办法"), cast.public(title="一图读懂养犬管理办法")
    register(document, terms=Terms(TODAY), by=cast.clerk, at=NOON)
    interpret(explanation.item, of=document.item, by=cast.clerk, on=TODAY)
    documents, explanations = client.get("/").content.decode().split('id="explanations"')
    assert "养犬管理办法" in documents.split('id="documents"')[1]
    assert "一图读懂" in explanations.split("</section>")[0]


def test_a_site_without_anything_public_still_has_a_home(client: Client) -> None:
    page = client.get("/").content.decode()
    assert "还没有公开的信息" in page and "还没有年报" in page


def test_what_the_site_is_not_told_is_not_said(client: Client, settings: object) -> None:
    settings.SITE = {**settings.SITE, "icp": "", "police": ""}  # type: ignore[attr-defined]
    footer = client.get("/").content.decode().split("<footer")[1]
    assert "备案" not in footer and "网站标识码" in footer and "公网安备" not in footer


def test_every_page_says_which_site_column_and_article_it_is(cast: Cast, client: Client) -> None:
    edition = cast.public(title="养犬管理办法", category="a20-01")
    line, version, body = cast.obliged(edition), cast.ruled(), cast.county.township.pk
    report = file(a_report(cast.county.township.name)).pk
    columns = [
        "/",
        "/items/",
        "/categories/a20-01/",
        "/bodies/",
        "/library/",
        "/library/ended/",
        "/standard/",
    ]
    columns += ["/map/", "/reports/", f"/standard/lines/{line.pk}/", f"/bodies/{body}/standard/社会救助/"]
    columns += [f"/bodies/{body}/{part}" for part in ("", "guide/", "rules/", "content/", "reports/")]
    columns += [f"/bodies/{body}/content/a20-01/"]
    articles = [f"/items/{edition.item_id}/", f"/rules/{version}/", f"/reports/{report}/"]
    for path in (*columns, *articles):
        page = client.get(path).content.decode()
        said = dict(re.findall(r'<meta name="(\w+)" content="([^"]*)">', page))
        wanted = (*SITE_TAGS, *COLUMN_TAGS, *(ARTICLE_TAGS if path in articles else ()))
        assert [name for name in wanted if not said.get(name)] == [], path
        assert said["SiteName"] == settings.SITE["name"] and said["SiteIDCode"] == settings.SITE["code"]
        assert not path.startswith("/items/5") or re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", said["PubDate"])
