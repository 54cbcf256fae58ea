"""Pages ask the database as often as written down, however many reports there are."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from gongkai.catalogue.normative import Terms, register
from gongkai.organisations.models import Person
from tests.catalogue.items import NOON
from tests.people import TODAY, a_county, a_faulty_report, a_report, file
from tests.portal.publishing import Cast

pytestmark = pytest.mark.django_db

PINNED = tomllib.loads((Path(__file__).parents[1] / "query_counts.toml").read_text(encoding="utf-8"))
PAGES = {
    "index": ("/reports/", False),
    "index_filtered": ("/reports/?year=2023", False),
    "index_signed_in": ("/reports/", True),
    "report": ("/reports/{key}/", False),
    "report_signed_in": ("/reports/{key}/", True),
    "held": ("/reports/held/", True),
    "summary": ("/office/summary/?year=2023", True),
    "original": ("/reports/{key}/original", False),
    "series": ("/bodies/{body}/series/", False),
    "compare_choose": ("/compare/?a={key}", False),
    "compare": ("/compare/?a={key}&b={other}", False),
    "compare_bodies": ("/compare/?year=2023&body=Q01&body=Q03", False),
}
# Pages of what bodies publish.
COLUMNS = {
    "home": "/",
    "items": "/items/",
    "body": "/bodies/{body}/",
    "body_guide": "/bodies/{body}/guide/",
    "body_content": "/bodies/{body}/content/",
    "body_category": "/bodies/{body}/content/a21-t08/",
    "library": "/library/",
    "standard": "/standard/",
    "standard_table": "/bodies/{body}/standard/社会救助/",
    "feed": "/bodies/{body}/feed.xml",
    "map": "/map/",
}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_no_more_than_is_pinned(
    page: str, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    cast = a_county()
    key, other = file(a_faulty_report()).pk, file(a_report("青溪县人民政府")).pk
    for year in range(2009, 2023):
        file(a_report(year=year))
        file(a_report("无名镇人民政府", year=year))
    path, signed_in = PAGES[page]
    if signed_in:
        client.force_login(Person.objects.get(account="clerk"))
    with django_assert_num_queries(PINNED[page]):
        client.get(path.format(key=key, other=other, body=cast.township.pk))


def test_a_column_asks_no_more_than_is_pinned_however_much_there_is(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    cast = Cast()
    for number in range(4):
        edition = cast.public(title=f"第{number}号办法", category="a21-t08")
        register(edition, terms=Terms(TODAY), by=cast.clerk, at=NOON)
        file(a_report(year=2019 + number))
        cast.ruled(f"第{number}项制度")
    cast.obliged(edition)
    for page, path in COLUMNS.items():
        with django_assert_num_queries(PINNED[page], info=page):
            client.get(path.format(body=cast.county.township.pk))


def test_nothing_is_pinned_that_is_not_measured() -> None:
    assert set(PINNED) == PAGES.keys() | COLUMNS.keys()
