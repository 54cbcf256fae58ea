"""Asking others for their opinion: third parties, joint makers, other agencies; each with its key, its code and its own
clock, which runs from the day it received the letter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, NamedTuple

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.applications.codes import fresh_code, hash_of
from gongkai.applications.identity import Identity, packed
from gongkai.applications.models import Application, Consultation
from gongkai.applications.models import Step as Row
from gongkai.applications.taking import Taken, take
from gongkai.law.terms import PARTIES
from gongkai.organisations.models import Person
from gongkai.organisations.refusal import Refused

CLERK: Final = "application_clerk"
THIRD: Final = "third_party"


@dataclass(frozen=True)
class Party:
    """Whom to ask: third, joint or agency, and how it is reached. ``about``: what of the information concerns it."""

    party: str
    identity: Identity
    about: str = ""


class Asked(NamedTuple):
    """A consultation with the code of its letter, which is shown this once."""

    consultation: Consultation
    code: str
    step: Row


@transaction.atomic
def ask(
    application: Application,
    party: Party,
    *,
    by: Person,
    at: datetime,
    on: date | None = None,
    papers: Sequence[tuple[str, str]] = (),
) -> Asked:
    """Send a party a letter that asks for its opinion, on a day (today). The party gets a key of the case (第三方1), which
    names nobody."""
    if not party.identity.name.strip():
        raise Refused("请填写征求意见的对象的姓名或者名称。")
    locked = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    label = PARTIES.get(party.party, "")
    key = f"{label}{locked.consultations.filter(party=party.party).count() + 1}"
    facts = {"key": key, "party": party.party} | ({"about": party.about} if party.about else {})
    taken = Taken("consult", on or localdate(at), facts, papers)
    step, code = take(application, taken, by=by, post=CLERK, at=at), fresh_code()
    made = Consultation.objects.create(
        application=locked, key=key, party=party.party, sealed=packed(party.identity), code_hash=hash_of(code)
    )
    return Asked(made, code, step)


def received(consultation: Consultation, *, on: date, by: Person | None, at: datetime) -> Row:
    """The party received the letter on a day, from which its term runs; ``by`` is None where it says so itself."""
    taken = Taken("consult_receipt", on, {"key": consultation.key})
    return take(consultation.application, taken, by=by, post=CLERK if by else THIRD, at=at)


@transaction.atomic
def answer(
    consultation: Consultation,
    view: str,
    *,
    by: Person | None,
    at: datetime,
    on: date | None = None,
    papers: Sequence[tuple[str, str]] = (),
) -> Row:
    """The opinion of a party (agrees, refuses, in_part); once. ``by`` is None where it gives it itself."""
    locked = Application.objects.select_for_update(of=("self",)).get(pk=consultation.application_id)
    given = locked.steps.filter(code="opinion", facts__key=consultation.key)
    if given.exists():
        raise Refused("意见已经提交过了；要改，请与承办机关联系。")
    taken = Taken("opinion", on or localdate(at), {"key": consultation.key, "view": view}, papers)
    return take(consultation.application, taken, by=by, post=CLERK if by else THIRD, at=at)


def told(
    consultation: Consultation,
    *,
    on: date,
    by: Person,
    at: datetime,
    papers: Sequence[tuple[str, str]] = (),
) -> Row:
    """The party was told in writing what is disclosed and why (条例 第三十二条)."""
    taken = Taken("tell_third_party", on, {"key": consultation.key}, papers)
    return take(consultation.application, taken, by=by, post=CLERK, at=at)
