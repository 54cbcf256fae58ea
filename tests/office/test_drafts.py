"""Drafts keep themselves, come back on the page of their form, belong to one person, and go when the form is handed in."""

from __future__ import annotations

import pytest
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from gongkai.organisations.models import Draft, Person
from gongkai.reports.actions import take_in
from tests.people import TODAY, a_county, somebody
from tests.reports.published import published

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(client: Client) -> Person:
    person = a_county().clerk
    client.force_login(person)
    return person


@pytest.fixture
def address(clerk: Person) -> str:
    """The page on which somebody says whose a report is."""
    paper = take_in(name="h.html", data=published("无名镇人民政府", 2022), by=clerk, on=TODAY)
    return f"/office/reports/{paper.pk}/place/"


def _form(client: Client, address: str) -> dict[str, str]:
    """The inputs of the form with a draft on a page, as a browser would send them."""
    page = LexborHTMLParser(client.get(address).content.decode())
    inputs = page.css("form:has([name=draft_form]) input[name], form:has([name=draft_form]) select[name]")
    chosen = {one.attributes["name"] or "": one.attributes.get("value") or "" for one in inputs}
    for select in page.css("form:has([name=draft_form]) select"):
        option = select.css_first("option[selected]")
        chosen[select.attributes["name"] or ""] = (option.attributes.get("value") if option else "") or ""
    return chosen


def test_a_draft_is_kept_offered_restored_and_gone_when_the_form_is_handed_in(
    client: Client, address: str
) -> None:
    typed = {**_form(client, address), "year": "2019", "draft_quietly": "1"}
    assert set(client.post("/office/drafts/keep", typed).json()) == {"kept"}
    offered = client.get(address).content.decode()
    assert "保存的草稿" in offered and 'value="2019"' not in offered
    restored = _form(client, f"{address}?draft=restore")
    assert restored["year"] == "2019"
    body = Person.objects.get(account="clerk").body
    assert body is not None
    client.post(address, {"body": body.pk, "year": "2019", "confirm": "1"})
    assert not Draft.objects.exists()


def test_without_scripts_a_press_keeps_the_draft_and_the_list_of_drafts_leads_back(
    client: Client, address: str
) -> None:
    answer = client.post("/office/drafts/keep", {**_form(client, address), "year": "2018"}, follow=True)
    page = LexborHTMLParser(answer.content.decode())
    link = page.css_first("main th a")
    assert "草稿已保存" in answer.content.decode()
    assert link is not None and link.attributes["href"] == address


def test_a_draft_can_be_done_without_by_its_owner_alone(client: Client, address: str) -> None:
    client.post("/office/drafts/keep", {**_form(client, address), "year": "2018"})
    draft = Draft.objects.get()
    other = Client()
    other.force_login(somebody("other", None))
    assert other.post(f"/office/drafts/{draft.pk}/drop").status_code == 404
    assert "2018" not in other.get("/office/drafts/").content.decode()
    assert client.post(f"/office/drafts/{draft.pk}/drop", {"back": address})["Location"] == address
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("typed", "status"),
    [({}, 400), ({"draft_form": ""}, 400), ({"draft_form": "f", "note": "长" * 200_001}, 413)],
)
def test_what_cannot_be_kept_is_said_in_words(
    typed: dict[str, str], status: int, client: Client, clerk: Person
) -> None:
    answer = client.post("/office/drafts/keep", {**typed, "draft_quietly": "1"})
    assert answer.status_code == status and answer.json()["trouble"].endswith("。")


def test_a_draft_leads_to_a_page_of_the_workbench_and_nowhere_else(client: Client, clerk: Person) -> None:
    for page in ("https://elsewhere.example/", "//elsewhere.example/office/", "javascript:alert(1)"):
        client.post("/office/drafts/keep", {"draft_form": "f", "draft_page": page, "draft_title": "某表"})
        assert Draft.objects.get().page == ""


def test_drafts_are_for_signed_in_people() -> None:
    answer = Client().post("/office/drafts/keep", {"draft_form": "f", "draft_quietly": "1"})
    assert answer.status_code == 302 and answer["Location"].startswith("/login/")
