"""How long a session lasts, and that what was typed when it ended can still be sent."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from gongkai.organisations.models import Person, Session
from gongkai.organisations.sessions import SessionStore, ends_at
from tests.people import PASSWORD, a_county

pytestmark = pytest.mark.django_db
RIGHT = {"username": "clerk", "password": PASSWORD}
NINE = datetime.fromisoformat("2026-03-02T09:00:00+08:00")


@pytest.fixture
def clerk() -> Person:
    return a_county().clerk


def _stored(client: Client) -> SessionStore:
    return SessionStore(client.cookies["sessionid"].value)


def test_use_keeps_it_open_up_to_the_limit_of_a_day() -> None:
    hours = timedelta(hours=1)
    assert ends_at(NINE, NINE) == NINE + hours / 2
    assert ends_at(NINE, NINE + 5 * hours) == NINE + 5.5 * hours
    assert ends_at(NINE, NINE + 11.9 * hours) == NINE + 12 * hours


def test_a_request_lengthens_it_and_the_next_within_a_minute_writes_nothing(
    client: Client, clerk: Person
) -> None:
    client.post("/login/", RIGHT)
    store = _stored(client)
    early = timezone.now() - timedelta(minutes=20)
    store.load()
    Session.objects.update(
        session_data=store.encode({**dict(store.items()), "seen": early.isoformat()}),
        expire_date=early + timedelta(minutes=30),
    )
    client.get("/office/account/")
    first = Session.objects.get().expire_date
    assert first > timezone.now() + timedelta(minutes=29)
    client.get("/office/account/")
    assert Session.objects.get().expire_date == first


def test_it_is_over_after_so_many_hours_however_busy(client: Client, clerk: Person) -> None:
    client.post("/login/", RIGHT)
    store = _stored(client)
    store["begun"] = (timezone.now() - timedelta(hours=13)).isoformat()
    store.save()
    assert client.get("/office/account/").status_code == 302


def test_what_was_typed_comes_back_after_signing_in_again(client: Client, clerk: Person) -> None:
    client.post("/login/", RIGHT)
    Session.objects.all().delete()
    typed = {"name": "关于“<双引号>”的\n说明", "year": ["2023", "2024"], "new_password": "Secret-9"}
    held = client.post("/office/uploads/?a=1&b=2", typed)
    page = held.content.decode()
    assert held.status_code == 403 and "没有丢失" in page and "Secret-9" not in page
    token = page.split('name="held" value="')[1].split('"')[0]
    answer = client.post("/login/", {**RIGHT, "next": "/office/uploads/?a=1&b=2", "held": token})
    assert answer["Location"] == "/login/resume/"
    form = client.get("/login/resume/").content.decode()
    assert 'action="/office/uploads/?a=1&amp;b=2"' in form
    assert "关于“&lt;双引号&gt;”的\n说明</textarea>" in form and form.count('name="year"') == 2
    assert "Secret" not in form


@pytest.mark.parametrize("token", ["", "nonsense", "a:b:c"])
def test_a_forged_form_is_not_offered(token: str, client: Client, clerk: Person) -> None:
    answer = client.post("/login/", {**RIGHT, "held": token})
    assert answer["Location"] == "/office/"
    assert client.get("/login/resume/")["Location"] == "/office/"


def test_what_is_too_long_to_keep_is_said_to_be_lost(client: Client, clerk: Person) -> None:
    client.post("/login/", RIGHT)
    Session.objects.all().delete()
    page = client.post("/office/uploads/", {"text": "长" * 600_000}).content.decode()
    assert "没有带过来" in page and 'name="held"' not in page


def test_who_was_never_signed_in_is_sent_to_sign_in_without_a_word(client: Client, clerk: Person) -> None:
    assert client.post("/office/uploads/", {"a": "b"})["Location"] == "/login/?next=/office/uploads/"


def test_a_closed_account_is_out_at_once(client: Client, clerk: Person, settings: Any) -> None:
    client.post("/login/", RIGHT)
    Person.objects.filter(pk=clerk.pk).update(is_active=False)
    assert client.get("/office/account/").status_code == 302
