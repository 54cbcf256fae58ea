"""A review or suit comes in: it is registered once, with its clock running, and what is learnt later is added."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.applications.models import Application
from gongkai.law.remedy_cases import INSTANCES, KINDS
from gongkai.organisations.models import Body, Person
from gongkai.organisations.noting import note
from gongkai.organisations.refusal import Refused
from gongkai.remedies.models import Dispute, Remedy
from gongkai.remedies.particulars import plain_number, refuse_personal
from gongkai.remedies.replaying import SUITS, cached, replayed
from gongkai.remedies.taking import Taken, append, rest, tell_clocks


@dataclass(frozen=True)
class Filing:
    """What came in. ``received_on``: the notice with the copy of the claim. ``accepted_on``: 受理 or 立案, as far as known.
    ``previous``: the review before the suit, or the instance before this one. ``papers``: digest and name of each."""

    kind: str
    dispute: str
    title: str
    tribunal: str
    received_on: date
    instance: str = "first"
    case_number: str = ""
    accepted_on: date | None = None
    simple: bool = False
    application: Application | None = None
    letter: str = ""
    previous: Remedy | None = None
    papers: tuple[tuple[str, str], ...] = ()


@transaction.atomic
def register(body: Body, filing: Filing, *, by: Person, at: datetime) -> Remedy:
    """Register what was brought against a body (行政复议法 第四十八条; 行政诉讼法 第六十七条). Refused: a day to come, a number
    that is registered, an application or an earlier case of another body, a second instance without the first."""
    Body.objects.select_for_update().get(pk=body.pk)  # two clerks with the same notice go one after the other
    _refuse_incomplete(filing, localdate(at))
    _refuse_foreign(body, filing)
    _refuse_twice(body, filing)
    remedy = Remedy(
        body=body,
        kind=filing.kind,
        instance=filing.instance,
        previous=filing.previous,
        application=filing.application,
        letter=filing.letter.strip(),
        dispute=filing.dispute,
        title=filing.title.strip(),
        tribunal=filing.tribunal.strip(),
        case_number=plain_number(filing.case_number),
        accepted_on=filing.accepted_on,
        simple=filing.simple,
        clerk=by,
        registered_at=at,
        received_on=filing.received_on,
    )
    came = Taken("receive", filing.received_on, papers=filing.papers)
    course = replayed(remedy, [came.step()])
    for name, value in cached(course).items():
        setattr(remedy, name, value)
    remedy.save()
    append(remedy, came, 1, by=by, at=at)
    if filing.previous is not None and filing.previous.kind in SUITS:
        rest(filing.previous, at)
    tell_clocks(remedy, None, course, at)
    after = {"kind": remedy.kind, "instance": remedy.instance, "received_on": remedy.received_on}
    note("remedies.register", remedy, body=body, by=by, on=localdate(at), after=after)
    return remedy


@transaction.atomic
def complete(
    remedy: Remedy, *, case_number: str, accepted_on: date | None, by: Person, at: datetime
) -> Remedy:
    """Add what a later paper tells: the number of the case and the day it was accepted or docketed."""
    locked = Remedy.objects.select_for_update(of=("self",)).select_related("body").get(pk=remedy.pk)
    number = plain_number(case_number) or locked.case_number
    refuse_personal(number)
    if accepted_on and accepted_on > locked.received_on:
        raise Refused(f"受理（立案）日期 {accepted_on} 晚于收到通知的日期 {locked.received_on}。")
    same = Remedy.objects.filter(
        body=locked.body, instance=locked.instance, tribunal=locked.tribunal, case_number=number
    )
    if number and same.exclude(pk=locked.pk).exists():
        raise Refused(f"案号“{number}”已经登记过。")
    before = {"case_number": locked.case_number, "accepted_on": locked.accepted_on}
    locked.case_number, locked.accepted_on = number, accepted_on or locked.accepted_on
    locked.save(update_fields=["case_number", "accepted_on"])
    after = {"case_number": number, "accepted_on": locked.accepted_on}
    note("remedies.complete", locked, body=locked.body, by=by, on=localdate(at), before=before, after=after)
    return locked


def _refuse_incomplete(filing: Filing, today: date) -> None:
    if filing.kind not in KINDS or filing.instance not in INSTANCES or filing.dispute not in Dispute.values:
        raise Refused("请选择案件的类别、审级和争议事项。")
    if filing.kind == "review" and filing.instance != "first":
        raise Refused("行政复议没有二审、再审。")
    if not filing.title.strip() or not filing.tribunal.strip():
        raise Refused("请填写案由和复议机关（法院）。")
    if filing.received_on > today:
        raise Refused(f"收到通知的日期 {filing.received_on} 还没有到。")
    if filing.accepted_on and filing.accepted_on > filing.received_on:
        raise Refused(f"受理（立案）日期 {filing.accepted_on} 晚于收到通知的日期 {filing.received_on}。")
    refuse_personal(filing.title, filing.tribunal, filing.case_number, filing.letter)


def _refuse_foreign(body: Body, filing: Filing) -> None:
    application, previous = filing.application, filing.previous
    if application is not None and application.body_id != body.pk:
        raise Refused(f"申请 {application.number} 不是{body.name}受理的。")
    if previous is not None and previous.body_id != body.pk:
        raise Refused(f"前一案件不是{body.name}的案件。")
    if previous is None:
        if filing.instance != "first":
            raise Refused("二审、再审请先登记一审，再从一审案件登记。")
        return
    _refuse_following(filing, previous)


def _refuse_following(filing: Filing, previous: Remedy) -> None:
    if filing.kind == "review" or (previous.kind == "review" and filing.kind != "after"):
        raise Refused("行政复议以后的案件是“复议后起诉”。")
    if previous.kind in SUITS and filing.kind != previous.kind:
        raise Refused(f"前一案件是“{previous.get_kind_display()}”，这一案件也应当是。")
    if previous.kind in SUITS and filing.instance == "first" and previous.result != "remanded":
        raise Refused("只有发回重审的案件才有第二次一审。")
    if previous.state != "decided":
        raise Refused("前一案件还没有登记结果，请先登记。")
    if filing.received_on < (previous.decided_on or filing.received_on):
        raise Refused(f"收到通知的日期早于前一案件的结果（{previous.decided_on}）。")


def _refuse_twice(body: Body, filing: Filing) -> None:
    known = Remedy.objects.filter(body=body, instance=filing.instance, tribunal=filing.tribunal.strip())
    number = plain_number(filing.case_number)
    if number and known.filter(case_number=number).exists():
        raise Refused(f"案号“{number}”已经登记过。")
    if number:
        return
    same = {
        "case_number": "",
        "kind": filing.kind,
        "title": filing.title.strip(),
        "received_on": filing.received_on,
        "application": filing.application,
    }
    if known.filter(**same).exists():
        raise Refused("同样的案件已经登记过；确是另一件的，请填写案号以示区别。")
