"""Who may open what: every address says so, and what it says holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from gongkai.organisations.access import actions
from gongkai.organisations.models import Person
from tests.people import PASSWORD, a_county, a_faulty_report, a_report, file

pytestmark = pytest.mark.django_db


def _addresses(resolver: URLResolver) -> Iterator[URLPattern]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _addresses(pattern)
        else:
            yield pattern


ADDRESSES = list(_addresses(get_resolver()))


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address.name)
def test_every_address_names_an_action_of_the_access_table(address: URLPattern) -> None:
    named = _actions_of(address)
    assert named and set(named.values()) <= set(actions())


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address.name)
def test_an_address_for_signed_in_people_sends_others_to_the_login(
    address: URLPattern, client: Client
) -> None:
    paper = file(a_report(a_county().township.name))
    path = "/" + re.sub(r"<int:\w+>", str(paper.pk), str(address.pattern))
    path = re.sub(r"<slug:\w+>", "any", path.replace("<uuid:key>", str(UUID(int=1))))
    answer = client.get(path)
    if hasattr(address.callback, "actions"):  # of the interface for programs: a token, no page to sign in
        sent_away = answer.status_code == 401
    else:
        sent_away = answer.status_code == 302 and answer["Location"].startswith("/login/?next=")
    wanted = _actions_of(address).get("GET")
    assert sent_away == (wanted is not None and actions()[wanted].who != "public")


def _actions_of(address: URLPattern) -> dict[str, str]:
    """Method → the action that an address names for it; a page names one for all."""
    view: Any = address.callback
    named: dict[str, str] | None = getattr(view, "actions", None)
    if named is not None:
        return {method.upper(): action for method, action in named.items()}
    action = getattr(view, "action", "")
    return {"GET": action, "POST": action} if action else {}


def test_findings_are_shown_to_all_only_where_the_body_says_so(client: Client) -> None:
    cast = a_county(findings_public=False)
    secret = file(a_faulty_report())
    open_to_all = file(a_faulty_report(cast.county.name))
    type(cast.county).objects.filter(pk=cast.county.pk).update(findings_public=True)
    assert _shows(client, secret.pk) == _shows_nothing()
    assert all(_shows(client, open_to_all.pk))
    client.force_login(Person.objects.get(account="clerk"))
    assert all(_shows(client, secret.pk))


def _shows(client: Client, key: int) -> list[bool]:
    """Whether the findings, gaps and marks are on the page, in the index row, the JSON, and the workbook differs."""
    page = client.get(f"/reports/{key}/").content.decode()
    data = client.get(f"/reports/{key}/report.json").json()
    return [
        "同一数量前后不一" in page,
        "无法确定是哪一个。" in page,
        'class="mark' in page,
        data["findings_shown"],
        bool(data["gaps"]),
    ]


def _shows_nothing() -> list[bool]:
    return [False] * 5


def test_nobody_finds_out_hidden_findings_by_filtering(client: Client) -> None:
    a_county(findings_public=False)
    file(a_faulty_report())
    file(a_report(year=2022))
    for wanted in ("some", "none"):
        page = client.get(f"/reports/?findings={wanted}").content.decode()
        assert "没有符合条件的年报" in page
    index = client.get("/reports/").content.decode()
    assert "错误" not in index and "缺漏" not in index and "未见问题" not in index


def test_a_held_report_is_seen_by_signed_in_people_only(client: Client) -> None:
    a_county()
    paper = file(a_report("无名镇人民政府"))
    parts = ("", "original", "report.json", "report.xlsx", "qr.svg")
    assert {client.get(f"/reports/{paper.pk}/{part}").status_code for part in parts} == {404}
    assert "无名镇" not in client.get("/reports/").content.decode()
    client.force_login(Person.objects.get(account="clerk"))
    assert {client.get(f"/reports/{paper.pk}/{part}").status_code for part in parts} == {200}
    assert "没有名为“无名镇人民政府”的机关" in client.get("/reports/held/").content.decode()


def test_signing_in_and_out(client: Client) -> None:
    a_county()
    wrong = client.post("/login/", {"username": "clerk", "password": "no"})
    assert "账号或密码不对" in wrong.content.decode()
    right = client.post("/login/", {"username": "clerk", "password": PASSWORD, "next": "/reports/held/"})
    assert right["Location"] == "/reports/held/"
    assert "林知言" in client.get("/reports/").content.decode()
    assert client.get("/logout/").status_code == 405
    client.post("/logout/")
    assert "林知言" not in client.get("/reports/").content.decode()


def test_five_wrong_passwords_close_an_account_to_the_address_they_came_from(client: Client) -> None:
    a_county()
    for _ in range(5):
        last = client.post("/login/", {"username": "clerk", "password": "guess"}, REMOTE_ADDR="10.0.0.9")
    assert last.status_code == 429 and "暂时不能登录" in last.content.decode()
    right = {"username": "clerk", "password": PASSWORD}
    assert client.post("/login/", right, REMOTE_ADDR="10.0.0.9").status_code == 429
    assert client.post("/login/", right, REMOTE_ADDR="10.0.0.8").status_code == 302
    other = {"username": "another", "password": "guess"}
    assert Client().post("/login/", other, REMOTE_ADDR="10.0.0.9").status_code == 200


@pytest.mark.parametrize("value", ["99999999999999999999999", "0", "-1", "x", "１"])
def test_an_odd_number_in_an_address_is_not_found(value: str, client: Client) -> None:
    answer: Any = client.get(f"/reports/{value}/")
    assert answer.status_code == 404
    assert "没有找到这个页面" in answer.content.decode()
