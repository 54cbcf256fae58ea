"""Cases as they are looked up: where one stands, those within somebody's reach, the one that a number and code open, and
what looks like an earlier one."""

from __future__ import annotations

from datetime import date
from hmac import compare_digest
from typing import Final

from django.db.models import Q, QuerySet

from gongkai.applications.codes import hashes_of
from gongkai.applications.models import Applicant, Application, Consultation
from gongkai.applications.replaying import standing, steps_of
from gongkai.applications.similar import similar
from gongkai.applications.todo import to_do
from gongkai.organisations.access import scope
from gongkai.organisations.models import Person

__all__ = ["cases", "opened_by_party", "repeats", "similar", "standing", "steps_of", "to_do", "tracked"]
HASHES: Final = ("document_hash", "phone_hash", "name_hash")


def cases(person: Person, on: date) -> QuerySet[Application]:
    """The cases that a person may look at: of the bodies they handle them for, and those they supervise."""
    keys = scope(person, "applications.see", on) | scope(person, "applications.supervise", on)
    return Application.objects.filter(body__in=keys).select_related("body", "clerk")


def tracked(number: str, code: str) -> Application | None:
    """The application that a number and a code open together, None where they do not; a wrong number and a wrong code are
    the same to whoever asks, and take the same time."""
    found = Application.objects.filter(code_hash__in=hashes_of(code)).select_related("body").first()
    known = found.number if found else ""
    return found if compare_digest(known.encode(), number.strip().encode()) and known else None


def opened_by_party(code: str) -> Consultation | None:
    """What a party is asked for its opinion about, by the code of its letter."""
    return (
        Consultation.objects.filter(code_hash__in=hashes_of(code)).select_related("application__body").first()
    )


def repeats(application: Application) -> QuerySet[Application]:
    """Other applications to the same body that one of the same people seems to have made, the latest first. A hint, and no
    more: another may bear the same name, and whoever applies twice may ask for different things."""
    same = Q(pk__in=[])
    for one in application.applicants.all():
        for name in HASHES:
            if value := getattr(one, name):
                same |= Q(**{name: value})
    theirs = Applicant.objects.filter(same).values("application")
    return Application.objects.filter(body=application.body_id, pk__in=theirs).exclude(pk=application.pk)
