"""Passwords: choosing one, being given one for once by a security officer, and how old one is."""

from __future__ import annotations

import secrets
from datetime import date, timedelta
from typing import Final

from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher, get_hasher, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from gongkai.organisations import open_sessions
from gongkai.organisations.models import OFFICERS, PastPassword, Person
from gongkai.organisations.noting import note
from gongkai.organisations.password_rules import KEPT
from gongkai.organisations.posts import posts_of
from gongkai.organisations.reasons import reason_given
from gongkai.organisations.refusal import Refused

ONE_TIME_DAYS: Final = 7  # calendar days in which a one-time password has to be used
DRAWN_ROUNDS: Final = 10_000
LETTERS: Final = ("abcdefghjkmnpqrstuvwxyz", "ABCDEFGHJKMNPQRSTUVWXYZ", "23456789")  # none to be mistaken


@transaction.atomic
def choose(person: Person, *, old: str, new: str, by: Person, on: date, keep: str | None = None) -> Person:
    """A person's own new password. Every other session of theirs ends; ``keep`` is the key of the one at hand.

    Refused: a wrong old password, or a new one against the rules (`gongkai.organisations.password_rules`).
    """
    if by.pk != person.pk:
        raise Refused("只能修改本人的密码。")
    if not person.check_password(old):
        raise Refused("现用密码不对，没有修改。")
    try:
        validate_password(new, person)
    except ValidationError as error:
        raise Refused("".join(error.messages)) from error
    _set(person, new, on, one_time=False)
    open_sessions.end_all(person, keep=keep)
    note("passwords.choose", person, body=person.body, by=by, on=on, reason="本人修改密码")
    return person


@transaction.atomic
def reset(person: Person, *, by: Person | None, on: date, reason: str) -> str:
    """Give a person a password for one sign-in and return it; all their sessions end, and it is shown nowhere again.

    ``by`` is a security officer, or None at the command line of the server. Refused: for oneself, for an officer of
    the same duty, for a closed account, and without a reason.
    """
    reason = reason_given(reason, "重置密码")
    if not person.is_active:
        raise Refused(f"“{person.name}”的账号已停用，不能重置密码。")
    refuse_own_kind(person, by, on, "重置密码")
    password = one_time_password()
    _set(person, password, on, one_time=True)
    open_sessions.end_all(person)
    note("passwords.reset", person, body=person.body, by=by, on=on, reason=reason)
    return password


def refuse_own_kind(person: Person, by: Person | None, on: date, what: str) -> None:
    """Nobody does ``what`` for themselves, nor for an officer of the same duty."""
    if by is None:
        return
    if by.pk == person.pk:
        raise Refused(f"不能给自己{what}，请由另一岗位的人员办理。")
    duties = {holding.post for holding in posts_of(by, on)} & set(OFFICERS)
    if duties & {holding.post for holding in posts_of(person, on)}:
        raise Refused(f"不能给同一岗位的管理员{what}，请在服务器上用 manage.py new_password 办理。")


def give_first(person: Person, *, password: str, on: date) -> None:
    """Set the password an account starts with; it has to be changed at the first sign-in."""
    _set(person, password, on, one_time=True)


def must_change(person: Person) -> bool:
    """Whether the password was given by somebody else."""
    last = _last(person)
    return last is not None and last.one_time


def lapsed(person: Person, on: date) -> bool:
    """Whether a one-time password was left unused for too long (7 calendar days)."""
    last = _last(person)
    return last is not None and last.one_time and on > last.set_on + timedelta(days=ONE_TIME_DAYS)


def set_on(person: Person) -> date | None:
    """The day the present password was set, where it is known."""
    last = _last(person)
    return last.set_on if last else None


def too_old(person: Person, on: date) -> int:
    """Age of the password in calendar days where it is time for a new one, else 0."""
    since = set_on(person)
    age = (on - since).days if since else 0
    return age if age >= settings.PASSWORD_DAYS else 0


def one_time_password() -> str:
    """Twelve characters in three groups, of all three kinds, easy to read off paper (about 65 bits)."""
    while True:
        drawn = "".join(secrets.choice("".join(LETTERS)) for _ in range(12))
        if all(set(kind) & set(drawn) for kind in LETTERS):
            return "-".join(drawn[at : at + 4] for at in (0, 4, 8))


def _set(person: Person, password: str, on: date, *, one_time: bool) -> None:
    if person.password and _last(person) is None:
        PastPassword.objects.create(person=person, encoded=person.password, set_on=on)
    person.password = _drawn_encoded(password) if one_time else make_password(password)
    person.save(update_fields=["password"])
    PastPassword.objects.create(person=person, encoded=person.password, set_on=on, one_time=one_time)
    kept = PastPassword.objects.filter(person=person).order_by("-pk")[: KEPT + 1]
    PastPassword.objects.filter(person=person).exclude(pk__in=[past.pk for past in kept]).delete()


def _drawn_encoded(password: str) -> str:
    """A password that was drawn has 65 bits and needs no slow hash; hundreds of people come in on one day. At the first
    sign-in Django writes it anew at full strength."""
    hasher = get_hasher()
    if isinstance(hasher, PBKDF2PasswordHasher):
        return str(hasher.encode(password, hasher.salt(), iterations=DRAWN_ROUNDS))
    return make_password(password)


def _last(person: Person) -> PastPassword | None:
    """The row of the present password; none where none was ever set here. The hashes are not compared: Django writes a
    stored one anew when its way of hashing changes, and a one-time password must stay one."""
    return PastPassword.objects.filter(person=person).order_by("-pk").first()
