"""Identities are kept as long as the body's schedule says, then destroyed by two, with a record; the cases stay countable."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from django.apps import apps
from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.utils.timezone import localdate

from gongkai.applications.identity import plain, subject_of, unpacked
from gongkai.applications.models import Applicant, Application, Consultation, Disposal
from gongkai.applications.sealing import keyed_by_each
from gongkai.journal.actions import forget
from gongkai.law.procedure import CLOSED
from gongkai.organisations.access import allowed
from gongkai.organisations.acting import actor
from gongkai.organisations.models import Body, Person
from gongkai.organisations.noting import note
from gongkai.organisations.refusal import Refused

DISPOSE: Final = "applications.dispose"
GONE: Final = {"sealed": "", "document_hash": "", "phone_hash": "", "name_hash": ""}


def ripe(body: Body, closed_before: date) -> QuerySet[Application]:
    """The cases of a body closed before a day whose identities are still there."""
    closed = Application.objects.filter(body=body, state=CLOSED, closed_on__lt=closed_before)
    held = Applicant.objects.exclude(sealed="").values("application")
    asked = Consultation.objects.exclude(sealed="").values("application")
    return closed.filter(Q(pk__in=held) | Q(pk__in=asked))


@transaction.atomic
def dispose(
    body: Body, closed_before: date, *, basis: str, by: Person, second: Person, at: datetime
) -> Disposal:
    """Destroy who applied and who was asked in the cases closed before a day, and what links the journal with them: names,
    numbers, addresses and their hashes. Refused without a basis (the schedule of retention), by one person alone, and for
    cases of the last year."""
    on = localdate(at)
    for person in (by, second):
        if not allowed(person, DISPOSE, body, on):
            raise Refused(f"“{person.name}”没有办理{body.name}身份信息销毁的权限。")
    if by == second:
        raise Refused("销毁应由两人办理，监销人不能是经办人本人。")
    if not basis.strip():
        raise Refused("请写明销毁的依据，如档案保管期限表的条目。")
    if (on - closed_before).days < 365:
        raise Refused("办结不满一年的案件，身份信息不能销毁。")
    cases = list(ripe(body, closed_before).values_list("pk", flat=True))
    if not cases:
        raise Refused("没有到期应当销毁的身份信息。")
    destroyed = _destroy(cases, body, by, on)
    made = Disposal.objects.create(
        body=body,
        closed_before=closed_before,
        basis=basis.strip()[:200],
        cases=len(cases),
        identities=destroyed,
        by=by,
        second=second,
        at=at,
    )
    after = {"cases": len(cases), "identities": destroyed, "second": second.account}
    note("applications.dispose", made, body=body, by=by, on=on, reason=made.basis, after=after)
    return made


def _destroy(cases: list[int], body: Body, by: Person, on: date) -> int:
    people = [*_sealed(Applicant, cases), *_sealed(Consultation, cases)]
    subjects = {subject_of(unpacked(one)) for one in people}
    for model in keepers():
        columns = GONE if model is Applicant else {"sealed": ""}
        model._default_manager.filter(application__in=cases).exclude(sealed="").update(**columns)
    for subject in sorted(one for one in subjects if not _still_known(one)):
        forget(subject, by=actor(by, on), on=on, chain=body.code, reason="身份信息销毁")
    return len(people)


def keepers() -> list[type[Model]]:
    """Every table of this package that keeps something ``sealed`` about an application."""
    found = apps.get_app_config("applications").get_models()
    return [one for one in found if {"sealed", "application"} <= {field.name for field in one._meta.fields}]


def _sealed(model: type[Model], cases: list[int]) -> list[str]:
    rows = model._default_manager.filter(application__in=cases).exclude(sealed="")
    return list(rows.values_list("sealed", flat=True))


def _still_known(subject: str) -> bool:
    """Whether another case still keeps the identity of this person: the journal goes on to know them."""
    hashes = {purpose: keyed_by_each(plain(subject), purpose) for purpose in ("document", "phone", "name")}
    return Applicant.objects.filter(
        Q(document_hash__in=hashes["document"])
        | Q(phone_hash__in=hashes["phone"])
        | Q(name_hash__in=hashes["name"])
    ).exists()
