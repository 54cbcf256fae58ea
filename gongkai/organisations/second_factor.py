"""The second factor: a code that an app on the phone works out anew every thirty seconds (TOTP), and recovery codes for
the day the phone is gone."""

from __future__ import annotations

import math
import re
import secrets
from base64 import b32encode
from datetime import date, datetime
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac
from django_otp.plugins.otp_totp.models import TOTPDevice

from gongkai.organisations import demonstration, open_sessions
from gongkai.organisations.models import Person, RecoveryCode
from gongkai.organisations.noting import note
from gongkai.organisations.passwords import refuse_own_kind
from gongkai.organisations.posts import posts_of
from gongkai.organisations.reasons import reason_given
from gongkai.organisations.refusal import Refused

CODES: Final = 10
LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"  # none to be mistaken for another


def required(person: Person, on: date) -> bool:
    """Whether a post held on this day calls for a second factor (setting GONGKAI_SECOND_FACTOR); the accounts of the
    demonstration are exempt."""
    if demonstration.is_account(person):
        return False
    return any(holding.post in settings.SECOND_FACTOR for holding in posts_of(person, on))


def has(person: Person) -> bool:
    """Whether a second factor is set up and confirmed."""
    return bool(TOTPDevice.objects.filter(user=person, confirmed=True).exists())


def offered(person: Person) -> TOTPDevice:
    """The device that waits for its first code, made where there is none."""
    found, _ = TOTPDevice.objects.get_or_create(
        user=person, confirmed=False, defaults={"name": "手机动态口令"}
    )
    return found


def secret_in_groups(device: TOTPDevice) -> str:
    """The secret for typing by hand, where no picture can be taken."""
    text = b32encode(device.bin_key).decode()
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


@transaction.atomic
def confirm(person: Person, code: str, *, by: Person, on: date) -> list[str]:
    """Take the offered device into use with the first code it shows; returns the recovery codes, shown this once.

    Refused: for somebody else, a wrong code, and where one is in use already.
    """
    if by.pk != person.pk:
        raise Refused("只能设置本人的动态口令。")
    if has(person):
        raise Refused("已经设置过动态口令；换手机请先停用原来的。")
    device = TOTPDevice.objects.select_for_update().get(pk=offered(person).pk)
    if not device.verify_token(_bare(code)):
        raise Refused("动态口令不对。请核对手机时间是否准确，输入当前显示的六位数字。")
    device.confirmed = True
    device.save(update_fields=["confirmed"])
    note("second_factor.confirm", person, body=person.body, by=by, on=on, reason="启用动态口令")
    return _fresh_codes(person)


def accept(person: Person, code: str, *, at: datetime) -> str | None:
    """Whether a code is the second factor of a person: "code" or "recovery" for what it was, None where it is neither.
    No code counts twice. Refused while too many wrong ones were given (the wait doubles with each)."""
    with transaction.atomic():
        device = TOTPDevice.objects.select_for_update().filter(user=person, confirmed=True).first()
        if device is None:
            return None
        wait = seconds_to_wait(device, at)
        bare = _bare(code)
        if wait:
            kind = None
        elif re.fullmatch(r"\d{6}", bare):
            kind = "code" if device.verify_token(bare) else None
        else:
            kind = _recovery(person, device, bare)
    if wait:
        raise Refused(f"输错次数较多，请在 {wait} 秒后再试。")
    return kind


def seconds_to_wait(device: TOTPDevice, at: datetime) -> int:
    """How long no code is looked at, in seconds."""
    _, why = device.verify_is_allowed()
    until = why.get("locked_until") if why else None
    return max(1, math.ceil((until - at).total_seconds())) if until else 0


@transaction.atomic
def new_codes(person: Person, *, by: Person, on: date) -> list[str]:
    """Ten new recovery codes in the place of all earlier ones."""
    if by.pk != person.pk or not has(person):
        raise Refused("只有启用了动态口令的本人可以换恢复码。")
    note("second_factor.new_codes", person, body=person.body, by=by, on=on, reason="更换恢复码")
    return _fresh_codes(person)


def codes_left(person: Person) -> int:
    """How many recovery codes are not used up."""
    return RecoveryCode.objects.filter(person=person).count()


@transaction.atomic
def remove(person: Person, *, by: Person | None, on: date, reason: str) -> None:
    """Take the second factor away: by its owner where no post calls for one, else by a security officer because the
    phone is gone (all sessions end, and it has to be set up anew at the next sign-in)."""
    reason = reason_given(reason, "重置动态口令")
    own = by is not None and by.pk == person.pk
    if own and required(person, on):
        raise Refused("所任岗位必须使用动态口令，不能停用；换手机请由安全管理员重置。")
    if not own:
        refuse_own_kind(person, by, on, "重置动态口令")
        open_sessions.end_all(person)
    TOTPDevice.objects.filter(user=person).delete()
    RecoveryCode.objects.filter(person=person).delete()
    note("second_factor.remove", person, body=person.body, by=by, on=on, reason=reason)


def _recovery(person: Person, device: TOTPDevice, bare: str) -> str | None:
    used, _ = RecoveryCode.objects.filter(person=person, digest=_hashed(person, bare)).delete()
    if used:
        device.throttle_reset()
        return "recovery"
    device.throttle_increment()
    return None


def _fresh_codes(person: Person) -> list[str]:
    RecoveryCode.objects.filter(person=person).delete()
    codes = ["".join(secrets.choice(LETTERS) for _ in range(10)) for _ in range(CODES)]
    RecoveryCode.objects.bulk_create(
        RecoveryCode(person=person, digest=_hashed(person, code)) for code in codes
    )
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def _hashed(person: Person, bare: str) -> str:
    return salted_hmac(f"recovery code of {person.pk}", bare, algorithm="sha256").hexdigest()


def _bare(code: str) -> str:
    """Without what people put between groups; full-width figures are figures."""
    return "".join(char for char in code.translate(_NARROW).lower() if char.isascii() and char.isalnum())


_NARROW: Final = {ord("０") + figure: ord("0") + figure for figure in range(10)}
