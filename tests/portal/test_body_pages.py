"""The pages of a body: the four fixed names, a guide that says what the law says, rules with their versions, classes with
their counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from gongkai.files.store import keep
from gongkai.law.fees import standard
from gongkai.organisations.models import Rule
from gongkai.organisations.rules import Wording, adopt, amend
from tests.catalogue.items import NOON
from tests.people import a_report, file
from tests.portal.publishing import Cast

pytestmark = pytest.mark.django_db
FIXED = ("政府信息公开指南", "政府信息公开制度", "法定主动公开内容", "政府信息公开年报", "政府信息公开申请")


@pytest.fixture
def cast() -> Cast:
    return Cast()


def _page(client: Client, cast: Cast, part: str) -> str:
    answer = client.get(f"/bodies/{cast.county.township.pk}/{part}")
    assert answer.status_code == 200, part
    return answer.content.decode()


@pytest.mark.parametrize("part", ["", "guide/", "rules/", "content/", "content/a20-01/", "reports/"])
def test_every_page_of_a_body_has_the_fixed_names_in_their_order(
    part: str, cast: Cast, client: Client
) -> None:
    side = _page(client, cast, part).split('<nav class="side"')[1].split("</nav>")[0]
    places = [side.index(f">{name}</a>") for name in FIXED]
    assert places == sorted(places)


def test_the_guide_says_how_the_body_is_reached_and_what_the_law_says_today(
    cast: Cast, client: Client
) -> None:
    block = cast.reachable()
    page = _page(client, cast, "guide/")
    for said in (block.address, block.hours, block.telephone, block.office, block.postcode):
        assert said in page
    assert "20个工作日内答复" in page and "一次性告知补正" in page
    rates = {band.rate for band in standard("pages", timezone.localdate()).bands}
    assert all(f'<td class="number">{rate}</td>' in page for rate in rates)
    assert "六十日内先向上一级人民政府申请行政复议" in page  # of a township the county reviews
    assert "筹资筹劳" in page and "市政建设" not in page  # the classes of a township, not of a county


def test_a_guide_without_a_contact_block_says_whom_to_ask(cast: Cast, client: Client) -> None:
    page = _page(client, cast, "guide/")
    assert "尚未登记" in page and settings.SITE["contact"] in page


def test_a_rule_shows_its_version_in_force_and_leads_to_the_earlier_ones(cast: Cast, client: Client) -> None:
    first = cast.ruled()
    rule = Rule.objects.get()
    second = amend(rule, wording=Wording("保密审查办法", "修订后的办法。"), by=None, on=date(2025, 6, 1))
    page = _page(client, cast, "rules/")
    assert f"/rules/{second.pk}/" in page and f"/rules/{first}/" not in page
    assert "中华人民共和国政府信息公开条例" in page
    earlier = client.get(f"/rules/{first}/").content.decode()
    assert "已停止执行" in earlier and "2025年6月1日" in earlier and f"/rules/{second.pk}/" in earlier


def test_a_rule_that_is_not_in_force_yet_is_not_there(cast: Cast, client: Client) -> None:
    key = cast.ruled(on=timezone.localdate() + timedelta(days=1))
    assert client.get(f"/rules/{key}/").status_code == 404
    assert "保密审查制度" not in _page(client, cast, "rules/")


def test_the_file_of_a_rule_is_only_saved(cast: Cast, client: Client) -> None:
    wording = Wording("考核办法", digest=keep(b"<script>"), file_name="考核办法.html")
    key = adopt(cast.county.township, kind="other", wording=wording, by=None, on=date(2025, 1, 1)).pk
    answer = client.get(f"/rules/{key}/file")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert client.get(f"/rules/{cast.ruled()}/file").status_code == 404


def test_classes_show_their_counts_and_lead_to_their_items(cast: Cast, client: Client) -> None:
    cast.public(title="低保公示", category="a21-t08")
    cast.public(title="没有分类的通知")
    page = _page(client, cast, "content/")
    township = cast.county.township.pk
    assert f'/bodies/{township}/content/a21-t08/">社会救助' in page and "共公开 2 条" in page
    assert "低保公示" in _page(client, cast, "content/a21-t08/")
    assert "没有分类的通知" in _page(client, cast, "content/none/")
    assert "没有分类的通知" not in _page(client, cast, "content/a21-t08/")
    assert client.get(f"/bodies/{township}/content/unknown/").status_code == 404
    assert "低保公示" not in client.get(f"/bodies/{cast.county.bureau.pk}/content/").content.decode()


def test_long_lists_go_on_under_addresses_of_their_own(cast: Cast, client: Client) -> None:
    for number in range(21):
        cast.public(title=f"第{number}号公告", category="a20-12", at=NOON + timedelta(minutes=number))
    here = f"/bodies/{cast.county.township.pk}/content/a20-12/"
    first = client.get(here).content.decode()
    assert f'href="{here}page/2/" rel="next"' in first and "第0号公告" not in first
    second = client.get(f"{here}page/2/").content.decode()
    assert "第0号公告" in second and f'href="{here}" rel="prev"' in second
    for beyond in (f"{here}page/3/", f"{here}page/0/", "/items/page/3/", "/categories/a20-12/page/9/"):
        assert client.get(beyond).status_code == 404, beyond
    assert "第0号公告" in client.get("/items/page/2/").content.decode()
    assert 'href="/items/page/2/" rel="next"' in client.get("/items/").content.decode()
    narrowed = client.get("/items/?category=a20-12&page=99").content.decode()
    assert "第 2 页" in narrowed and 'href="/items/?category=a20-12" rel="prev"' in narrowed


def test_the_reports_of_a_body_are_its_own(cast: Cast, client: Client) -> None:
    own = file(a_report(cast.county.township.name, 2023))
    other = file(replace(a_report(cast.county.bureau.name, 2023), title="民政局年报"))
    page = _page(client, cast, "reports/")
    assert f"/reports/{own.pk}/" in page and f"/reports/{other.pk}/" not in page
