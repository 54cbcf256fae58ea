"""Coverage of the standard catalogue: every figure opens the lines behind it, and every line the items that fulfil it."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client

from gongkai.catalogue.coverage import coverage, tallies, to_do
from gongkai.catalogue.models import Obligation
from gongkai.catalogue.obligations import fulfil, plan, sort, take_in
from gongkai.catalogue.releasing import publish
from gongkai.catalogue.standard_rows import lines
from gongkai.organisations.models import Post
from tests.catalogue.items import NOON, a_draft, an_edition
from tests.catalogue.test_standard import a_book, a_row
from tests.catalogue.ways import passed
from tests.people import TODAY, County, a_county, somebody, staff_of

pytestmark = pytest.mark.django_db
BEGUN = date(2024, 1, 5)


def settled() -> County:
    """One line covered, one with nothing, one whose quarter has passed."""
    cast = a_county()
    rows = [a_row("低保", "政策"), a_row("低保", "名单"), a_row("救助", "季报", term="每季度首月20日前")]
    found = sort(lines(a_book([*rows, a_row("婚姻", "登记", "青溪县民政局")])))
    take_in(found, fingerprint=plan(found, BEGUN).fingerprint, by=cast.clerk, on=BEGUN)
    edition = passed(an_edition(cast, draft=a_draft()), staff_of(cast.township))
    publish(edition, by=cast.clerk, at=NOON)
    fulfil(edition.item, obligations=[Obligation.objects.get(part="政策")], by=cast.clerk, on=TODAY)
    return cast


def as_(cast: County, account: str) -> Client:
    client = Client()
    client.force_login(somebody(account, cast.township if account == "t" else cast.bureau, Post.INSPECTOR))
    return client


def test_lines_are_counted_by_body_and_domain_and_state() -> None:
    cast = settled()
    (one,) = tallies(coverage([cast.township], TODAY))
    assert (one.lines, one.states, one.share) == (3, {"covered": 1, "late": 1, "empty": 1}, 33)


def test_every_figure_opens_the_lines_behind_it() -> None:
    client = as_(settled(), "t")
    page = client.get("/office/standard/").content.decode()
    cells = re.findall(r'href="(/office/standard/lines/\?body[^"]+)"[^>]*>(\d+)</a>', page)
    assert len(cells) == 3
    for address, number in cells:
        opened = client.get(address.replace("&amp;", "&")).content.decode()
        assert f"共 {number} 条" in opened
    late = client.get("/office/standard/lines/?state=late").content.decode()
    assert "救助／季报" in late and "逾期未更新" in late and "低保／政策" not in late


def test_a_line_shows_the_items_that_fulfil_it_and_when_it_is_due() -> None:
    client = as_(settled(), "t")
    policy, report = (Obligation.objects.get(part=part) for part in ("政策", "季报"))
    assert "关于河道清淤的通知" in client.get(f"/office/standard/lines/{policy.pk}/").content.decode()
    page = client.get(f"/office/standard/lines/{report.pk}/").content.decode()
    assert "应于" in page and "还没有条目对应" in page


def test_what_is_late_is_on_the_list_of_things_to_do_of_who_drafts() -> None:
    cast = settled()
    drafts = somebody("drafts", cast.township)
    [one] = to_do(drafts, TODAY)
    assert (one.says, one.due, one.body) == ("标准目录有 1 项逾期未更新", date(2026, 1, 20), cast.township)
    client = Client()
    client.force_login(drafts)
    assert "共 1 条" in client.get(one.link).content.decode()
    assert to_do(somebody("looks", cast.township, Post.INSPECTOR), TODAY) == []


def test_nobody_looks_at_the_lines_of_other_bodies() -> None:
    cast = settled()
    client, line = as_(cast, "b"), Obligation.objects.get(part="政策")
    page = client.get("/office/standard/lines/").content.decode()
    assert "婚姻／登记" in page and "低保" not in page
    assert client.get(f"/office/standard/lines/{line.pk}/").status_code == 404
