"""Intake: an application is registered in one act with its number, its code, its receipt and its first step; so are paper
cases taken over mid-way, the parts of a split one, and the re-application to the right body."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Final, NamedTuple

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from gongkai.applications.clock import calendar
from gongkai.applications.codes import codes_for, fresh_code, hash_of
from gongkai.applications.envelopes import (
    WEB,
    Envelope,
    evidence_of,
    missing,
    refuse_incomplete,
    refuse_shapeless,
    stored_evidence,
)
from gongkai.applications.identity import own, row_of
from gongkai.applications.mailroom import arrived, plain
from gongkai.applications.models import Applicant, Application
from gongkai.applications.numbering import next_number
from gongkai.applications.replaying import cached, rules_of
from gongkai.applications.taking import Taken, append, keep
from gongkai.applications.watching import watch
from gongkai.law.procedure import NotPermitted, Step
from gongkai.law.receipt import Evidence, NoReceipt, breaches_of_receipt, receipt_of
from gongkai.law.replay import replay
from gongkai.law.terms import NoRules
from gongkai.organisations.access import allowed
from gongkai.organisations.models import Body, Person
from gongkai.organisations.noting import note
from gongkai.organisations.refusal import Refused

__all__ = [
    "REGISTER",
    "WEB",
    "Envelope",
    "Registered",
    "apply_again",
    "evidence_of",
    "missing",
    "register",
    "split",
    "stored_evidence",
    "take_over",
]
REGISTER: Final = "applications.register"
CLERK: Final = "application_clerk"
SECRET: Final = 20


class Registered(NamedTuple):
    """An application as registered, and its code, which is shown this once."""

    application: Application
    code: str


def register(envelope: Envelope, *, by: Person | None, at: datetime) -> Registered:
    """Register an application. ``by`` is None for the platform's own web form, whose day of receipt is the day of
    submission, rest days too (条例 第三十一条).

    Refused: a day of receipt that the rules of the channel do not give, or that is yet to come; from the own form whatever
    it lacks (条例 第二十九条) or has wrong, so that it can be mended at once. What comes otherwise is registered as it is,
    for correction (条例 第三十条). Under a ``secret`` that was handed in before, what was registered then comes back, code
    and all: whoever saw no receipt may hand it in again.
    """
    known = _handed_in(envelope)
    if known is not None:
        return known
    try:
        return _register(envelope, by, at)
    except IntegrityError:  # handed in twice at the same moment: the other one was first
        known = _handed_in(envelope)
        if known is None:
            raise
        return known


@transaction.atomic
def _register(envelope: Envelope, by: Person | None, at: datetime) -> Registered:
    if by is not None and not allowed(by, REGISTER, envelope.body, localdate(at)):
        raise Refused(f"您没有为{envelope.body.name}登记申请的权限。")
    envelope, day = _checked(envelope, by, at)
    first = Step("receive", day, CLERK if by else "applicant", {"channel": envelope.evidence.channel})
    return _write(envelope, [first], by=by, at=at)


@transaction.atomic
def take_over(envelope: Envelope, steps: Sequence[Step], *, by: Person, at: datetime) -> Registered:
    """Take over a paper case mid-way: everything that happened so far, in its order, begins with ``receive``. Refused with
    the law's sentence where it cannot have happened so; what merely breached the law is kept as it was."""
    if not allowed(by, REGISTER, envelope.body, localdate(at)):
        raise Refused(f"您没有为{envelope.body.name}登记申请的权限。")
    if not steps or steps[0].code != "receive":
        raise Refused("补录的案件，第一步应为“收到申请”。")
    if any(step.on > localdate(at) for step in steps):
        raise Refused("补录的步骤，日期不能晚于今天。")
    refuse_shapeless(envelope)
    return _write(envelope, sorted(steps, key=lambda one: one.on), by=by, at=at, taken_over=True)


@transaction.atomic
def split(application: Application, parts: Sequence[str], *, by: Person, at: datetime) -> list[Registered]:
    """Split off what is another matter: one application, one thing. Each of ``parts`` describes one; they keep the day of
    receipt, have their own number and clock, and the first application goes on with the rest."""
    body = application.body
    if not allowed(by, REGISTER, body, localdate(at)):
        raise Refused(f"您没有为{body.name}登记申请的权限。")
    if application.closed_on is not None:
        raise Refused("已办结的申请不能再拆分。")
    if not parts or not all(part.strip() for part in parts):
        raise Refused("请逐件写明拆分出来的内容。")
    envelope = _again(application, body)
    first = Step("receive", application.received_on, CLERK, {"channel": application.channel})
    return [
        _write(
            replace(envelope, title=part.strip()[:120], wanted=part.strip()),
            [first],
            by=by,
            at=at,
            split_from=application,
        )
        for part in parts
    ]


@transaction.atomic
def apply_again(application: Application, body: Body, *, at: datetime) -> Registered:
    """The applicant's own click: the same application to the right body, received there today, with its own number and
    clock; linked with the first."""
    if application.body_id == body.pk:
        raise Refused("这就是原来的机关，不必再申请。")
    locked = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    if locked.later.filter(body=body).exists():
        raise Refused(f"已经向{body.name}再次申请过了。")
    envelope = replace(_again(application, body), evidence=Evidence(WEB, submitted=localdate(at)))
    return register(replace(envelope, earlier=application), by=None, at=at)


def _checked(envelope: Envelope, by: Person | None, at: datetime) -> tuple[Envelope, date]:
    evidence, today = envelope.evidence, localdate(at)
    if by is None:
        evidence = Evidence(WEB, submitted=today)
    else:
        evidence = replace(evidence, by=evidence.by or by.name, number=plain(evidence.number))
    try:
        day = receipt_of(evidence).day
    except NoReceipt as refusal:
        raise Refused(f"{refusal}。") from refusal
    if day > today:
        raise Refused(f"收到日期 {day} 还没有到。")
    lacking = [one.says for one in breaches_of_receipt(evidence, day)]
    if lacking:
        raise Refused("；".join(lacking) + "。")
    envelope = replace(envelope, evidence=evidence)
    refuse_shapeless(envelope)
    if by is None:
        refuse_incomplete(envelope, day)
    return envelope, day


def _handed_in(envelope: Envelope) -> Registered | None:
    """What was registered under the secret of this form. Refused where that said something else, or it is easily guessed."""
    if not envelope.secret:
        return None
    if len(envelope.secret) < SECRET:
        raise Refused("请重新打开申请页填写。")
    for code in codes_for(envelope.secret):
        made = Application.objects.filter(code_hash=hash_of(code)).select_related("body").first()
        if made is not None and (made.body_id, made.wanted) != (envelope.body.pk, envelope.wanted.strip()):
            raise Refused(f"这张申请表已经提交过（{made.number}）；另有申请，请重新打开申请页填写。")
        if made is not None:
            return Registered(made, code)
    return None


def _again(application: Application, body: Body) -> Envelope:
    """The envelope of an application that is there, for another body or another matter."""
    rows = list(application.applicants.order_by("sequence"))
    identities = tuple(replace(own(one), kind=one.kind, agent_of=one.is_agent_of) for one in rows)
    papers = application.steps.get(position=1).papers.order_by("order")
    files = tuple((paper.digest, paper.name) for paper in papers)
    mandate = files[0][0] if files and any(one.agent_of for one in identities) else ""
    return Envelope(
        body=body,
        evidence=evidence_of(application),
        identities=tuple(replace(one, mandate=mandate) if one.agent_of else one for one in identities),
        kind=application.applicant_kind,
        title=application.title,
        wanted=application.wanted,
        form=application.form,
        delivery=application.delivery,
        files=files,
    )


def _write(
    envelope: Envelope,
    steps: Sequence[Step],
    *,
    by: Person | None,
    at: datetime,
    taken_over: bool = False,
    split_from: Application | None = None,
) -> Registered:
    code, day = codes_for(envelope.secret)[0] if envelope.secret else fresh_code(), steps[0].on
    try:
        found = replay(steps, rules_of(steps), calendar())
    except (NotPermitted, NoRules) as refusal:
        raise Refused(f"{refusal}。") from refusal
    made = Application.objects.create(
        body=envelope.body,
        number=next_number(envelope.body, day.year),
        code_hash=hash_of(code),
        channel=envelope.evidence.channel,
        evidence=stored_evidence(envelope.evidence),
        first_received_on=day,
        registered_at=at,
        applicant_kind=envelope.kind,
        title=envelope.title.strip(),
        wanted=envelope.wanted.strip(),
        form=envelope.form.strip()[:200],
        delivery=envelope.delivery.strip()[:200],
        clerk=by,
        earlier=envelope.earlier,
        split_from=split_from,
        taken_over=taken_over,
        **cached(found, steps),
    )
    rows = [row_of(one, place, envelope.kind) for place, one in enumerate(envelope.identities, 1)]
    for row in rows:
        row.application = made
    Applicant.objects.bulk_create(rows)
    for place, step in enumerate(steps, 1):
        papers = envelope.files if place == 1 else ()
        taken = Taken(step.code, step.on, step.facts, papers)
        append(made, taken, place, by=by, post=step.by or CLERK, at=at)
    keep(made, cached(found, steps))
    _note(made, by, at)
    arrived(made, by=by, at=at)
    watch(made, at=at)
    return Registered(made, code)


def _note(made: Application, by: Person | None, at: datetime) -> None:
    note(
        "applications.receive",
        made,
        body=made.body,
        by=by,
        on=localdate(at),
        after={"number": made.number, "channel": made.channel, "received": made.received_on},
    )
