"""Publishing: an edition that has passed every look goes out on its channels, under its number for life, and is found from
that moment; taking it back leaves a task for every place it went to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.catalogue.content import digest
from gongkai.catalogue.finding import KIND, document, renew_draft
from gongkai.catalogue.looking import open_suspects
from gongkai.catalogue.models import Attribute, Edition, Item, Release, Removal, Withdrawal
from gongkai.catalogue.numbering import TEMPLATE, number
from gongkai.catalogue.review import passed
from gongkai.files.models import StoredFile
from gongkai.files.store import Damaged, give
from gongkai.organisations.models import Body, Person
from gongkai.organisations.noting import note
from gongkai.organisations.reasons import reason_given, without_numbers
from gongkai.organisations.refusal import Refused
from gongkai.search import actions as search

PORTAL: Final = "portal"


@transaction.atomic
def publish(
    edition: Edition,
    *,
    channels: Sequence[tuple[str, str]] = ((PORTAL, ""),),
    by: Person,
    at: datetime,
    template: str = TEMPLATE,
) -> list[Release]:
    """Publish an edition on channels, each a code with the account (none for the portal); the portal is always among them.

    Refused: an item that is not open, an edition that has not passed exactly as it is, a suspect that nobody has let pass, a
    file that is not what was looked at. The day and hour of publication are those of the act.
    """
    locked = Edition.objects.select_for_update(of=("self",)).select_related("item__body").get(pk=edition.pk)
    item = Item.objects.select_for_update(of=("self",)).select_related("body").get(pk=locked.item_id)
    locked.item = item
    refuse_unready(locked)
    number(item, on=localdate(at), template=template, category=locked.category)
    wanted = dict.fromkeys([(PORTAL, ""), *channels])
    known = set(locked.releases.values_list("channel", "account"))
    releases = [
        Release(edition=locked, digest=locked.digest, channel=channel, account=account, by=by, at=at)
        for channel, account in wanted
        if (channel, account) not in known
    ]
    if not releases:
        raise Refused("这一版已在所选渠道发布过。")
    made = Release.objects.bulk_create(releases)
    item.live = locked
    item.save(update_fields=["live"])
    search.put([document(locked, localdate(at))])
    renew_draft(item)
    after = {"edition": locked.number, "digest": locked.digest, "channels": [one.channel for one in made]}
    note("catalogue.publish", item, body=item.body, by=by, on=localdate(at), after=after)
    return made


def refuse_unready(edition: Edition) -> None:
    """Refused in a sentence while anything stands against publishing an edition."""
    if edition.item.attribute != Attribute.OPEN:
        raise Refused(f"该条目的公开属性是“{edition.item.get_attribute_display()}”，不能发布。")
    if not edition.frozen:
        raise Refused("这一版还没有送审，不能发布。")
    if digest(edition) != edition.digest or not passed(edition):
        raise Refused("这一版没有按现有内容通过审签，不能发布。")
    waiting = open_suspects(edition).count()
    if waiting:
        raise Refused(f"发布前检查还有 {waiting} 处疑点没有处理，不能发布。")
    for file in edition.enclosures.all():
        try:
            give(file.digest)
        except Damaged as fault:
            raise Refused(f"附件“{file.name}”已损坏或缺失，不能发布：{fault}") from fault


@transaction.atomic
def withdraw(item: Item, *, reason: str, by: Person, at: datetime) -> Withdrawal:
    """Take an item back at once, with the reason, which its address shows; every other place it went to gets a task."""
    locked = Item.objects.select_for_update(of=("self",)).select_related("body").get(pk=item.pk)
    reason = reason_given(reason, "撤回")
    if locked.live_id is None:
        raise Refused("该条目没有在公开，不必撤回。")
    withdrawal = Withdrawal.objects.create(
        item=locked, edition_id=locked.live_id, reason=reason[:300], by=by, at=at
    )
    out = Release.objects.filter(edition__item=locked, removals__isnull=True)
    Removal.objects.bulk_create(_task(withdrawal, release, by, at) for release in out)
    locked.live = None
    locked.save(update_fields=["live"])
    search.remove(KIND, str(locked.pk))
    renew_draft(locked)
    note("catalogue.withdraw", locked, body=locked.body, by=by, on=localdate(at), reason=reason)
    return withdrawal


def _task(withdrawal: Withdrawal, release: Release, by: Person, at: datetime) -> Removal:
    """The portal is cleared by the act itself; of every other channel somebody has to bring proof."""
    if release.channel != PORTAL:
        return Removal(withdrawal=withdrawal, release=release)
    return Removal(withdrawal=withdrawal, release=release, proof="平台已撤下", done_by=by, done_at=at)


@transaction.atomic
def cleared(
    removal: Removal, *, proof: str, by: Person, at: datetime, picture: StoredFile | None = None
) -> Removal:
    """Say, with proof (a link, a picture that was taken in, who confirmed), that a channel no longer shows the item."""
    locked = Removal.objects.select_for_update(of=("self",)).select_related("withdrawal__item__body")
    task = locked.get(pk=removal.pk)
    if task.done_at is not None:
        raise Refused("这项清除任务已经办结。")
    if not proof.strip():
        raise Refused("请写明清除的凭证，如截图编号、对方确认的时间和人员。")
    task.proof, task.picture, task.done_by, task.done_at = without_numbers(proof)[:300], picture, by, at
    task.save(update_fields=["proof", "picture", "done_by", "done_at"])
    body: Body = task.withdrawal.item.body
    after = {"proof": task.proof, "picture": picture is not None}
    note("catalogue.cleared", task, body=body, by=by, on=localdate(at), after=after)
    return task
