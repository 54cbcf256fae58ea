"""会签: other bodies are asked, with a term and with what their silence means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.approvals import advancing
from gongkai.approvals.actions import locked
from gongkai.approvals.models import Decision, Kind, Matter, Outcome, State, Step
from gongkai.organisations.models import Body, Person, Post
from gongkai.organisations.noting import note
from gongkai.organisations.refusal import Refused


@dataclass(frozen=True)
class Asked:
    """Who is asked: which post of which bodies, until which day (the last one on which they may answer), and whether
    silence until then counts as consent; otherwise they are chased."""

    bodies: Sequence[Body]
    due: date
    silence: bool = False
    post: str = Post.SIGNATORY


@transaction.atomic
def ask(matter: Matter, asked: Asked, *, by: Person, at: datetime) -> list[Step]:
    """Ask other bodies to 会签 before the signature.

    Refused: by others than who keeps or wrote it, a matter that is not open, a day that is over, a body asked already,
    one's own body.
    """
    matter, on = locked(matter), localdate(at)
    if by.pk != matter.keeper_id and not matter.writers.filter(person=by).exists():
        raise Refused("只有经办人和撰稿人可以征求会签。")
    if matter.state != State.OPEN:
        raise Refused(f"这件事项{matter.get_state_display()}，不能再征求会签。")
    if asked.due <= on:
        raise Refused("会签期限应晚于今天。")
    steps = []
    for body in asked.bodies:
        steps.append(_step(matter, body, asked))
        steps[-1].save()
    after = {
        "bodies": [body.code for body in asked.bodies],
        "due": asked.due.isoformat(),
        "silence": asked.silence,
    }
    note("approvals.ask", matter, body=matter.body, by=by, on=on, after=after)
    advancing.advance(matter, at=at)
    return steps


def _step(matter: Matter, body: Body, asked: Asked) -> Step:
    code = f"countersign:{body.code}"
    if body.pk == matter.body_id:
        raise Refused("会签是征求其他机关的意见，本机关的意见在审批链里。")
    if matter.steps.filter(code=code).exists():
        raise Refused(f"已经征求过“{body.name}”的意见。")
    signature = matter.steps.get(kind=Kind.SIGNATURE)
    return Step(
        matter=matter,
        code=code,
        says=f"{body.name}会签"[:60],
        kind=Kind.COUNTERSIGN,
        body=body,
        post=asked.post,
        order=signature.order - 1,
        due=asked.due,
        silence=asked.silence,
    )


def lapse(*, at: datetime) -> int:
    """Take silence for consent where that was said and the day is over; how many. For the schedule."""
    due = Step.objects.filter(
        kind=Kind.COUNTERSIGN, silence=True, due__lt=localdate(at), matter__state=State.OPEN
    )
    return sum(_lapse(step, at) for step in list(due.select_related("matter")))


@transaction.atomic
def _lapse(step: Step, at: datetime) -> bool:
    matter, on = locked(step.matter), localdate(at)
    if matter.state != State.OPEN or step.pk not in {one.pk for one in advancing.open_steps(matter)}:
        return False
    Decision.objects.create(
        matter=matter,
        step=step,
        turn=matter.turn,
        digest=matter.digest,
        outcome=Outcome.SILENT,
        on=on,
        at=at,
    )
    note("approvals.lapse", matter, body=matter.body, by=None, on=on, after={"step": step.code})
    advancing.quiet(matter, at=at, step=step)
    advancing.advance(matter, at=at)
    return True
