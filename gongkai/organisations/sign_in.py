"""Signing in and out, as the journal has it: who, from where, with what; and what a person owes before going on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from gongkai.journal.actions import record
from gongkai.journal.actor import Actor
from gongkai.organisations import demonstration, passwords, second_factor
from gongkai.organisations.models import Person
from gongkai.organisations.noting import note

NOBODY = Actor("", "未登录")


@dataclass(frozen=True)
class Origin:
    """Where somebody signs in: address of the network, and the device in words."""

    address: str
    device: str


def may_enter(person: Person, on: date) -> bool:
    """Whether an account may sign in at all; the page says no more than that account or password are wrong."""
    return person.is_active and not demonstration.shut_out(person) and not passwords.lapsed(person, on)


def owes(person: Person, on: date) -> list[str]:
    """What a person has to do before anything else: a password of their own, a second factor."""
    owed = ["password"] if passwords.must_change(person) else []
    missing = second_factor.required(person, on) and not second_factor.has(person)
    return [*owed, "second_factor"] if missing else owed


@transaction.atomic
def enter(person: Person, *, origin: Origin, on: date, factor: str = "") -> Person:
    """A person has signed in. ``factor``: what the second factor was ("code", "recovery"), empty where there is none."""
    after = {"address": origin.address, "device": origin.device, "second_factor": factor}
    note("session.open", person, body=person.body, by=person, on=on, after=after)
    return person


@transaction.atomic
def turn_away(account: str, *, origin: Origin, on: date, reason: str) -> None:
    """Somebody was not let in. What was typed as account is not written down, for it may be a password: only whose
    account it is, where it is one."""
    person = Person.objects.filter(account=account[:64]).select_related("body").first()
    after = {"address": origin.address, "device": origin.device}
    chain = person.body.code if person and person.body else ""
    target = f"{Person._meta.label}:{person.pk}" if person else ""
    record("session.refuse", chain=chain, by=NOBODY, on=on, object=target, reason=reason, after=after)


@transaction.atomic
def leave(person: Person, *, on: date) -> None:
    """A person has signed out."""
    note("session.close", person, body=person.body, by=person, on=on)
