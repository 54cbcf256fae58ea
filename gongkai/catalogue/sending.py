"""Sending what is public on to other channels: only an edition that is up, each with proof, how often it was read, and a
task to take it off when it is withdrawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.db.models import Min, QuerySet
from django.utils.timezone import localdate

from gongkai.catalogue.channels.outgoing import Attached, Outgoing
from gongkai.catalogue.channels.shape import Made
from gongkai.catalogue.content import digest
from gongkai.catalogue.finding import address
from gongkai.catalogue.models import Edition, Item, Outlet, ReadCount, Release
from gongkai.catalogue.outlets import outlets_for
from gongkai.catalogue.releasing import PORTAL
from gongkai.files.models import StoredFile
from gongkai.organisations.access import scope
from gongkai.organisations.models import Person
from gongkai.organisations.noting import note
from gongkai.organisations.reasons import without_numbers
from gongkai.organisations.refusal import Refused
from gongkai.organisations.todo import ToDo
from gongkai.writing.fonts import MissingGlyph

RANK: Final = 55
NO_PROOF_YET: Final = 3  # days after which somebody is asked for the proof


@dataclass(frozen=True)
class Proof:
    """What shows that something was put up or taken off: a link or words, a picture that was taken in, or both."""

    says: str = ""
    picture: StoredFile | None = None

    def __bool__(self) -> bool:
        return bool(self.says.strip()) or self.picture is not None


NONE: Final = Proof()


def outgoing_of(edition: Edition, site: str) -> Outgoing:
    """An edition as it goes out. ``site``: the public address of the platform, without a slash at the end."""
    item = edition.item
    first = Release.objects.filter(edition__item=item, channel=PORTAL).aggregate(first=Min("at"))["first"]
    return Outgoing(
        title=edition.title,
        text=edition.text,
        formed_on=edition.formed_on,
        published_on=localdate(first) if first else edition.formed_on,
        link=f"{site}{address(item)}",
        body=item.body.name,
        summary=edition.summary,
        document_number=edition.document_number,
        issuer=edition.issuer,
        index_number=item.index_number,
        files=tuple(
            Attached(file.name, file.digest, file.size) for file in edition.enclosures.order_by("order")
        ),
    )


def make(edition: Edition, outlet: Outlet, form: str, site: str) -> Made:
    """The file for a channel, made of an edition exactly as it is up. Refused: one that is not up, a form that the outlet
    does not have, a character that no font has."""
    _refuse_not_up(edition)
    known = outlet.kind.forms.get(form)
    if known is None:
        raise Refused(f"{outlet.kind.says}没有这种格式。")
    try:
        return known.make(outgoing_of(edition, site))
    except MissingGlyph as missing:
        raise Refused(str(missing)) from missing


@transaction.atomic
def send(edition: Edition, *, outlet: Outlet, proof: Proof = NONE, by: Person, at: datetime) -> Release:
    """Write down that an edition has gone out on an outlet; the proof may follow. Refused: an edition that is not up or is
    not what was looked at, an outlet that does not serve its body, one it went out on before."""
    item = Item.objects.select_for_update(of=("self",)).select_related("body").get(pk=edition.item_id)
    live = item.live
    if live is None or live.pk != edition.pk:
        raise Refused("只有正在公开的版本可以发到其他渠道。")
    live.item = item
    _refuse_not_up(live)
    if outlet.pk not in {one.pk for one in outlets_for(item, localdate(at))}:
        raise Refused(f"“{outlet.name}”已经停用，或者不供{item.body.name}发布。")
    if live.releases.filter(channel=outlet.kind.channel, account=_account(outlet)).exists():
        raise Refused(f"这一版已在“{outlet.name}”发布过。")
    release = Release.objects.create(
        edition=live,
        digest=live.digest,
        channel=outlet.kind.channel,
        account=_account(outlet),
        outlet=outlet,
        by=by,
        at=at,
        proof=_words(proof),
        picture=proof.picture,
    )
    after = {"edition": live.number, "outlet": outlet.pk, "proved": bool(proof)}
    note("catalogue.send", item, body=item.body, by=by, on=localdate(at), after=after)
    return release


def _refuse_not_up(edition: Edition) -> None:
    if edition.item.live_id != edition.pk or digest(edition) != edition.digest:
        raise Refused("只有正在公开的版本可以发到其他渠道。")


def _account(outlet: Outlet) -> str:
    """Unlike any other outlet, also where two boards have the same name."""
    return f"{outlet.name}（{outlet.pk}）"


def _words(proof: Proof) -> str:
    return without_numbers(proof.says)[:300]


@transaction.atomic
def prove(release: Release, *, proof: Proof, by: Person, at: datetime) -> Release:
    """Bring the proof that something went out: a link, a picture, who saw it where. It takes the place of an earlier one."""
    locked = (
        Release.objects.select_for_update(of=("self",))
        .select_related("edition__item__body")
        .get(pk=release.pk)
    )
    if not proof:
        raise Refused("请填写发布后的链接或者说明，或者上传照片、截图。")
    locked.proof, locked.picture = _words(proof), proof.picture or locked.picture
    locked.save(update_fields=["proof", "picture"])
    body, after = locked.edition.item.body, {"proof": locked.proof, "picture": locked.picture_id is not None}
    note("catalogue.prove", locked, body=body, by=by, on=localdate(at), after=after)
    return locked


@transaction.atomic
def count_reads(release: Release, *, reads: int, by: Person, on: date) -> ReadCount:
    """Write down how often something had been read by today. Refused: fewer than before, since reads only grow."""
    if reads < 0:
        raise Refused("阅读量不能是负数。")
    before = ReadCount.objects.filter(release=release, on__lt=on).order_by("-on").first()
    if before is not None and reads < before.reads:
        raise Refused(f"{before.on} 已登记阅读量 {before.reads}，现在不会更少，请核对。")
    made, _ = ReadCount.objects.update_or_create(release=release, on=on, defaults={"reads": reads, "by": by})
    body = release.edition.item.body
    note("catalogue.count_reads", release, body=body, by=by, on=on, after={"reads": reads})
    return made


def sent(item: Item) -> QuerySet[Release]:
    """What of an item went out on which outlet, newest first, with the counts of reads."""
    found = Release.objects.filter(edition__item=item).exclude(channel=PORTAL)
    return (
        found.select_related("edition", "outlet", "by").prefetch_related("read_counts").order_by("-at", "-pk")
    )


def to_do(person: Person, on: date) -> list[ToDo]:
    """What went out on a channel without proof for some days, of the bodies a person publishes for."""
    keys = scope(person, "items.publish", on)
    if not keys:
        return []
    bare = Release.objects.filter(
        edition__item__body__in=keys, proof="", picture__isnull=True, outlet__isnull=False
    )
    found = bare.exclude(removals__done_at__isnull=False).select_related("edition__item__body", "outlet")
    return [
        ToDo(
            RANK,
            f"发布后还没有登记凭证：{one.edition.title}（{one.outlet}）",
            f"/office/items/{one.edition.item_id}/channels/",
            None,
            one.edition.item.body,
        )
        for one in found.order_by("at")[:20]
        if (on - localdate(one.at)).days >= NO_PROOF_YET
    ]
