"""Presenting something for decision: begun, presented anew after a change, taken back; and the emergency that lets the
signature follow, never the looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.approvals import advancing
from gongkai.approvals.added_steps import added_to
from gongkai.approvals.chains import Chain, ChainStep, chains
from gongkai.approvals.digest import Content, canonical, digest_of
from gongkai.approvals.models import Matter, Presentation, State, Step, Writer
from gongkai.organisations.models import Body, Person
from gongkai.organisations.noting import note
from gongkai.organisations.reasons import reason_given, without_numbers
from gongkai.organisations.refusal import Refused


@dataclass(frozen=True)
class Subject:
    """What is to be decided. ``key`` names it in its own package ("catalogue.Item:12"), ``chain`` is a code of
    ``chains.toml``, ``title`` what people call it, ``writers`` whoever edited it besides the one who presents it."""

    key: str
    chain: str
    body: Body
    title: str
    writers: Sequence[Person] = field(default=())


@transaction.atomic
def begin(
    subject: Subject, *, content: Content, by: Person, at: datetime, emergency_reason: str = ""
) -> Matter:
    """Present something for the first time, with the steps of its chain and those its body added.

    Refused: an unknown chain, a subject that is being decided already, an emergency where the chain cannot be
    shortened.
    """
    chain, on, emergency_reason = _chain(subject.chain), localdate(at), without_numbers(emergency_reason)
    if Matter.objects.filter(subject=subject.key, state__in=[State.OPEN, State.RETURNED]).exists():
        raise Refused(f"“{subject.title}”正在审签，不能重复送审。")
    if emergency_reason and not chain.may_be_shortened:
        raise Refused(f"“{chain.says}”不能应急先行。")
    matter = Matter.objects.create(
        subject=subject.key,
        chain=chain.code,
        body=subject.body,
        title=subject.title[:300],
        author=by,
        keeper=by,
        digest=digest_of(content),
        emergency_reason=emergency_reason[:300],
        begun_on=on,
    )
    _steps(matter, [*chain.steps, *added_to(chain.code, subject.body, on)])
    _writers(matter, [by, *subject.writers])
    _present(matter, content, "", by, at)
    note(
        "approvals.begin",
        matter,
        body=matter.body,
        by=by,
        on=on,
        reason=emergency_reason,
        after=_told(matter),
    )
    return advancing.advance(matter, at=at)


@transaction.atomic
def restart(
    matter: Matter,
    *,
    content: Content,
    by: Person,
    at: datetime,
    note_of_change: str = "",
    writers: Sequence[Person] = (),
) -> Matter:
    """Present it anew after a change: whatever was decided before falls. ``writers``: who edited besides ``by``.

    Refused: once it has passed, by somebody who neither keeps nor wrote it, and where nothing was changed.
    """
    matter = locked(matter)
    _is_writer(matter, by, "重新送审")
    note_of_change = without_numbers(note_of_change)
    if matter.state == State.PASSED:
        raise Refused("已经审签通过，不能改动；要改请另起一稿重新送审。")
    if digest_of(content) == matter.digest:
        raise Refused("内容没有改动，不必重新送审。")
    before, matter.turn = _told(matter), matter.turn + 1
    matter.digest, matter.state = digest_of(content), State.OPEN
    _writers(matter, [by, *writers])
    _present(matter, content, note_of_change, by, at)
    matter.save(update_fields=["digest", "turn", "state"])
    note(
        "approvals.restart",
        matter,
        body=matter.body,
        by=by,
        on=localdate(at),
        reason=note_of_change,
        before=before,
        after=_told(matter),
    )
    advancing.heard(matter, at=at)
    return advancing.advance(matter, at=at)


@transaction.atomic
def recall(matter: Matter, *, by: Person, at: datetime, reason: str) -> Matter:
    """Take it back before it has passed. Refused: once it has passed, by others than who keeps or wrote it."""
    matter = locked(matter)
    _is_writer(matter, by, "撤回")
    reason = reason_given(reason, "撤回")
    if matter.state not in (State.OPEN, State.RETURNED):
        raise Refused(f"这件事项{matter.get_state_display()}，不能撤回。")
    matter.state, matter.waiting = State.RECALLED, None
    matter.save(update_fields=["state", "waiting"])
    advancing.quiet(matter, at=at)
    advancing.heard(matter, at=at)
    note("approvals.recall", matter, body=matter.body, by=by, on=localdate(at), reason=reason)
    return matter


@transaction.atomic
def hasten(matter: Matter, *, by: Person, at: datetime, reason: str) -> Matter:
    """Declare an emergency: the signature may follow; every look stays. Refused: without a reason, where the chain
    cannot be shortened, by others than who keeps or wrote it."""
    matter = locked(matter)
    _is_writer(matter, by, "申请应急先行")
    reason = reason_given(reason, "应急先行")
    if matter.state != State.OPEN or not _chain(matter.chain).may_be_shortened:
        raise Refused("这件事项不能应急先行。")
    matter.emergency_reason = reason[:300]
    matter.save(update_fields=["emergency_reason"])
    note("approvals.hasten", matter, body=matter.body, by=by, on=localdate(at), reason=reason)
    return advancing.advance(matter, at=at)


def locked(matter: Matter) -> Matter:
    """The matter as it stands, held until the transaction ends."""
    rows = Matter.objects.select_for_update(of=("self",)).select_related("body", "keeper", "author")
    return rows.get(pk=matter.pk)


def _chain(code: str) -> Chain:
    chain = chains().get(code)
    if chain is None:
        raise Refused(f"没有“{code}”这条审批链。")
    return chain


def _steps(matter: Matter, steps: Sequence[ChainStep]) -> None:
    Step.objects.bulk_create(
        Step(
            matter=matter,
            code=step.code,
            says=step.says,
            kind=step.kind,
            body=matter.body,
            post=step.post,
            order=step.order,
            apart=step.apart,
            may_follow=step.later_in_emergency,
        )
        for step in steps
    )


def _writers(matter: Matter, people: Sequence[Person]) -> None:
    rows = [
        Writer(matter=matter, person=person) for person in {person.pk: person for person in people}.values()
    ]
    Writer.objects.bulk_create(rows, ignore_conflicts=True)


def _present(matter: Matter, content: Content, said: str, by: Person, at: datetime) -> None:
    Presentation.objects.create(
        matter=matter,
        turn=matter.turn,
        digest=matter.digest,
        content=canonical(content).decode(),
        note=said[:300],
        person=by,
        at=at,
    )


def _is_writer(matter: Matter, by: Person, what: str) -> None:
    if by.pk != matter.keeper_id and not matter.writers.filter(person=by).exists():
        raise Refused(f"只有经办人和撰稿人可以{what}。")


def _told(matter: Matter) -> dict[str, object]:
    return {"subject": matter.subject, "chain": matter.chain, "digest": matter.digest, "turn": matter.turn}
