"""The first administrator, and the accounts of the demonstration."""

from __future__ import annotations

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from gongkai.cli import checks
from gongkai.organisations import demonstration, passwords, posts, second_factor
from gongkai.organisations.models import Body, Person, Post
from gongkai.organisations.refusal import Refused
from tests.people import PASSWORD, TODAY, a_county

pytestmark = pytest.mark.django_db


def _first(*options: str) -> str:
    out = StringIO()
    call_command("first_administrator", *options, stdout=out)
    return out.getvalue()


def test_the_first_administrator_gets_a_password_for_once_and_a_body() -> None:
    said = _first("--body-code", "Q01", "--body-name", "青溪县人民政府")
    person = Person.objects.get(account="admin")
    password = said.split("一次性密码 ")[1].split()[0]
    assert person.check_password(password) and passwords.must_change(person)
    assert Body.objects.get().name == "青溪县人民政府"
    on = date(2999, 1, 1)
    assert [holding.post for holding in posts.posts_of(person, on)] == [Post.SYSTEM_OFFICER]
    assert second_factor.required(person, on)


def test_without_any_body_it_asks_for_one() -> None:
    with pytest.raises(CommandError, match="--body-name"):
        _first()
    assert not Person.objects.exists()


def test_there_is_no_second_first_administrator() -> None:
    county = a_county()
    _first()
    assert Person.objects.get(account="admin").body == county.county
    with pytest.raises(CommandError, match="已经有系统管理员"):
        _first("--account", "other")


def test_a_new_password_at_the_server_s_command_line() -> None:
    a_county()
    out = StringIO()
    call_command("new_password", "clerk", stdout=out)
    clerk = Person.objects.get(account="clerk")
    assert clerk.check_password(out.getvalue().split("一次性密码 ")[1].split("（")[0])
    with pytest.raises(CommandError, match="没有账号"):
        call_command("new_password", "nobody")


def test_an_account_of_the_demonstration_signs_in_there_and_nowhere_else(client: Client) -> None:
    clerk = demonstration.mark(a_county().clerk)
    tried = {"username": "clerk", "password": PASSWORD}
    assert "账号或密码不对" in client.post("/login/", tried).content.decode()
    demonstration.begin(on=TODAY)
    assert client.post("/login/", tried).status_code == 302
    demonstration.end()
    assert client.get("/office/account/").status_code == 302
    assert demonstration.shut_out(clerk)


def test_an_installation_in_service_is_never_made_the_demonstration() -> None:
    _first("--body-code", "Q01", "--body-name", "青溪县人民政府")
    with pytest.raises(Refused, match="正在使用"):
        demonstration.begin(on=TODAY)
    assert not demonstration.is_here()


def test_the_demonstration_gets_no_administrator_of_its_own() -> None:
    a_county()
    demonstration.begin(on=TODAY)
    with pytest.raises(CommandError, match="演示库"):
        _first()


def test_a_system_check_names_demonstration_accounts_outside_of_it() -> None:
    demonstration.mark(a_county().clerk)
    [warning] = checks.demonstration_accounts(["default"])
    assert "clerk" in warning.msg
    demonstration.begin(on=TODAY)
    assert checks.demonstration_accounts(["default"]) == []


def test_a_system_check_names_posts_that_do_not_exist(settings: object) -> None:
    settings.SECOND_FACTOR = frozenset({"signatry", "signatory"})  # type: ignore[attr-defined]
    [error] = checks.known_posts()
    assert "signatry" in error.msg and "signatory、" not in error.msg
