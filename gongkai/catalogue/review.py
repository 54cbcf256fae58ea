"""Handing an edition in: screened, closed against change, and presented to those who decide on it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db import transaction

from gongkai.approvals import actions as approvals
from gongkai.approvals.models import Kind, Matter, State
from gongkai.approvals.queries import latest
from gongkai.catalogue.content import content_of, digest, subject
from gongkai.catalogue.looking import look
from gongkai.catalogue.models import Attribute, Edition, NormativeDocument
from gongkai.organisations.models import Person
from gongkai.organisations.refusal import Refused

PLAIN: Final = "publication"
NORMATIVE: Final = "normative"


@transaction.atomic
def hand_in(
    edition: Edition,
    *,
    by: Person,
    at: datetime,
    note_of_change: str = "",
    emergency_reason: str = "",
    own_words: Sequence[str] = (),
) -> Matter:
    """Hand an edition in: from now on it cannot be changed, and whoever wrote in it cannot decide on it. What came back is
    presented anew in the same matter, so that reviewers see what changed since their last look.

    Refused: an item that is not to be open, an edition that was handed in before, one that is not the last, or whose stored
    text is not what its digest says.
    """
    locked = Edition.objects.select_for_update(of=("self",)).select_related("item__body").get(pk=edition.pk)
    _may_be_handed_in(locked)
    look(locked, at=at, own_words=own_words)
    Edition.objects.filter(pk=locked.pk).update(frozen=True)
    locked.frozen = edition.frozen = True
    content = content_of(locked)
    writers = [hand.person for hand in locked.hands.select_related("person")]
    returned = latest(subject(locked.item))
    if returned is not None and returned.state == State.RETURNED:
        return approvals.restart(
            returned, content=content, by=by, at=at, note_of_change=note_of_change, writers=writers
        )
    matter = approvals.Subject(subject(locked.item), _chain(locked), locked.item.body, locked.title, writers)
    return approvals.begin(matter, content=content, by=by, at=at, emergency_reason=emergency_reason)


def _may_be_handed_in(edition: Edition) -> None:
    if edition.frozen:
        raise Refused("这一版已经送审。")
    if edition.item.attribute != Attribute.OPEN:
        raise Refused(f"该条目的公开属性是“{edition.item.get_attribute_display()}”，不送发布审签。")
    if edition.item.editions.filter(number__gt=edition.number).exists():
        raise Refused("这不是最新的一版，请送审最新的一版。")
    if digest(edition) != edition.digest:
        raise Refused("这一版的内容与保存时的摘要值不一致，请重新保存后再送审。")


def _chain(edition: Edition) -> str:
    registered = NormativeDocument.objects.filter(item=edition.item).exists()
    return NORMATIVE if registered else PLAIN


def passed(edition: Edition) -> bool:
    """Whether exactly this edition has passed a chain with both looks: other chains decide other things about it."""
    decided = Matter.objects.filter(subject=subject(edition.item), digest=edition.digest, state=State.PASSED)
    return decided.filter(steps__kind=Kind.SECRECY).filter(steps__kind=Kind.PRIVACY).exists()
