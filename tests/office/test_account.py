"""我的账号 and 账号安全: everybody looks after their own account, the security officer after those within reach."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from gongkai.journal.models import Entry
from gongkai.organisations.models import Person, Post, Session
from tests.organisations.test_sign_in_second_factor import code_of, set_up
from tests.people import PASSWORD, County, a_county, somebody

pytestmark = pytest.mark.django_db
NEW = "Bamboo-raft 7 up"


@pytest.fixture
def cast() -> County:
    return a_county()


def sign_in(account: str, password: str = PASSWORD, **more: str) -> Client:
    client = Client()
    assert client.post("/login/", {"username": account, "password": password}, **more).status_code == 302
    return client


def guard_of(cast: County) -> Client:
    client = Client()
    client.force_login(somebody("guard", cast.county, Post.SECURITY_OFFICER))
    return client


def given(old: str) -> dict[str, str]:
    return {"old_password": old, "new_password": NEW, "again_password": NEW}


def is_in(client: Client) -> bool:
    return client.get("/office/account/").status_code == 200


def test_a_new_password_ends_every_session_but_this_one(cast: County) -> None:
    here, there = sign_in("clerk"), sign_in("clerk")
    assert here.post("/office/account/password/", given(PASSWORD))["Location"] == "/office/account/"
    assert is_in(here) and not is_in(there)
    sign_in("clerk", NEW)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"old_password": "guess"}, "现用密码不对"),
        ({"again_password": NEW + "x"}, "两次输入的新密码不一样"),
        ({"new_password": "Clerk-2026", "again_password": "Clerk-2026"}, "密码不能由常见词"),
        ({"new_password": "short", "again_password": "short"}, "至少三种"),
    ],
)
def test_a_refused_password_says_why(wrong: dict[str, str], says: str, cast: County) -> None:
    page = sign_in("clerk").post("/office/account/password/", given(PASSWORD) | wrong)
    assert says in page.content.decode()
    cast.clerk.refresh_from_db()
    assert cast.clerk.check_password(PASSWORD)


def test_a_reset_password_lets_in_once_and_has_to_be_changed_first(cast: County) -> None:
    before, guard = sign_in("clerk"), guard_of(cast)
    slip = guard.post(f"/office/accounts/{cast.clerk.pk}/password", {"reason": "本人忘记密码"})
    assert "no-store" in slip["Cache-Control"]
    password = slip.content.decode().split("一次性密码</th><td><code>")[1].split("</code>")[0]
    assert not is_in(before)
    client = sign_in("clerk", password)
    assert client.get("/office/uploads/")["Location"] == "/office/account/password/"
    assert client.get("/reports/held/")["Location"] == "/office/account/password/"
    answer = client.post("/office/account/password/", given(password))
    assert answer["Location"] == "/office/" and client.get("/office/uploads/").status_code == 200


def test_a_reset_without_reason_of_oneself_or_out_of_reach_is_refused(cast: County) -> None:
    guard = guard_of(cast)
    own = Person.objects.get(account="guard")
    for key, reason, says in ((cast.clerk.pk, " ", "请写明"), (own.pk, "忘记", "不能给自己")):
        page = guard.post(f"/office/accounts/{key}/password", {"reason": reason}, follow=True)
        assert says in page.content.decode()
    assert not Entry.objects.filter(act="passwords.reset").exists()
    township = Client()
    township.force_login(somebody("town-guard", cast.township, Post.SECURITY_OFFICER))
    assert township.get(f"/office/accounts/{cast.clerk.pk}/").status_code == 404
    assert township.post(f"/office/accounts/{cast.clerk.pk}/password", {"reason": "x"}).status_code == 404
    assert "没有符合条件的账号" in township.get("/office/accounts/?q=clerk").content.decode()


def test_only_a_security_officer_opens_the_accounts_of_others(cast: County) -> None:
    client = sign_in("clerk")
    for address in ("/office/accounts/", f"/office/accounts/{cast.clerk.pk}/"):
        assert client.get(address).status_code == 403


def test_sessions_are_listed_with_when_where_and_what_and_ended_one_by_one(cast: County) -> None:
    phone = sign_in("clerk", REMOTE_ADDR="10.1.2.3", headers={"User-Agent": "x iPhone Safari"})
    here = sign_in("clerk", REMOTE_ADDR="10.1.2.4")
    page = here.get("/office/account/").content.decode()
    assert "iPhone，Safari" in page and "10.1.2.3" in page and "（本次登录）" in page
    assert Session.objects.first().session_key not in page  # type: ignore[union-attr]
    mark = page.split('name="mark" value="')[1].split('"')[0]
    here.post("/office/account/sessions", {"mark": mark})
    assert is_in(here) and not is_in(phone)
    says = here.post("/office/account/sessions", {"mark": mark}, follow=True).content.decode()
    assert "已经结束" in says


def test_all_other_sessions_end_at_once_and_those_of_others_stay(cast: County) -> None:
    somebody("other", cast.county)
    here, there, other = sign_in("clerk"), sign_in("clerk"), sign_in("other")
    mark = other.get("/office/account/").content.decode()
    assert 'name="mark"' not in mark
    here.post("/office/account/sessions")
    assert is_in(here) and is_in(other) and not is_in(there)


def test_the_security_officer_ends_the_sessions_of_an_account(cast: County) -> None:
    client, guard = sign_in("clerk"), guard_of(cast)
    guard.post(f"/office/accounts/{cast.clerk.pk}/sessions")
    assert not is_in(client)
    assert Entry.objects.get(act="sessions.end").account == "guard"


def test_a_lost_phone_is_taken_away_and_set_up_anew(cast: County) -> None:
    set_up(cast.clerk)
    guard = guard_of(cast)
    guard.post(f"/office/accounts/{cast.clerk.pk}/second-factor", {"reason": "手机遗失"})
    assert is_in(sign_in("clerk"))


def test_setting_up_the_second_factor_oneself(cast: County) -> None:
    client = sign_in("clerk")
    page = client.get("/office/account/second-factor/").content.decode()
    device = cast.clerk.totpdevice_set.get()  # type: ignore[attr-defined]
    assert device.key not in page
    wrong = client.post("/office/account/second-factor/", {"code": "1"}).content.decode()
    assert "动态口令不对" in wrong
    type(device).objects.update(throttling_failure_timestamp=None, throttling_failure_count=0)
    done = client.post("/office/account/second-factor/", {"code": code_of(device)})
    assert done.content.decode().count("<li><code>") == 10 and "no-store" in done["Cache-Control"]
    fresh = client.post("/office/account/recovery-codes", {"old_password": PASSWORD}).content.decode()
    assert fresh.count("<li><code>") == 10
    client.post("/office/account/second-factor/off", {"old_password": "guess"})
    assert cast.clerk.totpdevice_set.exists()  # type: ignore[attr-defined]
    client.post("/office/account/second-factor/off", {"old_password": PASSWORD})
    assert not cast.clerk.totpdevice_set.exists()  # type: ignore[attr-defined]


@pytest.mark.parametrize(("people", "most"), [(1, 14), (30, 14)])
def test_the_pages_ask_the_database_alike_for_few_and_for_many(
    people: int, most: int, cast: County, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(people):
        somebody(f"p{number}", cast.township)
    guard = guard_of(cast)
    for address in ("/office/account/", "/office/accounts/", f"/office/accounts/{cast.clerk.pk}/"):
        with django_assert_max_num_queries(most):
            assert guard.get(address).status_code == 200
