"""What is done to normative documents: registered (统一登记), changed with a basis, cleaned up in batches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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

KEEP = "keep"


@dataclass(frozen=True)
class Batch:
    """The result of a clean-up. ``results``: key of the document → keep, or a change (amended, lapsed, repealed)."""

    title: str
    basis: str
    upto: date
    on: date
    results: Mapping[int, str]
    others_lapse: bool = False


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


def in_force_on(body: Body, day: date) -> list[NormativeDocument]:
    """The documents of a body that are in force on a day (当日有效清单)."""
    good = (law.Validity.IN_FORCE, law.Validity.AMENDED)
    return [one for one in documents_of([body]) if law.standing(history(one), day).validity in good]


def figures_of(body: Body, year: int) -> law.YearFigures:
    """制发、废止、现行有效 of a body in a year, for table two."""
    return law.figures([history(one) for one in documents_of([body])], year)


@transaction.atomic
def register(
    edition: Edition,
    *,
    since: date,
    by: Person,
    on: date,
    registration: str = "",
    expires: date | None = None,
) -> NormativeDocument:
    """Register an item as a normative document, once, with the days it is meant to hold."""
    item = edition.item
    if NormativeDocument.objects.filter(item=item).exists():
        raise Refused("该条目已登记为规范性文件。")
    if expires is not None and expires < since:
        raise Refused(f"有效期至 {expires}，早于施行日期 {since}。")
    if registration and NormativeDocument.objects.filter(body=item.body, registration=registration).exists():
        raise Refused(f"登记号 {registration} 已经用过。")
    document = NormativeDocument.objects.create(
        item=item,
        body=item.body,
        title=edition.title,
        document_number=edition.document_number,
        registration=registration,
        made_on=edition.formed_on,
        since=since,
        expires=expires,
    )
    after = {"since": since, "expires": expires}
    note("catalogue.register", document, body=item.body, by=by, on=on, after=after)
    return document


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
def clean_up(body: Body, *, batch: Batch, by: Person, at: datetime) -> CleanUp:
    """Carry out a clean-up: what its result says of each document, and, where it says so, the end of those made up to its
    day that it does not list. All or nothing."""
    if not batch.basis.strip():
        raise Refused("清理结果应写明依据的文件。")
    standing = {one.pk: one for one in in_force_on(body, batch.on) if one.made_on <= batch.upto}
    _known(batch, standing)
    row = CleanUp.objects.create(
        body=body,
        title=batch.title,
        basis=batch.basis,
        upto=batch.upto,
        on=batch.on,
        others_lapse=batch.others_lapse,
        by=by,
    )
    for key, result in _results(batch, standing).items():
        event = law.Event(law.Change(result), batch.on, batch.basis)
        change_validity(standing[key], event=event, by=by, at=at, clean_up=row)
    return row


def _known(batch: Batch, standing: Mapping[int, NormativeDocument]) -> None:
    allowed = {KEEP, *(change.value for change in law.Change)} - {law.Change.EXTENDED.value}
    wrong = [
        str(key) for key, result in batch.results.items() if key not in standing or result not in allowed
    ]
    if wrong:
        raise Refused(f"清理结果中有 {len(wrong)} 件不是该机关截至 {batch.upto} 的有效文件，或结果写得不对。")


def _results(batch: Batch, standing: Mapping[int, NormativeDocument]) -> dict[int, str]:
    told = {key: result for key, result in batch.results.items() if result != KEEP}
    if not batch.others_lapse:
        return told
    unlisted = {key: law.Change.LAPSED.value for key in standing if key not in batch.results}
    return told | unlisted


@transaction.atomic
def interpret(item: Item, *, of: Item, by: Person, on: date) -> Interpretation:
    """Link an item that explains another with it."""
    if item.pk == of.pk:
        raise Refused("解读材料不能是文件本身。")
    link, _ = Interpretation.objects.get_or_create(item=item, of=of)
    note("catalogue.interpret", item, body=item.body, by=by, on=on, after={"of": of.pk})
    return link
