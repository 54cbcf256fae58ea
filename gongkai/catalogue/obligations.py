"""The standard catalogue of bodies: taken in from Excel, every row accounted for, given out again, held against what is
published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Count, Max, Q, QuerySet

from gongkai.catalogue.models import Fulfilment, Item, Obligation
from gongkai.catalogue.standard_rows import Line
from gongkai.law.timetable import Rhythm, last_due, next_due, timetable
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
    """What rows come to: lines with their body, rows that cannot be taken in, rows with a carrier that no list has."""

    good: list[tuple[Line, Body]]
    faults: list[Fault]
    remarks: list[Fault]


def sort(lines: Sequence[Line], bodies: Mapping[str, Body] | None = None) -> Sorted:
    """Match the rows with bodies by the name each gives (公开主体), or by ``bodies``; several names in a cell are several
    lines. Nothing is stored."""
    known = dict(bodies or {})
    good, faults, remarks = [], [], []
    for line in lines:
        fault = _fault(line)
        named = [part for part in _names(line.subject) if part]
        found = {name: known.get(name) or find_body(name) for name in named}
        missing = [name for name, body in found.items() if body is None]
        if fault or not named or missing:
            said = fault or (f"没有名为“{'、'.join(missing)}”的机关" if missing else "公开主体是空的")
            faults.append(Fault(line.where, f"{said}，请在 Excel 中更正后重新上传。"))
            continue
        good += [(line, body) for body in found.values() if body is not None]
        if line.unknown:
            remarks.append(Fault(line.where, f"渠道“{'、'.join(line.unknown)}”不在固定选项中，记入“其他”。"))
    return Sorted(good, faults, remarks)


def _names(subject: str) -> list[str]:
    for mark in "、，,;；\n":
        subject = subject.replace(mark, "/")
    return [part.strip() for part in subject.split("/")]


def _fault(line: Line) -> str:
    if not line.matter:
        return "一级事项是空的"
    long = [name for name, most in LONGEST.items() if len(getattr(line, name)) > most]
    return "有的单元格文字太长" if long else ""


@transaction.atomic
def take_in(sorted_rows: Sorted, *, by: Person, on: date) -> int:
    """Put the lines in the place of those that the same bodies had in the same domains; the earlier ones end on the day, the
    items they had are carried over to lines of the same wording. Refused while a row has a fault. How many lines."""
    if sorted_rows.faults:
        raise Refused(f"有 {len(sorted_rows.faults)} 行有问题，一行也没有导入；请更正后重新上传。")
    whose = {(body.pk, line.domain) for line, body in sorted_rows.good}
    ended = [one for one in _current(on).select_for_update() if (one.body_id, one.domain) in whose]
    fresh = Obligation.objects.bulk_create(
        _obligation(line, body, place, on) for place, (line, body) in enumerate(sorted_rows.good, 1)
    )
    _carry_over(ended, fresh)
    _end(ended, on)
    for body in {body for _, body in sorted_rows.good}:
        count = sum(one.body_id == body.pk for one in fresh)
        note("catalogue.take_in_standard", body, body=body, by=by, on=on, after={"lines": count})
    return len(fresh)


def _current(on: date) -> QuerySet[Obligation]:
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
    by_words = {(one.body_id, one.domain, one.matter, one.part): one for one in fresh}
    links = Fulfilment.objects.filter(obligation__in=list(ended)).select_related("obligation")
    kept = []
    for link in links:
        old = link.obligation
        new = by_words.get((old.body_id, old.domain, old.matter, old.part))
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


@dataclass(frozen=True)
class Covered:
    """A line with how many public items fulfil it, the newest day one went out, and, where it is periodic and nothing went
    out since it was due last, the day it was due (``late``) and comes due next."""

    obligation: Obligation
    items: int
    newest: date | None
    late: date | None
    due: date | None


def coverage(bodies: Iterable[Body], on: date) -> list[Covered]:
    """Every line in force on a day with what fulfils it, in one query."""
    live = Q(fulfilments__item__live__isnull=False)
    found = (
        _current(on)
        .filter(body__in=list(bodies))
        .select_related("body")
        .annotate(items=Count("fulfilments", filter=live))
        .annotate(newest=Max("fulfilments__item__editions__releases__at", filter=live))
    )
    return [_covered(one, on) for one in found]


def _covered(obligation: Obligation, on: date) -> Covered:
    newest = obligation.newest.date() if obligation.newest else None  # type: ignore[attr-defined]
    term = timetable(obligation.term)
    if term.rhythm is Rhythm.ONCE:
        return Covered(obligation, obligation.items, newest, None, None)  # type: ignore[attr-defined]
    before = last_due(term, on)
    late = (
        before
        if before >= obligation.since and (newest is None or newest <= last_due(term, before))
        else None
    )
    return Covered(obligation, obligation.items, newest, late, next_due(term, on))  # type: ignore[attr-defined]


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
