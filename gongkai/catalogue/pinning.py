"""置顶: a public item stands on top of the lists up to a day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from django.db import transaction

from gongkai.catalogue.models import Item
from gongkai.organisations.models import Person
from gongkai.organisations.noting import note
from gongkai.organisations.refusal import Refused

LONGEST: Final = 366  # calendar days; what is on top for ever hides what is new


@transaction.atomic
def set_top(item: Item, *, until: date | None, by: Person, on: date) -> Item:
    """Put an item on top up to and with a day; None takes it off. Refused: one that is not public, a day that has passed or
    lies more than a year ahead."""
    locked = Item.objects.select_for_update(of=("self",)).select_related("body").get(pk=item.pk)
    if until is not None:
        if locked.live_id is None:
            raise Refused("没有公开的条目不能置顶。")
        if not on <= until <= on + timedelta(LONGEST):
            raise Refused("置顶的最后一天应在今天以后、一年以内。")
    before, locked.top_until = locked.top_until, until
    locked.save(update_fields=["top_until"])
    was, now = {"top_until": before}, {"top_until": until}
    note("catalogue.set_top", locked, body=locked.body, by=by, on=on, before=was, after=now)
    return locked
