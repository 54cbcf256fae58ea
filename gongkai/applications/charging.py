"""The information processing fee: what an application costs, counted from the register, never typed (国办函〔2020〕109号)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from gongkai.applications.models import Applicant, Application
from gongkai.applications.models import Step as Row
from gongkai.applications.taking import Taken, take
from gongkai.law.fees import Charge, NoFee, standard
from gongkai.law.fees import charge as fee
from gongkai.organisations.models import Person
from gongkai.organisations.refusal import Refused

CLERK: Final = "application_clerk"


def before_of(application: Application) -> int:
    """How many applications the same applicant had made to the same body in the same calendar month before this one, by the
    document shown. The hash is a hint: the notice names the figure, and the applicant may say that it is not theirs."""
    first = application.first_received_on
    main = application.applicants.filter(is_agent_of__isnull=True).order_by("sequence").first()
    if main is None or not main.document_hash:
        return 0
    same = Applicant.objects.filter(document_hash=main.document_hash, is_agent_of__isnull=True)
    earlier = Q(first_received_on__lt=first) | Q(first_received_on=first, pk__lt=application.pk)
    return Application.objects.filter(
        earlier,
        body=application.body_id,
        first_received_on__gte=first.replace(day=1),
        pk__in=same.values("application"),
    ).count()


def computed(application: Application, code: str, quantity: int, on: date) -> Charge:
    """What an application costs by a standard (items, pages) of a day, line by line. Refused where there is no such fee."""
    try:
        found = standard(code, on)
        return fee(found, quantity, before_of(application) if found.per == "month" else 0)
    except NoFee as refusal:
        raise Refused(f"{refusal}。") from refusal


@transaction.atomic
def charge(application: Application, code: str, quantity: int, *, by: Person, at: datetime) -> Row:
    """Send the notice of the fee by one standard; the amount is computed here. Refused where nothing is due, or a notice
    went out before."""
    found = computed(application, code, quantity, localdate(at))
    if found.yuan == 0:
        raise Refused("没有超过不收费的数量，不应收取信息处理费。")
    facts = {"standard": code, "quantity": quantity, "before": found.before, "yuan": found.yuan}
    return take(application, Taken("charge", localdate(at), facts), by=by, post=CLERK, at=at)
