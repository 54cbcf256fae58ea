"""Intake: an application is registered in one act with its number, its code, its receipt and its first step; so are paper
cases taken over mid-way, the parts of a split one, and the re-application to the right body."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.applications.clock import calendar
from gongkai.applications.codes import fresh_code, hash_of
from gongkai.applications.identity import Identity, faults, own, row_of
from gongkai.applications.mailroom import arrived, plain
from gongkai.applications.models import Applicant, Application
from gongkai.applications.numbering import next_number
from gongkai.applications.replaying import cached, rules_of
from gongkai.applications.taking import Taken, append, keep
from gongkai.applications.watching import watch
from gongkai.law.applicants import Content, applicants, contents
from gongkai.law.procedure import NotPermitted, Step
from gongkai.law.receipt import Evidence, NoReceipt, breaches_of_receipt, receipt_of
from gongkai.law.replay import replay
from gongkai.law.terms import NoRules
from gongkai.organisations.access import allowed
from gongkai.organisations.models import Body, Person
from gongkai.organisations.noting import note
from gongkai.organisations.refusal import Refused

WEB: Final = "web"
REGISTER: Final = "applications.register"
CLERK: Final = "application_clerk"
MOST_FILES: Final = 20
LONGEST: Final = 5000


@dataclass(frozen=True)
class Envelope:
    """What came: to whom, how it came and what proves it, who applies (column of table three, and each identity), what is
    wanted, in what form, how it is to be delivered. ``files``: digest in the store and name. ``earlier``: the application
    that this one follows."""

    body: Body
    evidence: Evidence
    identities: tuple[Identity, ...]
    kind: str
    title: str
    wanted: str
    form: str = ""
    delivery: str = ""
    files: tuple[tuple[str, str], ...] = ()
    earlier: Application | None = None


class Registered(NamedTuple):
    """An application as registered, and its code, which is shown this once."""

    application: Application
    code: str


@transaction.atomic
def register(envelope: Envelope, *, by: Person | None, at: datetime) -> Registered:
    """Register an application. ``by`` is None for the platform's own web form, whose day of receipt is the day of
    submission, rest days too (条例 第三十一条).

    Refused: a day of receipt that the rules of the channel do not give, or that is yet to come; from the own form whatever
    it lacks (条例 第二十九条) or has wrong, so that it can be mended at once. What comes otherwise is registered as it is,
    for correction (条例 第三十条).
    """
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
    _refuse_shapeless(envelope)
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
    if application.later.filter(body=body).exists():
        raise Refused(f"已经向{body.name}再次申请过了。")
    envelope = replace(_again(application, body), evidence=Evidence(WEB, submitted=localdate(at)))
    return register(replace(envelope, earlier=application), by=None, at=at)


def missing(envelope: Envelope, received: date) -> list[Content]:
    """What an application should contain and does not (条例 第二十九条)."""
    mains = [one for one in envelope.identities if one.agent_of is None]
    there = {
        "name": bool(mains) and all(one.name.strip() for one in mains),
        "identity": all(one.document_number.strip() or one.organisation_code.strip() for one in mains),
        "contact": any(one.reachable for one in envelope.identities),
        "description": bool(envelope.wanted.strip()),
        "form": bool(envelope.form.strip() or envelope.delivery.strip()),
    }
    return [one for one in contents(received) if not there.get(one.code, True)]


def evidence_of(application: Application) -> Evidence:
    """How an application came, as the law reads it."""
    days = {one.name for one in fields(Evidence) if "date" in str(one.type)}
    values: dict[str, Any] = {
        name: date.fromisoformat(value) if name in days and value else value
        for name, value in application.evidence.items()
    }
    return Evidence(**values)


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
    _refuse_shapeless(envelope)
    if by is None:
        _refuse_incomplete(envelope, day)
    return envelope, day


def _refuse_shapeless(envelope: Envelope) -> None:
    """What no application can be registered with, whoever does it."""
    if envelope.kind not in applicants():
        raise Refused("请选择申请人类别。")
    if not envelope.identities or not envelope.identities[0].name.strip():
        raise Refused("请填写申请人的姓名或者名称；看不清的，写“署名不清”。")
    if not envelope.title.strip() or len(envelope.title) > 120:
        raise Refused("请用一句话概括所需信息，最多 120 个字。")
    if len(envelope.wanted) > LONGEST:
        raise Refused(f"内容描述最多 {LONGEST} 个字，更多的请作为附件上传。")
    if len(envelope.files) > MOST_FILES:
        raise Refused(f"附件最多 {MOST_FILES} 份。")
    mains = range(1, len(envelope.identities) + 1)
    for one in envelope.identities:
        if one.agent_of is not None and (
            one.agent_of not in mains or envelope.identities[one.agent_of - 1].agent_of is not None
        ):
            raise Refused("代理人应写明代理哪一位申请人。")


def _refuse_incomplete(envelope: Envelope, day: date) -> None:
    wrong = [f"请填写{one.label}（{one.basis}）。" for one in missing(envelope, day)]
    for one in envelope.identities:
        wrong += faults(one)
        if one.agent_of is not None and one.mandate not in {digest for digest, _ in envelope.files}:
            wrong.append("委托他人代为申请的，请上传授权委托书。")
    if wrong:
        raise Refused("".join(dict.fromkeys(wrong)))


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
    code, day = fresh_code(), steps[0].on
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


def stored_evidence(evidence: Evidence) -> dict[str, object]:
    """As it is stored: what is known of it, days as ISO text."""
    known = {one.name: getattr(evidence, one.name) for one in fields(Evidence)}
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in known.items()
        if value
    }


def _note(made: Application, by: Person | None, at: datetime) -> None:
    note(
        "applications.receive",
        made,
        body=made.body,
        by=by,
        on=localdate(at),
        after={"number": made.number, "channel": made.channel, "received": made.received_on},
    )
