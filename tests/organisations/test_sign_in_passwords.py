"""What a password must be, whose word it takes to change one, and what ends with it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from gongkai.journal.models import Entry
from gongkai.organisations import passwords
from gongkai.organisations.models import PastPassword, Person, Post, Session
from gongkai.organisations.refusal import Refused
from tests.people import PASSWORD, TODAY, County, a_county, somebody

GOOD = "Bamboo-raft 7 up"


@pytest.fixture
def cast(db: None) -> County:
    return a_county()


@pytest.mark.parametrize(
    "password",
    [
        "Aa1!Bb2?",  # short
        "bamboo-raft-upstream",  # two kinds
        "Password@2026",
        "P@ssw0rd1234",
        "Qwer!1234567",
        "1qaz@WSX3edc",
        "Woaini5201314!",
        "Zwgk@2026!!",
        "Admin@123456",
        "Gongkai-2025-Zwgk",
        "Aaaaaaaaaa1!",
        "Clerk#clerk1",
        "林知言Aa123456",
        "青溪县人民政府1A",
        "Ｐａｓｓｗｏｒｄ＠１２３",
        "Abcdefg123456!",
    ],
)
def test_what_is_short_plain_or_guessed_is_refused(password: str, cast: County) -> None:
    with pytest.raises(ValidationError):
        validate_password(password, cast.clerk)


@pytest.mark.parametrize("password", [GOOD, "雨后山前Kt9楼外人", "xK4#vTq9wZ", "Kite!Over7Lakes"])
def test_a_good_one_is_accepted(password: str, cast: County) -> None:
    validate_password(password, cast.clerk)


@given(st.integers())
def test_a_one_time_password_keeps_the_rules(_: int) -> None:
    validate_password(passwords.one_time_password(), Person(account="wanqing", name="晚晴"))


def test_none_of_the_last_five_comes_back(cast: County) -> None:
    old, clerk = PASSWORD, cast.clerk
    for number in range(6):
        new = f"{GOOD}-{'qzxkjv'[number]}"
        passwords.choose(clerk, old=old, new=new, by=clerk, on=TODAY)
        old = new
    with pytest.raises(Refused, match="最近 5 次"):
        passwords.choose(clerk, old=old, new=f"{GOOD}-z", by=clerk, on=TODAY)
    passwords.choose(clerk, old=old, new=PASSWORD + "Q1", by=clerk, on=TODAY)
    assert PastPassword.objects.filter(person=clerk).count() == 6


def test_the_present_one_does_not_count_as_new(cast: County) -> None:
    passwords.choose(cast.clerk, old=PASSWORD, new=GOOD, by=cast.clerk, on=TODAY)
    with pytest.raises(Refused, match="现用"):
        passwords.choose(cast.clerk, old=GOOD, new=GOOD, by=cast.clerk, on=TODAY)


def test_only_who_knows_the_old_one_chooses_a_new_one(cast: County) -> None:
    with pytest.raises(Refused, match="现用密码不对"):
        passwords.choose(cast.clerk, old="guess", new=GOOD, by=cast.clerk, on=TODAY)


def test_a_reset_ends_all_sessions_is_for_once_and_is_written_down(cast: County, client: Client) -> None:
    guard = somebody("guard", cast.county, Post.SECURITY_OFFICER)
    client.force_login(cast.clerk)
    given_out = passwords.reset(cast.clerk, by=guard, on=TODAY, reason="本人忘记密码")
    assert not Session.objects.filter(person=cast.clerk).exists()
    assert cast.clerk.check_password(given_out) and passwords.must_change(cast.clerk)
    entry = Entry.objects.get(act="passwords.reset")
    assert (entry.account, entry.reason, entry.chain) == ("guard", "本人忘记密码", cast.county.code)
    assert given_out not in entry.after + entry.before + entry.reason
    passwords.choose(cast.clerk, old=given_out, new=GOOD, by=cast.clerk, on=TODAY)
    assert not passwords.must_change(cast.clerk)


def test_a_one_time_password_left_unused_lapses(cast: County) -> None:
    passwords.reset(cast.clerk, by=None, on=TODAY, reason="在服务器上重置")
    assert not passwords.lapsed(cast.clerk, TODAY + timedelta(days=7))
    assert passwords.lapsed(cast.clerk, TODAY + timedelta(days=8))


def test_nobody_resets_themselves_or_an_officer_of_the_same_duty(cast: County) -> None:
    guard, other = (somebody(name, cast.county, Post.SECURITY_OFFICER) for name in ("guard", "guard2"))
    auditor = somebody("auditor", cast.county, Post.AUDIT_OFFICER)
    for person in (guard, other):
        with pytest.raises(Refused, match="不能给"):
            passwords.reset(person, by=guard, on=TODAY, reason="忘记密码")
    passwords.reset(auditor, by=guard, on=TODAY, reason="忘记密码")
    passwords.reset(guard, by=None, on=TODAY, reason="在服务器上重置")


def test_age_is_told_from_the_day_it_was_set(cast: County) -> None:
    passwords.choose(cast.clerk, old=PASSWORD, new=GOOD, by=cast.clerk, on=TODAY)
    assert passwords.too_old(cast.clerk, TODAY + timedelta(days=89)) == 0
    assert passwords.too_old(cast.clerk, TODAY + timedelta(days=90)) == 90
