"""Issues of a gazette: numbered within the year, put together from what is public, closed with their files for ever."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.timezone import localdate

from gongkai.catalogue.channels.gazette.issue import Head, make_issue
from gongkai.catalogue.channels.shape import Made
from gongkai.catalogue.models import Edition, GazetteEntry, GazetteIssue, Item, Outlet, Release
from gongkai.catalogue.sending import outgoing_of
from gongkai.files.actions import keep_own
from gongkai.organisations.access import scope
from gongkai.organisations.models import Person
from gongkai.organisations.noting import note
from gongkai.organisations.queries import bodies_under
from gongkai.organisations.refusal import Refused
from gongkai.writing.fonts import MissingGlyph

GAZETTE: Final = "gazette"
MOST: Final = 200  # articles of an issue


@transaction.atomic
def begin_issue(outlet: Outlet, *, on: date, by: Person, today: date) -> GazetteIssue:
    """Begin the next issue of a gazette, dated ``on``; its number is the next of that year. Refused: an outlet that is no
    gazette or is closed."""
    locked = Outlet.objects.select_for_update(of=("self",)).select_related("body").get(pk=outlet.pk)
    if locked.platform != GAZETTE or locked.closed_on is not None:
        raise Refused("请选择正在使用的政府公报。")
    last = GazetteIssue.objects.filter(outlet=locked, year=on.year).aggregate(last=Max("number"))["last"] or 0
    issue = GazetteIssue.objects.create(outlet=locked, year=on.year, number=last + 1, on=on, by=by)
    note("catalogue.begin_issue", issue, body=locked.body, by=by, on=today, after={"issue": issue.label})
    return issue


@transaction.atomic
def arrange(issue: GazetteIssue, *, editions: Sequence[Edition], by: Person, on: date) -> GazetteIssue:
    """Say what an issue holds, in this order; what stood in it before and is not named is taken out. Refused: an edition
    that is not up, or of a body that the gazette does not serve; too many."""
    locked = _unfinished(issue)
    if len(editions) > MOST:
        raise Refused(f"一期最多 {MOST} 篇。")
    if len({one.pk for one in editions}) < len(editions):
        raise Refused("同一条信息在一期里只能排一次。")
    for edition in editions:
        _refuse_unfit(locked, edition, on)
    locked.entries.all().delete()
    GazetteEntry.objects.bulk_create(
        GazetteEntry(issue=locked, edition=edition, order=place) for place, edition in enumerate(editions, 1)
    )
    after = {"editions": [one.pk for one in editions]}
    note("catalogue.arrange_issue", locked, body=locked.outlet.body, by=by, on=on, after=after)
    return locked


def _unfinished(issue: GazetteIssue) -> GazetteIssue:
    found = GazetteIssue.objects.select_for_update(of=("self",)).select_related("outlet__body")
    locked = found.get(pk=issue.pk)
    if locked.closed_at is not None:
        raise Refused("这一期已经定稿，不能再改。")
    return locked


def _refuse_unfit(issue: GazetteIssue, edition: Edition, on: date) -> None:
    item = edition.item
    if item.live_id != edition.pk:
        raise Refused(f"《{edition.title}》没有在公开，或者已有新版，不能排入公报。")
    outlet = issue.outlet
    if item.body_id != outlet.body_id and not (
        outlet.serves_below and item.body_id in bodies_under(outlet.body, on)
    ):
        raise Refused(f"《{edition.title}》的公开机关不由“{outlet.name}”刊登。")


def candidates(issue: GazetteIssue, on: date) -> QuerySet[Item]:
    """What is public and may be put into an issue, newest first; with the live edition."""
    outlet = issue.outlet
    bodies = bodies_under(outlet.body, on) if outlet.serves_below else {outlet.body_id}
    found = Item.objects.filter(body__in=bodies, live__isnull=False)
    return (
        found.exclude(live__gazette_entries__issue__outlet=outlet)
        .select_related("live", "body")
        .order_by("-pk")
    )


def entries_of(issue: GazetteIssue) -> list[GazetteEntry]:
    """What an issue holds, in order."""
    return list(issue.entries.select_related("edition__item__body").order_by("order"))


def made(issue: GazetteIssue, site: str) -> tuple[Made, Made]:
    """The issue as it stands, as Word and PDF, to be looked at. Refused: nothing in it, a character that no font has."""
    outgoing = [outgoing_of(entry.edition, site) for entry in entries_of(issue)]
    if not outgoing:
        raise Refused("这一期还没有排入任何内容。")
    head = Head(issue.outlet.name, issue.label, issue.outlet.body.name, issue.on)
    try:
        return make_issue(head, outgoing)
    except MissingGlyph as missing:
        raise Refused(str(missing)) from missing


@transaction.atomic
def close_issue(issue: GazetteIssue, *, site: str, by: Person, at: datetime) -> GazetteIssue:
    """Close an issue: its files are kept, and every article has gone out in the gazette, each once. Refused where one of
    them is not up any more, or has a newer edition."""
    locked = _unfinished(issue)
    entries, on = entries_of(locked), localdate(at)
    keys = [entry.edition.item_id for entry in entries]
    list(Item.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"))
    for entry in entries:
        entry.edition.item.refresh_from_db(fields=["live"])
        _refuse_unfit(locked, entry.edition, on)
    docx, pdf = made(locked, site)
    locked.docx = keep_own(docx.data, kind="docx", on=on)
    locked.pdf = keep_own(pdf.data, kind="pdf", on=on)
    locked.closed_at = at
    locked.save(update_fields=["docx", "pdf", "closed_at"])
    Release.objects.bulk_create(_release(locked, entry.edition, by, at) for entry in entries)
    after = {"issue": locked.label, "articles": len(entries), "pdf": locked.pdf.digest}
    note("catalogue.close_issue", locked, body=locked.outlet.body, by=by, on=on, after=after)
    return locked


def _release(issue: GazetteIssue, edition: Edition, by: Person, at: datetime) -> Release:
    return Release(
        edition=edition,
        digest=edition.digest,
        channel=GAZETTE,
        account=str(issue)[:100],
        outlet=issue.outlet,
        by=by,
        at=at,
        proof=f"刊于{issue}",
    )


@transaction.atomic
def drop_issue(issue: GazetteIssue, *, by: Person, on: date) -> None:
    """Take back an issue that is not closed. Only the last of its year, so that no number is left out."""
    locked = _unfinished(issue)
    if GazetteIssue.objects.filter(outlet=locked.outlet, year=locked.year, number__gt=locked.number).exists():
        raise Refused("后面已有新的一期，请先取消后面的。")
    note("catalogue.drop_issue", locked, body=locked.outlet.body, by=by, on=on, after={"issue": locked.label})
    locked.delete()


def issues_within(person: Person, on: date) -> QuerySet[GazetteIssue]:
    """The issues of the gazettes that a person may look at."""
    found = GazetteIssue.objects.filter(outlet__body__in=scope(person, "outlets.look", on))
    return found.select_related("outlet__body")
