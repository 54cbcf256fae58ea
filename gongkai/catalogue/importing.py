"""A batch of old items that has passed, written in bulk: every row or none, each under its number, found at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from itertools import islice
from typing import Final, NamedTuple

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils.timezone import localdate, make_aware

from gongkai.approvals.models import Decision, Matter
from gongkai.catalogue.content import digest
from gongkai.catalogue.existing_batches import edition_of, enclosures_of, passed, rows_of
from gongkai.catalogue.existing_rows import OldRow
from gongkai.catalogue.finding import document
from gongkai.catalogue.metadata import html_of
from gongkai.catalogue.models import Batch, Edition, Enclosure, Hand, Item, Manifest, Release
from gongkai.catalogue.numbering import TEMPLATE, numbers
from gongkai.catalogue.releasing import PORTAL
from gongkai.catalogue.tasks import patrol_public
from gongkai.catalogue.text import plain
from gongkai.files.store import Damaged, give
from gongkai.organisations.models import Person
from gongkai.organisations.noting import note
from gongkai.organisations.refusal import Refused
from gongkai.reading.openers.opening import open_paper
from gongkai.search import actions as search
from gongkai.work.actions import later

AT_ONCE: Final = 500
LONGEST_WORDS: Final = 100_000


class Ready(NamedTuple):
    """A row with the edition and the enclosures it makes."""

    row: OldRow
    edition: Edition
    enclosures: list[Enclosure]


def write(batch: Batch, *, by: Person, at: datetime, template: str = TEMPLATE) -> Manifest:
    """Write the good rows of a batch as public items, all or none. The day an item went out is the one the signed list
    says; it is found from now on, and the patrol looks at it next.

    Refused: a batch that has not passed exactly as it is, or was written before; a workbook, a file or a catalogue that is
    no longer what was decided about."""
    _decided(batch)
    ready = list(_ready(batch, at))
    return _written(batch, ready, by, at, template)


def _decided(batch: Batch) -> Matter:
    """The matter that passed over a batch that is not written yet."""
    matter = passed(batch)
    if batch.manifest_id is not None:
        raise Refused("这一批已经导入。")
    if matter is None:
        raise Refused("这一批没有按现有内容通过审签，不能导入。")
    return matter


def _ready(batch: Batch, at: datetime) -> Iterator[Ready]:
    """The editions as they were decided about, with the words of their enclosures; nothing is stored yet."""
    decided = dict(batch.lines.exclude(digest="").values_list("row", "digest"))
    good = [row for row in rows_of(batch, localdate(at)) if row.row in decided]
    if len(good) != len(decided):
        raise Refused("清单表格与送审时不一致，没有导入。")
    for row in good:
        if row.fault:
            raise Refused(f"第 {row.row} 行现在不能导入：{row.fault}。送审以后平台里的条目有了变化。")
        edition, enclosures = edition_of(batch, row), enclosures_of(batch, row)
        edition.digest = digest(edition, enclosures)
        if edition.digest != decided[row.row]:
            raise Refused(f"第 {row.row} 行的内容与送审时不一致，没有导入。")
        yield Ready(row, edition, [_with_words(one) for one in enclosures])


def _with_words(file: Enclosure) -> Enclosure:
    try:
        data = give(file.digest)
    except Damaged as fault:
        raise Refused(f"附件“{file.name}”已损坏或缺失，没有导入：{fault}") from fault
    file.text = plain(html_of(open_paper(data, file.name).blocks))[:LONGEST_WORDS]
    return file


@transaction.atomic
def _written(batch: Batch, ready: Sequence[Ready], by: Person, at: datetime, template: str) -> Manifest:
    locked = Batch.objects.select_for_update(of=("self",)).select_related("body").get(pk=batch.pk)
    manifest = _manifest(locked, _decided(locked), len(ready))
    locked.manifest = manifest
    locked.save(update_fields=["manifest"])
    named = _numbered(locked, ready, template)
    pairs = iter(zip(ready, named, strict=True))
    while some := list(islice(pairs, AT_ONCE)):
        _write_some(locked, some, by, at)
    after = {"manifest": manifest.digest, "items": len(ready)}
    note("catalogue.import_existing", locked, body=locked.body, by=by, on=localdate(at), after=after)
    later(patrol_public, at.isoformat())
    return manifest


def _manifest(batch: Batch, matter: Matter, count: int) -> Manifest:
    signed = (
        Decision.objects.filter(matter=matter, digest=batch.digest, person__isnull=False)
        .order_by("-pk")
        .first()
    )
    if signed is None or signed.person is None:
        raise Refused("这一批没有签发人，不能导入。")
    return Manifest.objects.create(
        digest=batch.digest,
        count=count,
        decided_by=signed.person,
        decided_on=signed.on,
        reason=matter.title[:300],
    )


def _numbered(batch: Batch, ready: Sequence[Ready], template: str) -> list[str]:
    """The index numbers: those the rows bring, and for the others the next free ones of the year they went out in."""
    wanting: dict[int, list[int]] = defaultdict(list)
    found = [one.row.texts.get("index_number", "") for one in ready]
    for place, one in enumerate(ready):
        if not found[place] and one.row.published_on:
            wanting[one.row.published_on.year].append(place)
    for places in wanting.values():
        days = [_day(ready[place]) for place in places]
        categories = [ready[place].edition.category for place in places]
        made = numbers(
            batch.body, list(zip(days, categories, strict=True)), template=template, taken=set(found)
        )
        for place, number in zip(places, made, strict=True):
            found[place] = number
    return found


def _write_some(batch: Batch, some: Sequence[tuple[Ready, str]], by: Person, at: datetime) -> None:
    """Items, editions, enclosures, hands, releases, and what the public finds, for some rows."""
    on = localdate(at)
    items = Item.objects.bulk_create(
        Item(body=batch.body, index_number=number, author=batch.by, begun_on=on) for _, number in some
    )
    editions = []
    for item, (ready, _) in zip(items, some, strict=True):
        ready.edition.item, ready.edition.made_at = item, at
        editions.append(ready.edition)
    Edition.objects.bulk_create(editions)
    Enclosure.objects.bulk_create(_linked(some))
    Hand.objects.bulk_create(Hand(edition=edition, person=batch.by) for edition in editions)
    keys = [edition.pk for edition in editions]
    Edition.objects.filter(pk__in=keys).update(frozen=True)
    Release.objects.bulk_create(_release(batch, ready, by) for ready, _ in some)
    live = Edition.objects.filter(item=OuterRef("pk")).values("pk")[:1]
    Item.objects.filter(pk__in=[item.pk for item in items]).update(live=Subquery(live))
    search.put(document(ready.edition, _day(ready)) for ready, _ in some)


def _linked(some: Sequence[tuple[Ready, str]]) -> Iterator[Enclosure]:
    for ready, _ in some:
        for file in ready.enclosures:
            file.edition = ready.edition
            yield file
        # What the index asks for is here already.
        ready.edition._prefetched_objects_cache = {"enclosures": ready.enclosures}  # type: ignore[attr-defined]


def _day(ready: Ready) -> date:
    return ready.row.published_on or ready.edition.formed_on


def _release(batch: Batch, ready: Ready, by: Person) -> Release:
    moment = make_aware(datetime.combine(_day(ready), time(12)))
    return Release(
        edition=ready.edition,
        digest=ready.edition.digest,
        channel=PORTAL,
        by=by,
        at=moment,
        manifest=batch.manifest,
    )
