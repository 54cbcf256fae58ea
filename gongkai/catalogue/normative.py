"""Normative documents: registered (统一登记), changed with a basis, listed as of any day, linked with what explains them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.utils.timezone import localdate

from gongkai.catalogue.models import (
    CleanUp,
    Edition,
    Interpretation,
    Item,
    NormativeDocument,
    ValidityChange,
)
from gongkai.law import normative as law
from gongkai.organisations.models import Body, Person
from gongkai.organisations.noting import note
from gongkai.organisations.refusal import Refused


@dataclass(frozen=True)
class Terms:
    """With what a document is registered: its days in force (``expires``: the last, None without end), the number of the
    register, and the documents it takes the place of, which end on the day it begins."""

    since: date
    expires: date | None = None
    registration: str = ""
    replaces: Sequence[NormativeDocument] = ()


@dataclass(frozen=True)
class Shown:
    """A document, how it stands on a day, and the last day in force as it is known then (None: without end)."""

    document: NormativeDocument
    standing: law.Standing
    expires: date | None


def shown_on(document: NormativeDocument, day: date) -> Shown:
    """A document as it is on a day."""
    story = history(document)
    return Shown(document, law.standing(story, day), law.last_day(story, day))


def history(document: NormativeDocument) -> law.Document:
    """A document with what happened to it, as the law replays it."""
    events = tuple(
        law.Event(law.Change(change.what), change.on, change.basis, change.until)
        for change in document.changes.all()
    )
    return law.Document(document.made_on, document.since, document.expires, events)


def documents_of(bodies: Iterable[Body]) -> QuerySet[NormativeDocument]:
    """The documents of bodies with their changes, in two queries."""
    changes = Prefetch("changes", ValidityChange.objects.order_by("on", "pk"))
    chosen = NormativeDocument.objects.filter(body__in=list(bodies))
    return chosen.select_related("body", "item").prefetch_related(changes)


def as_of(bodies: Iterable[Body], day: date) -> list[Shown]:
    """Every document of bodies that was made by a day, with how it stands on it."""
    made = documents_of(bodies).filter(made_on__lte=day)
    return [shown_on(one, day) for one in made]


def in_force_on(body: Body, day: date) -> list[NormativeDocument]:
    """The documents of a body that are in force on a day (当日有效清单)."""
    good = (law.Validity.IN_FORCE, law.Validity.AMENDED)
    return [one.document for one in as_of([body], day) if one.standing.validity in good]


def figures_of(body: Body, year: int) -> law.YearFigures:
    """制发、废止、现行有效 of a body in a year, for table two."""
    return law.figures([history(one) for one in documents_of([body])], year)


@transaction.atomic
def register(edition: Edition, *, terms: Terms, by: Person, at: datetime) -> NormativeDocument:
    """Register an item as a normative document, once, with the days it is meant to hold. What it takes the place of is
    repealed by it from the day it begins."""
    item = edition.item
    _refuse_terms(item, terms)
    document = NormativeDocument.objects.create(
        item=item,
        body=item.body,
        title=edition.title,
        document_number=edition.document_number,
        registration=terms.registration,
        made_on=edition.formed_on,
        since=terms.since,
        expires=terms.expires,
    )
    after = {
        "since": terms.since,
        "expires": terms.expires,
        "replaces": [one.pk for one in terms.replaces],
    }
    note("catalogue.register", document, body=item.body, by=by, on=localdate(at), after=after)
    document.replaces.set(terms.replaces)
    event = law.Event(law.Change.REPEALED, terms.since, f"{document.document_number}《{document.title}》")
    for replaced in terms.replaces:
        change_validity(replaced, event=event, by=by, at=at)
    return document


def _refuse_terms(item: Item, terms: Terms) -> None:
    body, number = item.body, terms.registration
    if NormativeDocument.objects.filter(item=item).exists():
        raise Refused("该条目已登记为规范性文件。")
    if terms.expires is not None and terms.expires < terms.since:
        raise Refused(f"有效期至 {terms.expires}，早于施行日期 {terms.since}。")
    if number and NormativeDocument.objects.filter(body=body, registration=number).exists():
        raise Refused(f"登记号 {number} 已经用过。")
    if foreign := [one for one in terms.replaces if one.body_id != item.body_id]:
        raise Refused(f"《{foreign[0].title}》不是{body.name}制定的，不能由本文件替代；请由制定机关变更。")


@transaction.atomic
def change_validity(
    document: NormativeDocument,
    *,
    event: law.Event,
    by: Person,
    at: datetime,
    clean_up: CleanUp | None = None,
) -> ValidityChange:
    """Write down that a document is amended, lapsed, repealed or extended, by which document and from which day."""
    NormativeDocument.objects.select_for_update().get(pk=document.pk)
    refusal = law.refusal(history(document), event)
    if refusal:
        raise Refused(f"《{document.title}》：{refusal}")
    change = ValidityChange.objects.create(
        document=document,
        what=event.what.value,
        on=event.on,
        basis=event.basis.strip(),
        until=event.until,
        clean_up=clean_up,
        by=by,
        at=at,
    )
    after = {"what": event.what.value, "on": event.on, "basis": event.basis}
    note("catalogue.change_validity", document, body=document.body, by=by, on=localdate(at), after=after)
    return change


@transaction.atomic
def interpret(item: Item, *, of: Item, by: Person, on: date) -> Interpretation:
    """Link an item that explains another with it."""
    if item.pk == of.pk:
        raise Refused("解读材料不能是文件本身。")
    link, _ = Interpretation.objects.get_or_create(item=item, of=of)
    note("catalogue.interpret", item, body=item.body, by=by, on=on, after={"of": of.pk})
    return link


@transaction.atomic
def take_back_interpretation(item: Item, *, of: Item, by: Person, on: date) -> None:
    """Undo a link that was made in error."""
    gone, _ = Interpretation.objects.filter(item=item, of=of).delete()
    if not gone:
        raise Refused("没有这条解读关联。")
    note("catalogue.take_back_interpretation", item, body=item.body, by=by, on=on, after={"of": of.pk})
