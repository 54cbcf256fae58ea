"""公开查阅点: what the computer there shows, as one package, and the hand-over of a package as proof for all that is in it —
and that what was withdrawn is gone."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, datetime
from typing import IO, Final, NamedTuple

from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate

from gongkai.catalogue.channels.reading_point.package import write_package
from gongkai.catalogue.models import Edition, Outlet, Release, Removal
from gongkai.catalogue.releasing import cleared
from gongkai.catalogue.sending import NONE, Proof, outgoing_of
from gongkai.organisations.models import Person
from gongkai.organisations.noting import note
from gongkai.organisations.queries import bodies_under
from gongkai.organisations.reasons import without_numbers
from gongkai.organisations.refusal import Refused

READING_POINT: Final = "reading_point"
MOST: Final = 2000  # of the newest; the computer of a reading point is no archive


class Delivered(NamedTuple):
    """What a hand-over settled: items that are new there, tasks of removal that are done with it."""

    sent: int
    removed: int


def editions_for(outlet: Outlet, on: date) -> list[Edition]:
    """What a reading point shows on a day: everything that is up of its body, and of those below where it serves them."""
    bodies = bodies_under(outlet.body, on) if outlet.serves_below else {outlet.body_id}
    found = Edition.objects.filter(item__body__in=bodies, item__live=F("pk"))
    return list(found.select_related("item__body").order_by("-pk")[:MOST])


def digest_of(editions: Sequence[Edition]) -> str:
    """Names a package: another item or edition in it is another digest."""
    told = "\n".join(f"{one.item_id}:{one.digest}" for one in editions)
    return hashlib.sha256(told.encode()).hexdigest()


def write(outlet: Outlet, out: IO[bytes], *, site: str, on: date) -> None:
    """Write the package of today into a file."""
    write_package(out, outlet.body.name, on, [outgoing_of(one, site) for one in editions_for(outlet, on)])


@transaction.atomic
def deliver(outlet: Outlet, *, digest: str, proof: Proof = NONE, by: Person, at: datetime) -> Delivered:
    """Say, with proof, that the package with this digest is on the computer of a reading point. Everything in it has gone
    out there; what was withdrawn before is off it. Refused where the package is no longer the one of today."""
    locked = Outlet.objects.select_for_update(of=("self",)).select_related("body").get(pk=outlet.pk)
    on = localdate(at)
    editions = editions_for(locked, on)
    if locked.platform != READING_POINT or locked.closed_on is not None:
        raise Refused("请选择正在使用的公开查阅点。")
    if digest != digest_of(editions):
        raise Refused("查阅包下载以后，公开的信息有了变化。请重新下载、安装后再登记。")
    if not proof:
        raise Refused("请写明安装的凭证，如签收人岗位、时间，或者上传照片。")
    says = without_numbers(proof.says)[:300] or "见照片"
    made = _release_new(locked, editions, Proof(says, proof.picture), by, at)
    tasks = Removal.objects.filter(release__outlet=locked, done_at__isnull=True)
    done = [
        cleared(task, proof=f"已换装查阅包：{says}", by=by, at=at, picture=proof.picture) for task in tasks
    ]
    after = {"digest": digest, "sent": made, "removed": len(done)}
    note("catalogue.deliver", locked, body=locked.body, by=by, on=on, after=after)
    return Delivered(made, len(done))


def _release_new(outlet: Outlet, editions: Sequence[Edition], proof: Proof, by: Person, at: datetime) -> int:
    known = set(Release.objects.filter(outlet=outlet).values_list("edition_id", flat=True))
    fresh = [
        Release(
            edition=one,
            digest=one.digest,
            channel=READING_POINT,
            account=f"{outlet.name}（{outlet.pk}）",
            outlet=outlet,
            by=by,
            at=at,
            proof=proof.says,
            picture=proof.picture,
        )
        for one in editions
        if one.pk not in known
    ]
    return len(Release.objects.bulk_create(fresh))
