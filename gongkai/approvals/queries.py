"""What has passed, what waits for whom, and what a person may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from gongkai.approvals.advancing import DONE, RANK, URGENT, link_of
from gongkai.approvals.chains import chains
from gongkai.approvals.models import Decision, Kind, Matter, Outcome, State, Step, Writer
from gongkai.organisations.access import held, scope
from gongkai.organisations.models import Holding, Person
from gongkai.organisations.todo import ToDo

TO_SIGN: Final = "/office/approvals/sign"


@dataclass(frozen=True)
class Waiting:
    """A step that waits for a person; ``main`` is whom they would stand in for."""

    step: Step
    main: Person | None


def passed(subject: str, digest: str) -> bool:
    """Whether exactly this content of this subject has passed its chain."""
    return Matter.objects.filter(subject=subject, digest=digest, state=State.PASSED).exists()


def unsigned(matter: Matter) -> bool:
    """Whether it went ahead in an emergency and the signature is still owed."""
    return matter.state == State.PASSED and matter.waiting is not None


def latest(subject: str) -> Matter | None:
    """The matter of a subject that was begun last."""
    return Matter.objects.filter(subject=subject).order_by("-pk").first()


def waiting_for(person: Person, on: date) -> list[Waiting]:
    """The steps that a person may decide on now, the oldest first; none of texts they wrote themselves, or that the one
    they stand in for wrote."""
    found = []
    holdings = held(person, on)
    steps = _open_at(holdings).exclude(_not_theirs(person))
    own_texts = _written_by([main.person_id for main in (h.stand_in_for for h in holdings) if main])
    for step in steps.select_related("matter__body", "matter__keeper", "body").order_by("matter_id", "order"):
        here = [one for one in holdings if (one.body_id, one.post) == (step.body_id, step.post)]
        mains = [one.stand_in_for.person if one.stand_in_for else None for one in here]
        if None in mains:
            found.append(Waiting(step, None))
            continue
        fit = [main for main in mains if main and (step.matter_id, main.pk) not in own_texts]
        if fit:
            found.append(Waiting(step, fit[0]))
    return found


def _open_at(holdings: list[Holding]) -> QuerySet[Step]:
    """Steps whose turn it is, at the posts held."""
    places = Q(pk__in=[])
    for body, post in {(one.body_id, one.post) for one in holdings}:
        places |= Q(body_id=body, post=post)
    decided = Decision.objects.filter(
        step=OuterRef("pk"),
        turn=OuterRef("matter__turn"),
        digest=OuterRef("matter__digest"),
        outcome__in=DONE,
    )
    live = Q(matter__state=State.OPEN) | (
        Q(matter__state=State.PASSED, may_follow=True) & ~Q(matter__emergency_reason="")
    )
    here = {"matter__waiting__isnull": False, "order": F("matter__waiting")}
    return Step.objects.filter(places, live, **here).exclude(Exists(decided))


def _not_theirs(person: Person) -> Q:
    """Steps of matters that a person wrote in, and those they stood aside from."""
    wrote = Writer.objects.filter(matter=OuterRef("matter"), person=person)
    aside = Decision.objects.filter(
        step=OuterRef("pk"), turn=OuterRef("matter__turn"), person=person, outcome=Outcome.ABSTAIN
    )
    return Q(Exists(wrote)) | Q(Exists(aside))


def _written_by(people: list[int]) -> set[tuple[int, int]]:
    if not people:
        return set()
    return set(Writer.objects.filter(person__in=people).values_list("matter_id", "person_id"))


def visible_to(person: Person, on: date) -> QuerySet[Matter]:
    """The matters a person may look at: those they wrote or keep, those of the posts they hold, and those of the bodies
    whose approvals they supervise."""
    at_posts = Q(pk__in=[])
    for one in held(person, on):
        at_posts |= Q(body_id=one.body_id, post=one.post)
    of_matter = {"matter": OuterRef("pk")}
    theirs = (
        Q(keeper=person)
        | Q(Exists(Writer.objects.filter(**of_matter, person=person)))
        | Q(Exists(Decision.objects.filter(**of_matter, person=person)))
        | Q(Exists(Step.objects.filter(at_posts, **of_matter)))
    )
    supervised = Q(body__in=scope(person, "approvals.supervise", on))
    return Matter.objects.filter(theirs | supervised).select_related("body", "keeper", "author")


def kept_by(person: Person) -> QuerySet[Matter]:
    """What a person looks after that is not decided yet, in the order of the index that finds it."""
    kept = Matter.objects.filter(keeper=person, state__in=[State.OPEN, State.RETURNED])
    return kept.select_related("body").order_by("state", "pk")


def returned_to(person: Person) -> QuerySet[Matter]:
    """What came back to a person."""
    returned = Matter.objects.filter(keeper=person, state=State.RETURNED)
    return returned.select_related("body").order_by("state", "pk")


def to_do(person: Person, on: date) -> list[ToDo]:
    """Steps that wait for the person, several signatures at one body also as one line, and what came back to them."""
    every = waiting_for(person, on)
    waiting = [
        ToDo(
            URGENT if unsigned(one.step.matter) else RANK,
            _says(one),
            link_of(one.step.matter),
            one.step.due,
            one.step.body,
        )
        for one in every
    ]
    returned = [
        ToDo(RANK, f"退回修改：{matter.title}", link_of(matter), None, matter.body)
        for matter in returned_to(person)
    ]
    return [*_signatures(every), *waiting, *returned]


def _signatures(every: list[Waiting]) -> list[ToDo]:
    """One line for each body at which more than one matter waits for the person's signature."""
    steps = [one.step for one in every if one.step.kind == Kind.SIGNATURE]
    at = {step.body_id: [other for other in steps if other.body_id == step.body_id] for step in steps}
    return [
        ToDo(RANK, f"{len(waiting)} 件待签发，可以一并签发", TO_SIGN, None, waiting[0].body)
        for waiting in at.values()
        if len(waiting) > 1
    ]


def _says(one: Waiting) -> str:
    matter, proxy = one.step.matter, "（代）" if one.main else ""
    late = "应急补办" if unsigned(matter) else ""
    return f"{late}{one.step.says}{proxy}：{matter.title}（{chains()[matter.chain].says}）"
