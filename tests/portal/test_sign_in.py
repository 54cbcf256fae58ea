"""Signing in over the pages: one set of words for whatever is wrong, no way to another host, a new key each time, an end
after idleness, and nothing typed lost by it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.test import Client
from django.utils import timezone

from gongkai.journal.models import Entry
from gongkai.organisations import posts
from gongkai.organisations.models import Person, Post, Session
from gongkai.organisations.sessions import digest
from tests.organisations.test_sign_in_second_factor import code_of, set_up
from tests.people import PASSWORD, TODAY, a_county, somebody

pytestmark = pytest.mark.django_db
RIGHT = {"username": "clerk", "password": PASSWORD}


@pytest.fixture
def clerk() -> Person:
    return a_county().clerk


def signed_in(client: Client) -> bool:
    return client.get("/office/account/").status_code == 200


ELSEWHERE = [
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example/",
    "\\\\evil.example",
    "https:evil.example",
    "javascript:alert(1)",
    "/%09/evil.example",
    "\t//evil.example",
    "https:///evil.example",
    "http://testserver@evil.example/",
]


@pytest.mark.parametrize("to", ELSEWHERE)
@pytest.mark.parametrize("factor", [False, True], ids=["password", "code"])
def test_nobody_is_sent_to_another_host(to: str, factor: bool, client: Client, clerk: Person) -> None:
    device = set_up(clerk)[0] if factor else None
    answer = client.post("/login/", {**RIGHT, "next": to})
    if device is not None:
        answer = client.post("/login/code/", {"code": code_of(device)})
    assert answer["Location"].startswith("/") and not answer["Location"].startswith(("//", "/\\"))
    again = client.get("/login/", {"next": to})
    assert again["Location"].startswith("/") and "evil" not in again["Location"].partition("%09")[0]


def test_the_sign_in_page_as_goal_is_no_loop(client: Client, clerk: Person) -> None:
    client.post("/login/", RIGHT)
    assert client.get("/login/?next=/login/")["Location"] == "/office/"


@pytest.mark.parametrize("tried", [{"username": "nobody"}, {"password": "guess"}, {"username": "closed"}])
def test_the_answer_to_a_failure_is_the_same_for_every_cause(
    tried: dict[str, str], client: Client, clerk: Person
) -> None:
    closed = somebody("closed", clerk.body)
    Person.objects.filter(pk=closed.pk).update(is_active=False)
    asked = {**RIGHT, **tried}
    page = client.post("/login/", asked).content.decode()
    assert "账号或密码不对" in page
    assert not {"停用", "不存在", "禁用"} & set(page.split())
    entry = Entry.objects.get(act="session.refuse")
    assert entry.account == "" and "guess" not in entry.after and "nobody" not in entry.after


def test_a_failure_costs_as_many_hashes_and_queries_with_an_account_as_without(
    client: Client, clerk: Person, settings: Any, django_assert_num_queries: Any, monkeypatch: Any
) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    clerk.set_password(PASSWORD)
    clerk.save()
    worked: list[str] = []
    plain = PBKDF2PasswordHasher.encode

    def encode(self: PBKDF2PasswordHasher, password: str, *rest: Any) -> str:
        worked.append(password)
        return plain(self, password, *rest)

    monkeypatch.setattr(PBKDF2PasswordHasher, "encode", encode)
    client.post("/login/", {"username": "warm-up", "password": "guess"})
    counts = []
    for name in ("clerk", "nobody"):
        worked.clear()
        client.post("/login/", {"username": name, "password": "guess"})
        counts.append(len(worked))
    assert counts == [1, 1]


def test_signing_in_makes_a_new_key_and_stores_it_as_a_digest(client: Client, clerk: Person) -> None:
    client.get("/login/")
    client.cookies["sessionid"] = "k" * 32
    client.post("/login/", RIGHT)
    key = client.cookies["sessionid"].value
    row = Session.objects.get(person=clerk)
    assert key != "k" * 32 and row.session_key == digest(key) != key
    other = Client()
    other.cookies["sessionid"] = row.session_key
    assert not signed_in(other)


def test_the_cookies_stay_with_this_site_and_end_with_the_browser(client: Client, clerk: Person) -> None:
    cookie = client.post("/login/", RIGHT).cookies["sessionid"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax" and cookie["path"] == "/"
    assert not cookie["max-age"] and not cookie["expires"] and not cookie["domain"]


def test_over_https_the_cookies_travel_encrypted_only(client: Client, clerk: Person, settings: Any) -> None:
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    client.get("/login/", secure=True)
    answer = client.post("/login/", RIGHT, secure=True)
    assert all(client.cookies[name]["secure"] for name in ("sessionid", "csrftoken"))
    assert answer.status_code == 302


def test_a_second_factor_stands_between_password_and_session(client: Client, clerk: Person) -> None:
    device, codes = set_up(clerk)
    answer = client.post("/login/", {**RIGHT, "next": "/reports/held/"})
    assert answer["Location"] == "/login/code/" and not signed_in(client)
    code = code_of(device)
    assert "不对" in client.post("/login/code/", {"code": "x"}).content.decode()
    assert "秒后再试" in client.post("/login/code/", {"code": code}).content.decode()
    type(device).objects.update(throttling_failure_timestamp=None, throttling_failure_count=0)
    assert client.post("/login/code/", {"code": code})["Location"] == "/reports/held/"
    assert signed_in(client)
    second = Client()
    second.post("/login/", RIGHT)
    assert second.post("/login/code/", {"code": code}).status_code == 200 and not signed_in(second)
    type(device).objects.update(throttling_failure_timestamp=None, throttling_failure_count=0)
    assert second.post("/login/code/", {"code": codes[0]}).status_code == 302 and signed_in(second)
    assert [entry.after for entry in Entry.objects.filter(act="session.open")][-1].count("recovery") == 1


def test_the_code_page_is_for_nobody_without_the_password(client: Client, clerk: Person) -> None:
    device, _ = set_up(clerk)
    answer = client.post("/login/code/", {"code": code_of(device)})
    assert answer["Location"] == "/login/" and not signed_in(client)


def test_who_needs_a_second_factor_sets_it_up_before_anything_else(client: Client, clerk: Person) -> None:
    posts.appoint(clerk, body=clerk.body, post=Post.SIGNATORY, by=None, on=TODAY)  # type: ignore[arg-type]
    client.post("/login/", RIGHT)
    for address in ("/reports/held/", "/office/uploads/", "/office/account/", "/reports/"):
        assert client.get(address)["Location"] == "/office/account/second-factor/"
    assert client.get("/office/account/second-factor/qr.svg")["Content-Type"] == "image/svg+xml"
    device = clerk.totpdevice_set.get()  # type: ignore[attr-defined]
    page = client.post("/office/account/second-factor/", {"code": code_of(device)}).content.decode()
    assert page.count("<code>") == 10
    assert client.get("/office/account/").status_code == 200
    assert client.get("/office/account/second-factor/qr.svg").status_code == 404


def test_the_journal_has_each_sign_in_failure_and_sign_out(client: Client, clerk: Person) -> None:
    client.post("/login/", {**RIGHT, "password": "guess"}, REMOTE_ADDR="10.9.8.7")
    client.post("/login/", RIGHT, headers={"User-Agent": "Mozilla/5.0 (Windows NT 10.0) Edg/120"})
    client.post("/logout/")
    acts = Entry.objects.filter(act__startswith="session.").order_by("number")
    told = [(entry.act, entry.account) for entry in acts]
    assert told == [("session.refuse", ""), ("session.open", "clerk"), ("session.close", "clerk")]
    assert "10.9.8.7" in acts[0].after and "Windows 电脑，Edge" in acts[1].after
    assert not signed_in(client)


def test_a_session_ends_when_nothing_was_done_for_a_while(client: Client, clerk: Person) -> None:
    client.post("/login/", RIGHT)
    left = Session.objects.get().expire_date - timezone.now()
    assert timedelta(minutes=29) < left <= timedelta(minutes=30)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    answer = client.get("/office/account/")
    assert answer["Location"] == "/login/?next=/office/account/&ended=1"
    page = client.get(answer["Location"]).content.decode()
    assert "登录已经结束" in page and 'value="/office/account/"' in page
