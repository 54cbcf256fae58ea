"""The standard catalogue on the public side: by domain and body, every line with what is out and what is due."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from gongkai.catalogue.models import Obligation
from gongkai.catalogue.releasing import withdraw
from gongkai.portal.places import address_of, in_address
from tests.catalogue.items import NOON
from tests.portal.publishing import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return Cast()


def test_domains_lead_to_the_table_of_each_body(cast: Cast, client: Client) -> None:
    cast.obliged(cast.public())
    page = client.get("/standard/").content.decode()
    address = address_of(cast.county.township.pk, "社会救助")
    assert f'href="{address}">柳湾镇人民政府' in page
    table = client.get(address).content.decode()
    assert "最低生活保障" in table and "审核信息" in table
    ticked = table.split('class="ticks"')[1].split("</ul>")[0]
    assert "■</span>政府网站" in ticked and "□</span>政府公报" in ticked


def test_a_line_shows_what_fulfils_it_while_that_is_public(cast: Cast, client: Client) -> None:
    edition = cast.public(title="低保审核公示")
    line = cast.obliged(edition)
    table = address_of(cast.county.township.pk, "社会救助")
    for path in (table, f"/standard/lines/{line.pk}/"):
        assert "低保审核公示" in client.get(path).content.decode()
    withdraw(edition.item, reason="有误", by=cast.clerk, at=NOON)
    for path in (table, f"/standard/lines/{line.pk}/"):
        assert "低保审核公示" not in client.get(path).content.decode()
    assert "还没有公开信息" in client.get(table).content.decode()


def test_a_periodic_line_says_by_when_it_should_have_been_renewed(cast: Cast, client: Client) -> None:
    line = cast.obliged()
    Obligation.objects.filter(pk=line.pk).update(term="每月10日前")
    page = client.get(address_of(cast.county.township.pk, "社会救助")).content.decode()
    assert "应当在" in page and "前更新" in page and "1 项已到更新时间" in page


def test_a_line_that_ended_stays_readable_and_says_so(cast: Cast, client: Client) -> None:
    line = cast.obliged()
    Obligation.objects.filter(pk=line.pk).update(until=date(2026, 3, 3))
    assert "2026年3月3日起不再列入目录" in client.get(f"/standard/lines/{line.pk}/").content.decode()
    assert client.get(address_of(cast.county.township.pk, "社会救助")).status_code == 404
    assert "还没有标准目录" in client.get("/standard/").content.decode()


@pytest.mark.parametrize(
    ("domain", "part"), [("教育/体育", "教育／体育"), ("..", "．．"), ("", "其他"), ("a\\b", "a＼b")]
)
def test_a_domain_is_one_part_of_an_address_whatever_it_is_called(domain: str, part: str) -> None:
    assert in_address(domain) == part
