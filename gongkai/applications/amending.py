"""A wrong registration is corrected by two: one proposes with the evidence, another confirms; the step stays on record."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.applications.intake import WEB, stored_evidence
from gongkai.applications.models import Amendment, Application
from gongkai.applications.models import Step as Row
from gongkai.applications.replying import REPLY
from gongkai.applications.taking import Taken, take
from gongkai.law.receipt import Evidence, NoReceipt, receipt_of
from gongkai.organisations.access import allowed
from gongkai.organisations.models import Person
from gongkai.organisations.noting import note
from gongkai.organisations.reasons import reason_given
from gongkai.organisations.refusal import Refused


@transaction.atomic
def propose(
    application: Application, evidence: Evidence, *, reason: str, by: Person, at: datetime
) -> Amendment:
    """Propose another day of receipt: the evidence as it really is, from which the law gives the day."""
    _refuse_without_post(application, by, at)
    if application.channel == WEB and not application.taken_over:
        raise Refused("本平台网上提交的申请以提交之日为收到之日，不能更正。")
    reason = reason_given(reason, "更正登记")
    try:
        day = receipt_of(evidence).day
    except NoReceipt as refusal:
        raise Refused(f"{refusal}。") from refusal
    if day == application.received_on:
        raise Refused("这就是现在登记的收到日期。")
    if application.amendments.filter(settled_at__isnull=True).exists():
        raise Refused("已有一项更正等待核对。")
    made = Amendment.objects.create(
        application=application,
        evidence=stored_evidence(evidence),
        received=day,
        reason=reason[:300],
        by=by,
        at=at,
    )
    _note("applications.amend_propose", made, by, at, reason)
    return made


@transaction.atomic
def confirm(amendment: Amendment, *, by: Person, at: datetime) -> Row:
    """Confirm a proposed correction, as somebody else: from now on the clock runs from the right day."""
    held = _held(amendment, by, at)
    held.second, held.settled_at, held.confirmed = by, at, True
    held.save(update_fields=["second", "settled_at", "confirmed"])
    facts = {"received": held.received, "reason": held.reason, "second": by.account, "amendment": held.pk}
    Application.objects.filter(pk=held.application_id).update(evidence=held.evidence)
    taken = Taken("amend", localdate(at), facts)
    return take(amendment.application, taken, by=held.by, post="application_clerk", at=at)


@transaction.atomic
def reject(amendment: Amendment, *, by: Person, at: datetime) -> Amendment:
    """Say, as somebody else, that the registration was right."""
    held = _held(amendment, by, at)
    held.second, held.settled_at = by, at
    held.save(update_fields=["second", "settled_at"])
    _note("applications.amend_reject", held, by, at, "")
    return held


def _held(amendment: Amendment, by: Person, at: datetime) -> Amendment:
    rows = Amendment.objects.select_for_update(of=("self",)).select_related("application__body", "by")
    held = rows.get(pk=amendment.pk)
    if held.settled_at is not None:
        raise Refused("这项更正已经核对过了。")
    if held.by_id == by.pk:
        raise Refused("更正登记应由另一人核对，不能核对自己提出的。")
    if not allowed(by, "applications.handle", held.application.body, localdate(at)):
        raise Refused(f"您没有任{held.application.body.name}的岗位，不能核对。")
    return held


def _refuse_without_post(application: Application, by: Person, at: datetime) -> None:
    if not allowed(by, REPLY, application.body, localdate(at)):
        raise Refused(f"您没有为{application.body.name}更正登记的权限。")


def _note(act: str, amendment: Amendment, by: Person, at: datetime, reason: str) -> None:
    application, after = amendment.application, {"received": amendment.received}
    body, on = application.body, localdate(at)
    note(act, application, body=body, by=by, on=on, reason=reason, after=after)
