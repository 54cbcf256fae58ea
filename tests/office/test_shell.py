"""Around every page of the workbench: the menu of what one may do, and for whom one acts."""

from __future__ import annotations

import pytest
from django.test import Client, RequestFactory
from django.urls import resolve, reverse
from selectolax.lexbor import LexborHTMLParser

from gongkai.office.shell import declared_menu, shell_of
from gongkai.organisations.access import actions
from gongkai.organisations.models import Person, Post
from gongkai.organisations.posts import appoint
from tests.people import BEGUN, a_county, somebody, staff_of

pytestmark = pytest.mark.django_db
ENTRIES = [entry for group in declared_menu() for entry in group.entries]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.url)
def test_a_line_of_the_menu_leads_to_an_address_with_its_action(entry: object) -> None:
    view = resolve(reverse(entry.url)).func  # type: ignore[attr-defined]
    assert view.action == entry.action  # type: ignore[attr-defined]
    assert entry.action in actions()  # type: ignore[attr-defined]


def _menu(client: Client, person: Person) -> dict[str, str]:
    client.force_login(person)
    page = LexborHTMLParser(client.get("/office/").content.decode())
    return {link.text(): link.attributes["href"] or "" for link in page.css(".menu a")}


def test_everything_in_the_menu_opens_and_what_is_not_in_it_is_refused(client: Client) -> None:
    for person in staff_of(a_county().county).values():
        shown = _menu(client, person)
        for entry in ENTRIES:
            status = client.get(reverse(entry.url)).status_code
            assert (entry.says in shown) == (status == 200), (person.account, entry.url, status)


def _shell(person: Person, chosen: int | None = None):  # type: ignore[no-untyped-def]
    request = RequestFactory().get("/office/")
    request.user, request.session = person, {"acting_for": chosen} if chosen else {}  # type: ignore[assignment]
    return shell_of(request)


def test_a_person_acts_for_their_own_body_first_and_for_another_of_their_posts_when_chosen() -> None:
    cast = a_county()
    person = somebody("both", cast.township)
    appoint(person, body=cast.bureau, post=Post.REVIEWER, by=None, on=BEGUN)
    assert _shell(person).body == cast.township and _shell(person).posts == ["信息员"]
    assert _shell(person, cast.bureau.pk).body == cast.bureau
    assert _shell(person, cast.bureau.pk).posts == ["审核"]
    assert _shell(person, cast.county.pk).body == cast.township


def test_what_one_may_do_and_how_far_is_that_of_the_body_acted_for() -> None:
    cast = a_county()
    person = somebody("both", cast.county)
    appoint(person, body=cast.bureau, post=Post.REVIEWER, by=None, on=BEGUN)
    county, bureau = _shell(person), _shell(person, cast.bureau.pk)
    assert county.may("reports.hand_in") and not bureau.may("reports.hand_in")
    assert county.scope("reports.hand_in") == {cast.county.pk, cast.bureau.pk, cast.township.pk}
    assert bureau.scope("reports.hand_in") == frozenset()
    assert bureau.scope("summary.read") == {cast.bureau.pk}


def test_the_summary_is_that_of_the_body_acted_for(client: Client) -> None:
    cast = a_county()
    person = somebody("both", cast.county)
    appoint(person, body=cast.bureau, post=Post.REVIEWER, by=None, on=BEGUN)
    client.force_login(person)
    assert "柳湾镇" in client.get("/office/summary/").content.decode()
    client.post("/office/acting/", {"body": cast.bureau.pk})
    page = client.get("/office/summary/").content.decode()
    assert "青溪县民政局" in page and "柳湾镇" not in page


def test_nobody_can_act_for_a_body_without_a_post_there(client: Client) -> None:
    cast = a_county()
    client.force_login(somebody("township", cast.township))
    answer = client.post("/office/acting/", {"body": cast.county.pk}, follow=True)
    page = answer.content.decode()
    assert "不能代表它办理" in page and "代表 <strong>柳湾镇人民政府</strong>" in page
    assert client.get("/office/acting/").status_code == 405


def test_every_page_shows_for_whom_one_acts_and_leads_past_the_menu(client: Client) -> None:
    cast = a_county()
    client.force_login(cast.clerk)
    for address in ("office", "uploads", "summary", "drafts"):
        page = LexborHTMLParser(client.get(reverse(address)).content.decode())
        acting = page.css_first("header .acting")
        assert acting is not None and "青溪县人民政府" in acting.text() and "信息员" in acting.text()
        assert [link.attributes["href"] for link in page.css("a.skip")] == ["#main", "#menu"]
        assert len(page.css(".menu a[aria-current]")) == 1
