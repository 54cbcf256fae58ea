"""Somebody new: an account with a password for its first sign-in."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from gongkai.organisations.actions import enrol
from gongkai.organisations.models import Body, Person
from gongkai.organisations.passwords import give_first, one_time_password
from gongkai.organisations.refusal import Refused


@transaction.atomic
def arrive(*, account: str, name: str, body: Body, by: Person | None, on: date) -> tuple[Person, str]:
    """Give somebody who comes to a body an account; the person and the password for one sign-in come back, and it is
    shown nowhere again. Refused: an account that is there already."""
    if Person.objects.filter(account=account).exists():
        raise Refused(f"账号“{account}”已有人使用，请另取一个。")
    password = one_time_password()
    try:
        person = enrol(account=account, name=name, password=password, by=by, on=on, body=body)
    except ValidationError as error:
        raise Refused("".join(error.messages)) from error
    give_first(person, password=password, on=on)
    return person, password
