"""Drafting: an item with its first edition, changes while nobody has decided, the next edition beside the live one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.catalogue.content import LISTED, digest
from gongkai.catalogue.finding import renew_draft
from gongkai.catalogue.models import Attribute, Edition, Enclosure, Hand, Item
from gongkai.catalogue.text import clean
from gongkai.organisations.models import Body, Person
from gongkai.organisations.noting import note
from gongkai.organisations.refusal import Refused


@dataclass(frozen=True)
class File:
    """A file of the store as it is enclosed: name as shown, digest, format, size in bytes, and its words for the index."""

    name: str
    digest: str
    kind: str
    size: int
    text: str = ""


@dataclass(frozen=True)
class Draft:
    """What an edition says. ``text``: HTML, cleaned when it is kept; codes as in ``law/disclosure.toml`` and
    ``law/themes.toml``."""

    title: str
    text: str
    formed_on: date
    summary: str = ""
    document_number: str = ""
    issuer: str = ""
    category: str = ""
    theme: str = ""
    genre: str = ""
    aspect: str = ""
    keywords: str = ""
    source: str = ""
    files: Sequence[File] = field(default=())


@dataclass(frozen=True)
class Openness:
    """公开属性 with, unless open, the reason; a withheld item has its ground (an outcome of law) and the day of the next
    assessment."""

    attribute: str = Attribute.OPEN
    reason: str = ""
    ground: str = ""
    reassess_on: date | None = None


OPEN: Final = Openness()


@transaction.atomic
def begin(body: Body, *, draft: Draft, by: Person, at: datetime, openness: Openness = OPEN) -> Edition:
    """Begin an item of a body with its first edition. Refused without a title, or where a text is not open without reason."""
    _complete(draft, openness)
    item = Item.objects.create(body=body, author=by, begun_on=localdate(at), **_openness(openness))
    edition = _write(Edition(item=item, number=1), draft, by, at)
    _note("catalogue.begin", edition, by, at)
    return edition


@transaction.atomic
def change(edition: Edition, *, draft: Draft, by: Person, at: datetime, seen: str = "") -> Edition:
    """Change an edition that has not been handed in; whoever changes it has had a hand in it. ``seen``: the digest of what
    they had before them, by itself that of ``edition``; refused where somebody has changed it since, so that nobody's
    words are lost."""
    locked = Edition.objects.select_for_update(of=("self",)).select_related("item__body").get(pk=edition.pk)
    if locked.frozen:
        raise Refused("这一版已送审定稿，不能再改；请另起新版，或者先撤回送审。")
    if locked.digest != (seen or edition.digest):
        raise Refused(
            f"您打开以后，{locked.author.name}又保存过这一版。请先看一下现在的内容，再把您的修改加上去保存。"
        )
    _complete(draft, OPEN)
    changed = _write(locked, draft, by, at)
    _note("catalogue.change", changed, by, at)
    return changed


@transaction.atomic
def next_edition(item: Item, *, by: Person, at: datetime) -> Edition:
    """Begin the next edition as a copy of the last one; the live one stays up. One that is being written is gone on with."""
    last = item.editions.select_for_update().order_by("-number").first()
    if last is None:
        raise Refused("这个条目还没有任何版本。")
    if not last.frozen:
        return last
    copy = _write(Edition(item=item, number=last.number + 1), draft_of(last), by, at)
    if last.pk != item.live_id:
        _keep_hands(last, copy)
    _note("catalogue.next_edition", copy, by, at)
    return copy


@transaction.atomic
def set_openness(item: Item, *, openness: Openness, by: Person, on: date) -> Item:
    """Decide the attribute of an item that is not public. A live item is withdrawn first."""
    if item.live_id is not None:
        raise Refused("该条目正在公开，改变公开属性前请先撤回。")
    if openness.attribute != Attribute.OPEN and not openness.reason.strip():
        raise Refused("不予公开或依申请公开的，应写明理由（条例 第十三条至第十六条）。")
    before = item.attribute
    for name, value in _openness(openness).items():
        setattr(item, name, value)
    item.full_clean(exclude=["live"])
    item.save()
    note(
        "catalogue.set_openness",
        item,
        body=item.body,
        by=by,
        on=on,
        before={"attribute": before},
        after={"attribute": item.attribute, "ground": item.ground},
    )
    _renew_digest(item)
    return item


def draft_of(edition: Edition) -> Draft:
    """What an edition says, to be changed or carried on."""
    files = tuple(
        File(file.name, file.digest, file.kind, file.size, file.text) for file in edition.enclosures.all()
    )
    texts = {name: getattr(edition, name) for name in LISTED if name != "title"}
    return Draft(edition.title, edition.text, edition.formed_on, files=files, **texts)


def _complete(draft: Draft, openness: Openness) -> None:
    if not draft.title.strip():
        raise Refused("名称不能为空。")
    if len(draft.title) > 300:
        raise Refused(f"名称有 {len(draft.title)} 个字，最多 300 个字。")
    if openness.attribute != Attribute.OPEN and not openness.reason.strip():
        raise Refused("不予公开或依申请公开的，应写明理由（条例 第十三条至第十六条）。")
    if openness.attribute == Attribute.WITHHELD and not (openness.ground and openness.reassess_on):
        raise Refused("不予公开的，应选明依据，并定下次评估的日期（条例 第十八条）。")


def _openness(openness: Openness) -> dict[str, object]:
    return {
        "attribute": openness.attribute,
        "reason": openness.reason,
        "ground": openness.ground,
        "reassess_on": openness.reassess_on,
    }


def _write(edition: Edition, draft: Draft, by: Person, at: datetime) -> Edition:
    for name in LISTED:
        setattr(edition, name, getattr(draft, name).strip())
    edition.text, edition.formed_on = clean(draft.text), draft.formed_on
    edition.author, edition.made_at, edition.digest = by, at, "-"
    edition.save()
    edition.enclosures.all().delete()
    enclosures = Enclosure.objects.bulk_create(
        Enclosure(
            edition=edition,
            order=place,
            name=file.name,
            digest=file.digest,
            kind=file.kind,
            size=file.size,
            text=file.text,
        )
        for place, file in enumerate(draft.files, 1)
    )
    Hand.objects.get_or_create(edition=edition, person=by)
    edition.digest = digest(edition, enclosures)
    edition.save(update_fields=["digest"])
    renew_draft(edition.item)
    return edition


def _keep_hands(last: Edition, copy: Edition) -> None:
    """Whoever wrote in an edition that never went out has a hand in the next one too."""
    for hand in last.hands.all():
        Hand.objects.get_or_create(edition=copy, person=hand.person)


def _renew_digest(item: Item) -> None:
    for edition in item.editions.filter(frozen=False):
        edition.digest = digest(edition)
        edition.save(update_fields=["digest"])


def _note(act: str, edition: Edition, by: Person, at: datetime) -> None:
    item, after = edition.item, {"edition": edition.number, "digest": edition.digest}
    note(act, item, body=item.body, by=by, on=localdate(at), after=after)
