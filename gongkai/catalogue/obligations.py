"""The standard catalogue of bodies: taken in from Excel, every row accounted for and looked at first, given out again; and
which lines an item fulfils."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet

from gongkai.catalogue.models import Fulfilment, Item, Obligation
from gongkai.catalogue.standard_rows import Line
from gongkai.organisations.models import Body, Person
from gongkai.organisations.noting import note
from gongkai.organisations.queries import find_body
from gongkai.organisations.refusal import Refused

LONGEST = {"domain": 60, "matter": 120, "part": 200, "term": 300, "audience": 200}


@dataclass(frozen=True)
class Fault:
    """A row that cannot be taken in, and why."""

    where: str
    says: str


@dataclass(frozen=True)
class Sorted:
    """What rows come to: lines with their body, rows that cannot be taken in, rows with a carrier that no list has.
    ``number``: of the rows that were read."""

    good: list[tuple[Line, Body]]
    faults: list[Fault]
    remarks: list[Fault]
    number: int = 0


def sort(
    lines: Sequence[Line], bodies: Mapping[str, Body] | None = None, reach: Collection[int] | None = None
) -> Sorted:
    """Match the rows with bodies by the name each gives (公开主体), or by ``bodies``; several names in a cell are several
    lines. ``reach``: keys of the bodies that may be spoken for; None: any. Nothing is stored."""
    known: dict[str, Body | None] = dict(bodies or {})
    good, faults, remarks = [], [], []
    for line in lines:
        named = [part for part in _names(line.subject) if part]
        known |= {name: find_body(name) for name in named if name not in known}
        fault = _fault(line) or _fault_of_names(named, known, reach)
        if fault:
            faults.append(Fault(line.where, f"{fault}，请在 Excel 中更正后重新上传。"))
            continue
        good += [(line, body) for name in dict.fromkeys(named) if (body := known[name]) is not None]
        if line.unknown:
            remarks.append(Fault(line.where, f"渠道“{'、'.join(line.unknown)}”不在固定选项中，记入“其他”。"))
    return Sorted(good, faults, remarks, len(lines))


def _fault_of_names(
    named: Sequence[str], known: Mapping[str, Body | None], reach: Collection[int] | None
) -> str:
    if not named:
        return "公开主体是空的"
    if missing := [name for name in named if known[name] is None]:
        return f"没有名为“{'、'.join(missing)}”的机关"
    foreign = [
        body.name for name in named if (body := known[name]) and reach is not None and body.pk not in reach
    ]
    return f"您不能导入“{'、'.join(foreign)}”的公开事项" if foreign else ""


def _names(subject: str) -> list[str]:
    for mark in "、，,;；\n":
        subject = subject.replace(mark, "/")
    return [part.strip() for part in subject.split("/")]


def _fault(line: Line) -> str:
    if not line.matter:
        return "一级事项是空的"
    long = [name for name, most in LONGEST.items() if len(getattr(line, name)) > most]
    return "有的单元格文字太长" if long else ""


@dataclass(frozen=True)
class Planned:
    """What taking rows in would do: ``fresh`` lines of bodies and domains, ``ends`` the lines that would end without one of
    the same wording in their place, ``stays`` how many have one. ``fingerprint``: of all of it on its day."""

    fresh: Mapping[tuple[Body, str], int]
    ends: Sequence[Obligation]
    stays: int
    fingerprint: str


def plan(sorted_rows: Sorted, on: date) -> Planned:
    """What rows would put in the place of what there is, looked at before it is done."""
    fresh: dict[tuple[Body, str], int] = {}
    for line, body in sorted_rows.good:
        fresh[body, line.domain] = fresh.get((body, line.domain), 0) + 1
    ended = _replaced(sorted_rows, on)
    words = {_words(body.pk, line) for line, body in sorted_rows.good}
    ends = [one for one in ended if _words(one.body_id, one) not in words]
    told = [on, *((body.pk, line) for line, body in sorted_rows.good), *sorted(one.pk for one in ended)]
    fingerprint = hashlib.sha256(repr(told).encode()).hexdigest()
    return Planned(fresh, ends, len(ended) - len(ends), fingerprint)


def _words(body: int, line: Line | Obligation) -> tuple[int, str, str, str]:
    return body, line.domain, line.matter, line.part


def _replaced(sorted_rows: Sorted, on: date) -> list[Obligation]:
    whose = {(body.pk, line.domain) for line, body in sorted_rows.good}
    among = in_force_lines(on).filter(body__in={body for body, _ in whose}).select_related("body")
    return [one for one in among.select_for_update(of=("self",)) if (one.body_id, one.domain) in whose]


@transaction.atomic
def take_in(sorted_rows: Sorted, *, fingerprint: str, by: Person, on: date) -> int:
    """Put the lines in the place of those that the same bodies had in the same domains; the earlier ones end on the day, the
    items they had are carried over to lines of the same wording. How many lines.

    ``fingerprint``: of the plan that was looked at. Refused: rows with a fault, and what would do something else by now.
    """
    if sorted_rows.faults:
        raise Refused(f"有 {len(sorted_rows.faults)} 行有问题，一行也没有导入；请更正后重新上传。")
    if plan(sorted_rows, on).fingerprint != fingerprint:
        raise Refused("核对以后目录有了变化，没有导入；请重新核对。")
    ended = _replaced(sorted_rows, on)
    fresh = Obligation.objects.bulk_create(
        _obligation(line, body, place, on) for place, (line, body) in enumerate(sorted_rows.good, 1)
    )
    _carry_over(ended, fresh)
    _end(ended, on)
    for body in {body for _, body in sorted_rows.good}:
        count = sum(one.body_id == body.pk for one in fresh)
        note("catalogue.take_in_standard", body, body=body, by=by, on=on, after={"lines": count})
    return len(fresh)


def in_force_lines(on: date) -> QuerySet[Obligation]:
    """The lines in force on a day."""
    return Obligation.objects.filter(since__lte=on).filter(Q(until__isnull=True) | Q(until__gt=on))


def _obligation(line: Line, body: Body, place: int, on: date) -> Obligation:
    return Obligation(
        body=body,
        domain=line.domain,
        matter=line.matter,
        part=line.part,
        content=line.content,
        basis=line.basis,
        term=line.term,
        carriers=list(line.carriers),
        other_carriers="、".join(line.unknown)[:200],
        everybody=line.everybody,
        audience=line.audience,
        on_own_motion=line.on_own_motion,
        on_request=line.on_request,
        levels=list(line.levels),
        position=place,
        since=on,
    )


def _carry_over(ended: Iterable[Obligation], fresh: Iterable[Obligation]) -> None:
    by_words = {_words(one.body_id, one): one for one in fresh}
    links = Fulfilment.objects.filter(obligation__in=list(ended)).select_related("obligation")
    kept = []
    for link in links:
        old = link.obligation
        new = by_words.get(_words(old.body_id, old))
        if new is not None:
            kept.append(Fulfilment(obligation=new, item_id=link.item_id))
    Fulfilment.objects.bulk_create(kept, ignore_conflicts=True)


def _end(ended: Iterable[Obligation], on: date) -> None:
    """Those taken in on the same day are replaced; those of earlier days end."""
    same_day = [one.pk for one in ended if one.since == on]
    Fulfilment.objects.filter(obligation__in=same_day).delete()
    Obligation.objects.filter(pk__in=same_day).delete()
    Obligation.objects.filter(pk__in=[one.pk for one in ended if one.since < on]).update(until=on)


@transaction.atomic
def fulfil(item: Item, *, obligations: Sequence[Obligation], by: Person, on: date) -> None:
    """Say which lines of its body's catalogue an item fulfils; earlier ones that are not named no longer hold."""
    foreign = [one for one in obligations if one.body_id != item.body_id]
    if foreign:
        raise Refused(f"“{foreign[0]}”不是{item.body.name}的公开事项。")
    item.fulfilments.exclude(obligation__in=obligations).delete()
    links = [Fulfilment(item=item, obligation=one) for one in obligations]
    Fulfilment.objects.bulk_create(links, ignore_conflicts=True)
    after = {"obligations": [one.pk for one in obligations]}
    note("catalogue.fulfil", item, body=item.body, by=by, on=on, after=after)


def line_of(obligation: Obligation) -> Line:
    """An obligation as a line, for the usual Excel."""
    return Line(
        where="",
        domain=obligation.domain,
        matter=obligation.matter,
        part=obligation.part,
        content=obligation.content,
        basis=obligation.basis,
        term=obligation.term,
        subject=obligation.body.name,
        carriers=tuple(obligation.carriers),
        unknown=tuple(filter(None, obligation.other_carriers.split("、"))),
        everybody=obligation.everybody,
        audience=obligation.audience,
        on_own_motion=obligation.on_own_motion,
        on_request=obligation.on_request,
        levels=tuple(obligation.levels),
    )
