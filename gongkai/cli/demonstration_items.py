"""What the bodies of the demonstration county have published, each item on its whole way: drafted, screened, decided by
everybody it is for, published."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.utils import timezone

from gongkai.approvals.deciding import Verdict, decide
from gongkai.approvals.models import Matter
from gongkai.catalogue.content import LISTED
from gongkai.catalogue.drafting import Draft, File, begin
from gongkai.catalogue.models import Edition, Item
from gongkai.catalogue.normative import Terms, change_validity, interpret, register
from gongkai.catalogue.releasing import publish
from gongkai.catalogue.review import hand_in
from gongkai.cli.demonstration import listed
from gongkai.files.actions import keep_own
from gongkai.law.normative import Change, Event
from gongkai.organisations.holdings import holders
from gongkai.organisations.models import Body, Person


@transaction.atomic
def publish_items(bodies: Mapping[str, Body], people: Mapping[str, Person]) -> int:
    """Publish everything of ``items.toml``, once; how many items there are now."""
    if Item.objects.exists():
        return Item.objects.count()
    by_title: dict[str, Item] = {}
    for entry in sorted(listed("items.toml", "item"), key=lambda entry: (entry["on"], "explains" in entry)):
        clerk = people[entry["by"]]
        edition = _published(entry, bodies[entry["body"]], clerk)
        by_title[edition.title] = edition.item
        if "explains" in entry:
            interpret(edition.item, of=by_title[entry["explains"]], by=clerk, on=entry["on"])
    return len(by_title)


def _published(entry: Mapping[str, Any], body: Body, clerk: Person) -> Edition:
    at = noon(entry["on"])
    given = {name: entry[name] for name in (*LISTED, "text", "formed_on") if name in entry}
    edition = begin(body, draft=Draft(**given, files=_files(entry)), by=clerk, at=at)
    document = None
    if "normative" in entry:
        terms = Terms(entry["normative"], entry.get("expires"))
        document = register(edition, terms=terms, by=clerk, at=at)
    decided(hand_in(edition, by=clerk, at=at), clerk, at)
    edition.refresh_from_db()
    publish(edition, by=clerk, at=at)
    if document is not None and "ended" in entry:
        day, basis = entry["ended"]
        change_validity(document, event=Event(Change.REPEALED, day, basis), by=clerk, at=noon(day))
    return edition


def decided(matter: Matter, clerk: Person, at: datetime) -> None:
    """Every step agreed to by somebody whose post it is and who did not write the text."""
    for step in matter.steps.select_related("body").order_by("order", "pk"):
        able = [person for person in holders(step.body, step.post, at.date()) if person != clerk]
        decide(step, Verdict("approve", matter.digest), by=able[0], at=at)


def _files(entry: Mapping[str, Any]) -> tuple[File, ...]:
    if "file" not in entry:
        return ()
    name, text = entry["file"]
    data = text.encode()
    kept = keep_own(data, kind="csv", on=entry["on"])
    return (File(name, kept.digest, "csv", len(data), text),)


def noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(10)))
