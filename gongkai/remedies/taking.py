"""The one way in which anything happens in a case: the law is asked, the step is appended, columns and notices follow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.journal.canonical import written
from gongkai.law.clocks import Clock
from gongkai.law.procedure import CLOSED, NotPermitted, Step
from gongkai.law.remedy_cases import clocks, defects
from gongkai.law.remedy_course import Course
from gongkai.notices.actions import done, tell
from gongkai.organisations.holdings import posts_of
from gongkai.organisations.models import Body, Person, Post
from gongkai.organisations.noting import note
from gongkai.organisations.refusal import Refused
from gongkai.organisations.sealing import seal
from gongkai.remedies.models import Defect, Remedy, RemedyPaper, RemedyStep
from gongkai.remedies.particulars import refuse_personal
from gongkai.remedies.replaying import cached, our_clocks, replayed, steps_of, stored, superseded

IN_TWO: Final = ("amend", "retract")
RANKS: Final = {"answer": 2, "comply": 2, "appeal": 20}


@dataclass(frozen=True)
class Taken:
    """What happens: a step of ``law.remedy_cases``, its day, what it says (days as dates), its papers (digest, name)."""

    code: str
    on: date
    facts: Mapping[str, Any] = field(default_factory=dict)
    papers: Sequence[tuple[str, str]] = ()

    def step(self) -> Step:
        """As the law reads it."""
        return Step(self.code, self.on, facts=dict(self.facts))


@transaction.atomic
def take(remedy: Remedy, taken: Taken, *, by: Person, at: datetime) -> RemedyStep:
    """Take a step in a case. For ``decide`` the facts hold ``result``, and may hold ``comply_until`` and ``defects`` (codes).
    Refused with a sentence where the law or the state has no place for it, and for a day to come."""
    locked = _locked(remedy)
    if taken.code == "receive":
        raise Refused("收到通知在登记案件时写明。")
    if taken.on > localdate(at):
        raise Refused(f"日期 {taken.on} 还没有到。")
    refuse_personal(written(stored(taken.facts)))
    if taken.code in IN_TWO:
        _refuse_alone(locked.body, str(taken.facts.get("second", "")), by, localdate(at))
    if taken.code == "retract" and locked.reopened_on is not None:
        raise Refused("已经按这一结果重新办理申请，不能撤销结果。")
    if taken.code == "retract" and locked.following.exists():
        raise Refused("已经登记了后一案件，不能撤销这一结果。")
    before = steps_of(locked)
    was, found = replayed(locked, before), _permitted(locked, [*before, taken.step()])
    row = append(locked, taken, len(before) + 1, by=by, at=at)
    _keep(locked, cached(found, over=superseded(locked)))
    _keep_defects(locked, taken, found)
    tell_clocks(locked, was, found, at)
    _tell_reopening(locked, at)
    after = {"on": taken.on, "state": found.state, "result": locked.result, "due_on": locked.due_on}
    note(f"remedies.{taken.code}", locked, body=locked.body, by=by, on=localdate(at), after=after)
    for name in (*cached(found), "reopened_on"):
        setattr(remedy, name, getattr(locked, name))
    return row


def _locked(remedy: Remedy) -> Remedy:
    rows = Remedy.objects.select_for_update(of=("self",))
    return rows.select_related("body", "clerk", "previous", "application").get(pk=remedy.pk)


def _permitted(remedy: Remedy, steps: Sequence[Step]) -> Course:
    try:
        return replayed(remedy, steps)
    except NotPermitted as refusal:
        raise Refused(f"{refusal}。") from refusal


def append(remedy: Remedy, taken: Taken, position: int, *, by: Person, at: datetime) -> RemedyStep:
    """The rows of a step and its papers; whoever calls has asked the law."""
    row = RemedyStep.objects.create(
        remedy=remedy,
        position=position,
        code=taken.code,
        on=taken.on,
        person=by,
        facts=stored(taken.facts),
        recorded_at=at,
    )
    RemedyPaper.objects.bulk_create(
        RemedyPaper(step=row, order=order, digest=digest, sealed_name=seal(name[:255]))
        for order, (digest, name) in enumerate(taken.papers, 1)
    )
    return row


def _keep(remedy: Remedy, columns: Mapping[str, Any]) -> None:
    for name, value in columns.items():
        setattr(remedy, name, value)
    remedy.save(update_fields=list(columns))


def _keep_defects(remedy: Remedy, taken: Taken, found: Course) -> None:
    """The defects of the decision in force: those it names, none once it is taken back."""
    if taken.code not in ("decide", "retract"):
        return
    named = list(taken.facts.get("defects", ()))
    if unknown := [code for code in named if code not in defects()]:
        raise Refused(f"没有“{unknown[0]}”这种原因。")
    if named and found.column != "corrected":
        raise Refused("只有被纠正的案件才登记原因。")
    if taken.code == "decide" and found.column == "corrected" and not named:
        raise Refused("请登记被纠正的原因，至少一项。")
    remedy.defects.all().delete()
    Defect.objects.bulk_create(Defect(remedy=remedy, kind=code) for code in dict.fromkeys(named))


def _refuse_alone(body: Body, second: str, by: Person, today: date) -> None:
    """What was recorded wrongly is put right by two: the second is somebody else with a post at the body."""
    known = Person.objects.filter(account=second.strip(), is_active=True).first()
    if known is None:
        raise Refused("更正应由另一人核对，请写明核对人的账号。")
    if known == by:
        raise Refused("更正应由另一人核对，核对人不能是本人。")
    if not any(one.body_id == body.pk for one in posts_of(known, today)):
        raise Refused(f"核对人“{known.name}”没有任{body.name}的岗位。")


def tell_clocks(remedy: Remedy, was: Course | None, found: Course, at: datetime) -> None:
    """Tell of the clocks that run now, and say that those are done which no longer do."""
    ours = [] if superseded(remedy) else our_clocks(found, localdate(at))
    now = {_key(remedy, one): one for one in ours if one.end}
    if was is not None:
        for gone in {_key(remedy, one) for one in our_clocks(was) if one.end} - now.keys():
            done(gone, on=at)
    for key, one in now.items():
        tell(
            key=key,
            kind="remedies",
            body=remedy.body,
            post=Post.APPLICATION_CLERK,
            person=remedy.clerk,
            says=f"{remedy.get_kind_display()}：{clocks()[one.code].label}（{remedy.case_number or remedy.received_on}）",
            link=f"/office/remedies/{remedy.pk}/",
            due=one.end.day if one.end else None,
            on=at,
            rank=RANKS[one.code],
        )


def rest(remedy: Remedy, at: datetime) -> None:
    """A later instance takes over: the clocks of this one no longer run, and nothing is to be reopened after it."""
    found = replayed(remedy, steps_of(remedy))
    for one in our_clocks(found):
        done(_key(remedy, one), on=at)
    done(f"remedies.reopen:{remedy.pk}", on=at)
    _keep(remedy, cached(found, over=superseded(remedy)))


def _key(remedy: Remedy, clock: Clock) -> str:
    return f"remedies.{clock.code}:{remedy.pk}:{clock.end.day if clock.end else ''}"


def awaits_reopening(remedy: Remedy) -> bool:
    """Whether the decision wants the application dealt with again and nobody has reopened it."""
    if not remedy.reopens or remedy.reopened_on is not None or remedy.application is None:
        return False
    return remedy.application.state == CLOSED and not superseded(remedy)


def _tell_reopening(remedy: Remedy, at: datetime) -> None:
    key = f"remedies.reopen:{remedy.pk}"
    if not awaits_reopening(remedy):
        done(key, on=at)
        return
    tell(
        key=key,
        kind="remedies",
        body=remedy.body,
        post=Post.SIGNATORY,
        says=f"{remedy.get_result_display()}：申请 {remedy.application} 待重新办理",
        link=f"/office/remedies/{remedy.pk}/",
        on=at,
        rank=RANKS["comply"],
    )
