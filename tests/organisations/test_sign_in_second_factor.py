"""The second factor: each code once, wrong ones slow the next down, recovery codes are kept as hashes."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from gongkai.organisations import demonstration, posts, second_factor
from gongkai.organisations.models import Person, Post, RecoveryCode
from gongkai.organisations.refusal import Refused
from tests.people import TODAY, County, a_county

pytestmark = pytest.mark.django_db


def code_of(device: TOTPDevice, steps: int = 0) -> str:
    """What the phone shows, some steps of thirty seconds from now."""
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits)
    totp.time = time.time() + steps * device.step
    return f"{totp.token():06d}"


def set_up(person: Person) -> tuple[TOTPDevice, list[str]]:
    """A phone in use, whose present code is still good for signing in."""
    device = second_factor.offered(person)
    codes = second_factor.confirm(person, code_of(device, -1), by=person, on=TODAY)
    return TOTPDevice.objects.get(user=person), codes


def _now() -> datetime:
    return datetime.fromtimestamp(time.time(), UTC)


@pytest.fixture
def clerk() -> Person:
    return a_county().clerk


def test_a_code_counts_once(clerk: Person) -> None:
    device, _ = set_up(clerk)
    code = code_of(device)
    assert second_factor.accept(clerk, f"{code[:3]} {code[3:]}", at=_now()) == "code"
    assert second_factor.accept(clerk, code, at=_now()) is None


def test_the_code_that_confirmed_the_phone_signs_nobody_in(clerk: Person) -> None:
    device = second_factor.offered(clerk)
    code = code_of(device)
    second_factor.confirm(clerk, code, by=clerk, on=TODAY)
    assert second_factor.accept(clerk, code, at=_now()) is None


def test_an_offered_phone_is_no_second_factor_until_it_shows_a_right_code(clerk: Person) -> None:
    device = second_factor.offered(clerk)
    with pytest.raises(Refused, match="动态口令不对"):
        second_factor.confirm(clerk, "000000" if code_of(device) != "000000" else "1", by=clerk, on=TODAY)
    assert not second_factor.has(clerk)
    assert second_factor.accept(clerk, code_of(device), at=_now()) is None


def test_wrong_codes_make_the_next_wait_twice_as_long(clerk: Person) -> None:
    device, codes = set_up(clerk)
    waits = []
    for _ in range(4):
        assert second_factor.accept(clerk, "no-code", at=_now()) is None
        device.refresh_from_db()
        waits.append(second_factor.seconds_to_wait(device, _now()))
        with pytest.raises(Refused, match="秒后再试"):
            second_factor.accept(clerk, codes[0], at=_now())
        past = device.throttling_failure_timestamp - timedelta(minutes=5)
        TOTPDevice.objects.update(throttling_failure_timestamp=past)
    assert waits == [1, 2, 4, 8]
    assert second_factor.accept(clerk, codes[0], at=_now()) == "recovery"


def test_a_recovery_code_is_used_up_and_stands_nowhere_in_clear(clerk: Person) -> None:
    _, codes = set_up(clerk)
    assert len(set(codes)) == 10
    stored = "".join(RecoveryCode.objects.values_list("digest", flat=True))
    assert not any(code.replace("-", "") in stored for code in codes)
    assert second_factor.accept(clerk, codes[3].upper(), at=_now()) == "recovery"
    assert second_factor.codes_left(clerk) == 9
    assert second_factor.accept(clerk, codes[3], at=_now()) is None


def test_new_codes_replace_the_old_ones(clerk: Person) -> None:
    _, old = set_up(clerk)
    fresh = second_factor.new_codes(clerk, by=clerk, on=TODAY)
    assert second_factor.accept(clerk, fresh[0], at=_now()) == "recovery"
    assert second_factor.accept(clerk, old[0], at=_now()) is None


def test_posts_of_the_setting_call_for_it_and_others_do_not(settings: Any) -> None:
    cast: County = a_county()
    assert not second_factor.required(cast.clerk, TODAY)
    posts.appoint(cast.clerk, body=cast.township, post=Post.SIGNATORY, by=None, on=TODAY)
    assert second_factor.required(cast.clerk, TODAY)
    demonstration.mark(cast.clerk)
    assert not second_factor.required(cast.clerk, TODAY)
    settings.SECOND_FACTOR = frozenset()
    assert not second_factor.required(cast.clerk, TODAY)


def test_who_needs_it_cannot_switch_it_off_and_others_can(settings: Any, clerk: Person) -> None:
    set_up(clerk)
    posts.appoint(clerk, body=clerk.body, post=Post.SIGNATORY, by=None, on=TODAY)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="不能停用"):
        second_factor.remove(clerk, by=clerk, on=TODAY, reason="换手机")
    settings.SECOND_FACTOR = frozenset()
    second_factor.remove(clerk, by=clerk, on=TODAY, reason="不再需要")
    assert not second_factor.has(clerk) and not second_factor.codes_left(clerk)
