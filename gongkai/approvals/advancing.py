"""Where a matter stands after each decision: which steps are next, whether it has passed, and who is told."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.utils.timezone import localdate

from gongkai.approvals.chains import chains
from gongkai.approvals.models import Decision, Matter, Outcome, State, Step
from gongkai.notices import actions as notices

DONE: Final = (Outcome.APPROVE, Outcome.SILENT)
RANK: Final = 40  # of a matter that waits; a term of law stands before it
URGENT: Final = 10  # of a signature that follows an emergency


def advance(matter: Matter, *, at: datetime) -> Matter:
    """Work out where the matter stands now, store it, and tell whoever is next."""
    left = open_steps(matter)
    needed = [step for step in left if not (step.may_follow and matter.emergency_reason)]
    matter.waiting = min((step.order for step in left), default=None)
    if not needed and matter.state == State.OPEN:
        matter.state, matter.passed_on = State.PASSED, localdate(at)
    matter.save(update_fields=["waiting", "state", "passed_on"])
    for step in left:
        if step.order == matter.waiting:
            _tell(matter, step, at)
    return matter


def open_steps(matter: Matter) -> list[Step]:
    """The steps that have no approval of what is presented now."""
    decided = Decision.objects.filter(
        matter=matter, turn=matter.turn, digest=matter.digest, outcome__in=DONE
    ).values("step")
    return list(matter.steps.exclude(pk__in=decided).select_related("body"))


def quiet(matter: Matter, *, at: datetime, step: Step | None = None) -> None:
    """Nobody has to be reminded of these steps any more."""
    for one in [step] if step else matter.steps.all():
        for kind in ("step", "sign"):
            notices.done(_key(kind, matter, one), on=at)


def tell_keeper(matter: Matter, *, at: datetime) -> None:
    """Whoever looks after the matter hears that it came back."""
    notices.tell(
        key=f"approvals.returned:{matter.pk}:{matter.turn}",
        kind="approvals",
        body=matter.body,
        post="information_officer",
        person=matter.keeper,
        says=f"{chains()[matter.chain].says}（编号 {matter.pk}）被退回，请修改后重新送审。",
        link=link_of(matter),
        on=at,
        rank=RANK,
    )


def heard(matter: Matter, *, at: datetime) -> None:
    """The matter was presented anew or taken back: what came back is done with."""
    for turn in range(1, matter.turn + 1):
        notices.done(f"approvals.returned:{matter.pk}:{turn}", on=at)


def link_of(matter: Matter) -> str:
    """The address of a matter in the office."""
    return f"/office/approvals/{matter.pk}/"


def _tell(matter: Matter, step: Step, at: datetime) -> None:
    """Kind and number only: a title may name people."""
    late = matter.state == State.PASSED
    what = f"应急公开（编号 {matter.pk}）已先行，请补办{step.says}。"
    usual = f"{chains()[matter.chain].says}（编号 {matter.pk}）等待{step.says}。"
    notices.tell(
        key=_key("sign" if late else "step", matter, step),
        kind="approvals.emergency" if late else "approvals",
        body=step.body,
        post=step.post,
        says=what if late else usual,
        link=link_of(matter),
        on=at,
        due=step.due,
        rank=URGENT if late else RANK,
    )


def _key(kind: str, matter: Matter, step: Step) -> str:
    return f"approvals.{kind}:{step.pk}:{matter.turn}"
