"""Deciding on a step: agreed, returned with a reason, or left to somebody else; always about one digest, never about
one's own text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.approvals import advancing
from gongkai.approvals.actions import locked
from gongkai.approvals.models import Decision, Kind, Matter, Outcome, State, Step
from gongkai.organisations.models import Holding, Person
from gongkai.organisations.noting import note
from gongkai.organisations.posts import posts_of
from gongkai.organisations.refusal import Refused


@dataclass(frozen=True)
class Verdict:
    """What somebody says of a step. ``digest``: of what they had before their eyes."""

    outcome: str
    digest: str
    reason: str = ""


@transaction.atomic
def decide(step: Step, verdict: Verdict, *, by: Person, at: datetime) -> Decision:
    """Decide on a step of an open matter (or on the signature that follows an emergency).

    Refused: content that is no longer what was seen, a step whose turn it is not, one's own text (as author, as editor,
    or by way of a stand-in), without the post, a second look by the same person where the chain keeps them apart, after
    having stood aside, and a return or standing aside without a reason.
    """
    matter, on = locked(step.matter), localdate(at)
    if verdict.outcome not in (Outcome.APPROVE, Outcome.RETURN, Outcome.ABSTAIN):
        raise Refused("意见应为同意、退回或者回避。")
    if verdict.outcome != Outcome.APPROVE and not verdict.reason.strip():
        raise Refused(f"{Outcome(verdict.outcome).label}请写明理由。")
    _refuse_out_of_turn(matter, step, verdict.digest)
    main = capacity(step, matter, by, on)
    if verdict.outcome == Outcome.APPROVE:
        _refuse_twice(matter, step, by)
    decision = _record(matter, step, verdict, Decision(person=by, stand_in_for=main, on=on, at=at))
    if verdict.outcome == Outcome.RETURN:
        return _return(decision, matter, at)
    if verdict.outcome == Outcome.APPROVE:
        advancing.quiet(matter, at=at, step=step)
        advancing.advance(matter, at=at)
    return decision


@transaction.atomic
def sign(seen: Iterable[tuple[Matter, str]], *, by: Person, at: datetime) -> list[Decision]:
    """Sign several matters at once, each with the digest that was seen; all of them or none."""
    made = []
    for matter, digest in seen:
        step = matter.steps.get(kind=Kind.SIGNATURE)
        made.append(decide(step, Verdict(Outcome.APPROVE, digest), by=by, at=at))
    return made


def capacity(step: Step, matter: Matter, person: Person, on: date) -> Person | None:
    """In whose stead a person decides on a step: nobody's where they hold the post themselves. Refused where they may
    not."""
    if matter.writers.filter(person=person).exists():
        raise Refused("不能审批自己起草或者修改过的稿件，请由他人办理。")
    if matter.decisions.filter(step=step, turn=matter.turn, person=person, outcome=Outcome.ABSTAIN).exists():
        raise Refused("您已经回避，请由他人办理。")
    held = [one for one in posts_of(person, on) if (one.body_id, one.post) == (step.body_id, step.post)]
    if not held:
        raise Refused(f"这一步由“{step.body.name}”的{step.get_post_display()}岗位办理，您没有任这个岗位。")
    mains = [_main(holding) for holding in held]
    if None in mains:
        return None
    allowed = [main for main in mains if main and not matter.writers.filter(person=main).exists()]
    if not allowed:
        raise Refused("您替岗的人是撰稿人，不能代为审批，请由他人办理。")
    return allowed[0]


def _main(holding: Holding) -> Person | None:
    return holding.stand_in_for.person if holding.stand_in_for else None


def _refuse_out_of_turn(matter: Matter, step: Step, digest: str) -> None:
    follows = matter.state == State.PASSED and bool(matter.emergency_reason) and step.may_follow
    if matter.state != State.OPEN and not follows:
        raise Refused(f"这件事项{matter.get_state_display()}，不用再办。")
    if digest != matter.digest:
        raise Refused("内容在您打开以后改动过，请重新看过再办。")
    if step.pk not in {one.pk for one in advancing.open_steps(matter)}:
        raise Refused("这一步已经有人办了。")
    if step.order != matter.waiting:
        raise Refused("还没有轮到这一步，请等前面的步骤办完。")


def _refuse_twice(matter: Matter, step: Step, by: Person) -> None:
    """Steps of a group that the chain keeps apart."""
    mine = matter.decisions.filter(
        turn=matter.turn, outcome=Outcome.APPROVE, person=by, step__apart=step.apart
    ).exclude(step__apart="")
    first = mine.exclude(step=step).select_related("step").first()
    if first is not None:
        raise Refused(f"{step.says}与{first.step.says}须由不同的人办理。")


def _record(matter: Matter, step: Step, verdict: Verdict, decision: Decision) -> Decision:
    person, on = decision.person, decision.on
    decision.matter, decision.step, decision.turn, decision.digest = matter, step, matter.turn, matter.digest
    decision.outcome, decision.reason = verdict.outcome, verdict.reason.strip()[:1000]
    decision.name, decision.post = (person.name if person else ""), step.get_post_display()
    decision.save()
    after: dict[str, object] = {
        "step": step.code,
        "outcome": verdict.outcome,
        "digest": matter.digest,
        "stand_in_for": decision.stand_in_for.account if decision.stand_in_for else "",
    }
    note("approvals.decide", matter, body=matter.body, by=person, on=on, after=after)
    return decision


def _return(decision: Decision, matter: Matter, at: datetime) -> Decision:
    matter.state, matter.waiting = State.RETURNED, None
    matter.save(update_fields=["state", "waiting"])
    advancing.quiet(matter, at=at)
    advancing.tell_keeper(matter, at=at)
    return decision
