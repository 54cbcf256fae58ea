"""Questions about bodies: the tree on a day, and which body a name means."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from gongkai.organisations.models import Body, Kind, Naming, Placement, Succession

# Shorter endings stand for longer ones: 双桥镇 for 双桥镇人民政府, 民政局 for 某县民政局.
ENDINGS = ("人民政府", "政府", "办事处")


@dataclass
class Branch:
    """A body with its name on the day asked for, and the bodies under it."""

    body: Body
    name: str
    below: list[Branch] = field(default_factory=list)

    def walk(self) -> Iterator[Branch]:
        """This branch and everything below it, top down."""
        yield self
        for branch in self.below:
            yield from branch.walk()


def _held(day: date) -> Q:
    return Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gt=day))


def bodies_as_of(day: date) -> QuerySet[Body]:
    """Bodies that exist on a day."""
    begun = Q(established_on__isnull=True) | Q(established_on__lte=day)
    return Body.objects.filter(begun, Q(abolished_on__isnull=True) | Q(abolished_on__gt=day))


def tree_as_of(day: date) -> list[Branch]:
    """The bodies of a day as trees, in order of code; a body without a parent on that day is a root."""
    names = dict(Naming.objects.filter(_held(day)).values_list("body_id", "name"))
    branches = {body.pk: Branch(body, names.get(body.pk, body.name)) for body in bodies_as_of(day)}
    parents = dict(Placement.objects.filter(_held(day)).values_list("body_id", "parent_id"))
    roots: list[Branch] = []
    for key, branch in branches.items():
        above = branches.get(parents.get(key, 0))
        (above.below if above else roots).append(branch)
    return roots


def bodies_under(body: Body | None, day: date) -> frozenset[int]:
    """Keys of a body and of everything below it on a day; none for no body."""
    return _reached(
        [body.pk] if body else [], Placement.objects.filter(_held(day)).values_list("parent_id", "body_id")
    )


def answered_for(keys: Iterable[int], day: date, *, below: bool) -> frozenset[int]:
    """Keys of the bodies that these answer for on a day: themselves, those whose every function came to them, and with
    ``below`` everything under any of these."""
    edges = (
        Succession.objects.filter(on__lte=day, function="").order_by().values_list("after_id", "before_id")
    )
    if below:
        edges = edges.union(
            Placement.objects.filter(_held(day)).order_by().values_list("parent_id", "body_id")
        )
    return _reached(keys, edges)


def _reached(keys: Iterable[int], edges: Iterable[tuple[int, int]]) -> frozenset[int]:
    """Keys and all that is reached from them; the edges are not asked for where there are no keys."""
    found = set(keys)
    if not found:
        return frozenset()
    ways: dict[int, list[int]] = defaultdict(list)
    for start, end in edges:
        ways[start].append(end)
    ahead = list(found)
    while ahead:
        fresh = [end for end in ways[ahead.pop()] if end not in found]
        found.update(fresh)
        ahead += fresh
    return frozenset(found)


def bodies_right_below(body: Body, day: date) -> frozenset[int]:
    """Keys of the bodies that stand right under a body on a day and exist."""
    placed = Placement.objects.filter(_held(day), parent=body).values_list("body_id", flat=True)
    return frozenset(bodies_as_of(day).filter(pk__in=placed).values_list("pk", flat=True))


def parent_of(body: Body, day: date) -> Body | None:
    """The body right above a body on a day."""
    placement = body.placements.filter(_held(day)).select_related("parent").first()
    return placement.parent if placement else None


def name_as_of(body: Body, day: date) -> str:
    """What a body was called on a day; the name now in use where no record reaches back so far."""
    naming = body.namings.filter(_held(day)).first()
    return naming.name if naming else body.name


def kind_for_checks(body: Body, day: date) -> str | None:
    """The kind of body as the checks know it. A department is one of a county only where it stands under a county;
    of any other its rank is not known here, and its name has to tell."""
    if body.kind != Kind.DEPARTMENT:
        return body.kind
    under_county = body.placements.filter(_held(day), parent__kind=Kind.COUNTY).exists()
    return body.kind if under_county else None


def _core(name: str) -> str:
    """A name without white space and without the words that papers leave out."""
    bare = "".join(name.split())
    for ending in ENDINGS:
        if bare.endswith(ending) and len(bare) > len(ending):
            return bare[: -len(ending)]
    return bare


def find_body(name: str) -> Body | None:
    """The body a paper means by a name, or None when nothing or more than one thing fits.

    Names of any time count. First the name as it is, then without 人民政府 and the like; last, with a place in front
    on either side (某县双桥镇 for 双桥镇人民政府, and the reverse).
    """
    wanted = "".join(name.split())
    if not wanted:
        return None
    known = list(Naming.objects.values_list("name", "body_id"))
    core = _core(wanted)
    tests = (
        lambda given: given == wanted,
        lambda given: _core(given) == core,
        lambda given: len(_core(given)) > 2 and len(core) > 2 and _ends_alike(_core(given), core),
    )
    for fits in tests:
        found = {key for given, key in known if fits(given)}
        if len(found) == 1:
            return Body.objects.get(pk=found.pop())
        if found:
            return None
    return None


def _ends_alike(one: str, other: str) -> bool:
    """One is the other with a place in front: what stands in front must end like a place."""
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    front = longer.removesuffix(shorter)
    return front != longer and front.endswith(("省", "市", "县", "区", "州", "盟", "旗"))
