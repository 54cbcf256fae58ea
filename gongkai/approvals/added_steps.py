"""Steps that a body adds to a chain for its own matters. None can be taken away from a chain."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from gongkai.approvals.chains import ChainStep, chains
from gongkai.approvals.models import AddedStep, Kind
from gongkai.organisations.models import Body, Person
from gongkai.organisations.noting import note
from gongkai.organisations.refusal import Refused


def added_to(chain: str, body: Body, on: date) -> list[ChainStep]:
    """The steps that a body has added to a chain, as of a day."""
    found = AddedStep.objects.filter(
        Q(until__isnull=True) | Q(until__gt=on), body=body, chain=chain, since__lte=on
    )
    return [ChainStep(step.code, step.says, step.kind, step.post, step.order) for step in found]


@transaction.atomic
def add_step(body: Body, *, chain: str, step: ChainStep, by: Person | None, on: date) -> AddedStep:
    """Add a step to a chain for what the body begins from that day on.

    Refused: an unknown chain, a second 签发, a step after the 签发, a code that is taken, unknown kinds and posts.
    """
    known = chains().get(chain)
    if known is None:
        raise Refused(f"没有“{chain}”这条审批链。")
    if step.kind == Kind.SIGNATURE or step.order >= max(one.order for one in known.steps):
        raise Refused("增设的步骤不能是签发，也不能排在签发之后。")
    if step.code in {one.code for one in [*known.steps, *added_to(chain, body, on)]}:
        raise Refused(f"步骤代码“{step.code}”已经有了，请另取一个。")
    made = AddedStep(
        body=body,
        chain=chain,
        code=step.code,
        says=step.says,
        kind=step.kind,
        post=step.post,
        order=step.order,
        since=on,
    )
    try:
        made.full_clean()
    except ValidationError as error:
        raise Refused("".join(error.messages)) from error
    made.save()
    after = {"chain": chain, "step": step.code, "kind": step.kind, "post": step.post}
    note("approvals.add_step", made, body=body, by=by, on=on, after=after)
    return made


@transaction.atomic
def end_step(step: AddedStep, *, by: Person | None, on: date) -> AddedStep:
    """Do without an added step again for what is begun from that day on; what is under way keeps it."""
    if step.until is not None:
        raise Refused("这一步已经停用。")
    step.until = on
    step.save(update_fields=["until"])
    note("approvals.end_step", step, body=step.body, by=by, on=on)
    return step
