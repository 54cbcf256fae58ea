"""The demonstration: its accounts, whose passwords everybody can read, sign in to its own database and to no other."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gongkai.organisations import open_sessions
from gongkai.organisations.models import (
    OFFICERS,
    Demonstration,
    DemonstrationAccount,
    Holding,
    Person,
)
from gongkai.organisations.refusal import Refused


@transaction.atomic
def begin(*, on: date) -> None:
    """Mark this database as the demonstration's. Refused where somebody real is an officer: it is in service."""
    in_service = Holding.objects.filter(
        post__in=OFFICERS, until__isnull=True, person__demonstration_account__isnull=True
    )
    if in_service.exists():
        raise Refused(
            "这个数据库已经有管理员，正在使用，不能载入演示县；请用 GONGKAI_VAR 指定另外的数据目录。"
        )
    if not is_here():
        Demonstration.objects.create(begun_on=on)


@transaction.atomic
def end() -> None:
    """The database is the demonstration's no more; its accounts are out from now on."""
    Demonstration.objects.all().delete()
    for mark in DemonstrationAccount.objects.select_related("person"):
        open_sessions.end_all(mark.person)


def mark(person: Person) -> Person:
    """Mark an account as one of the demonstration."""
    DemonstrationAccount.objects.get_or_create(person=person)
    return person


def is_here() -> bool:
    """Whether this database is the demonstration's."""
    return Demonstration.objects.exists()


def is_account(person: Person) -> bool:
    """Whether an account is one of the demonstration."""
    return DemonstrationAccount.objects.filter(person=person).exists()


def shut_out(person: Person) -> bool:
    """Whether an account must not sign in here: one of the demonstration outside of it."""
    return is_account(person) and not is_here()
