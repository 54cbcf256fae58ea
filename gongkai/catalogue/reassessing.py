"""不予公开信息的定期评估 (条例 第十八条): looked at anew by its day, kept back with a reason and a next day, or opened."""

from __future__ import annotations

from datetime import date
from typing import Final

from django.db import transaction

from gongkai.catalogue.drafting import Openness, set_openness
from gongkai.catalogue.models import Attribute, Item
from gongkai.law.outcomes import outcomes
from gongkai.organisations.models import Person
from gongkai.organisations.noting import note
from gongkai.organisations.reasons import reason_given
from gongkai.organisations.refusal import Refused

# The outcomes of law that say why something is not open, by their codes in the dossier.
WITHHELD: Final = ("D1", "D2", "D3", "D4", "D5", "D6", "D7")


def grounds() -> dict[str, str]:
    """Code → words of what a withheld item may rest on."""
    return {one.code: one.label for one in outcomes().values() if one.ref in WITHHELD}


@transaction.atomic
def reassess(item: Item, *, openness: Openness, reason: str, by: Person, on: date) -> Item:
    """Write down what an assessment came to: still withheld (with ground and the day of the next one), on request only, or
    open, so that it can be handed in and published. ``reason``: what the assessment found.

    Refused: an item that is open already, no reason, a next day that is not after this one."""
    if item.attribute == Attribute.OPEN:
        raise Refused("该条目是主动公开的，不用评估。")
    if openness.attribute == Attribute.WITHHELD and (
        openness.reassess_on is None or openness.reassess_on <= on
    ):
        raise Refused("仍不予公开的，应定下以后的评估日期（条例 第十八条）。")
    if openness.attribute == Attribute.WITHHELD and openness.ground not in grounds():
        raise Refused("仍不予公开的，应选明依据。")
    found = reason_given(reason, "评估")
    changed = set_openness(item, openness=openness, by=by, on=on)
    after = {"attribute": changed.attribute, "next": openness.reassess_on}
    note("catalogue.reassess", changed, body=changed.body, by=by, on=on, reason=found, after=after)
    return changed
