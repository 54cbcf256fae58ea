"""What people have on their hands in this package: the reviews and suits they look after."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from gongkai.organisations.models import Person
from gongkai.organisations.noting import note
from gongkai.organisations.owning import Item
from gongkai.remedies.models import Remedy


class Cases:
    """Reviews and suits that are not over, or of which something is still to be done."""

    label = "复议、诉讼案件"
    fields = ("remedies.Remedy.clerk",)

    def held(self, person: Person, on: date) -> Sequence[Item]:
        theirs = Remedy.objects.filter(clerk=person).select_related("body")
        live = [one for one in theirs if one.state != "decided" or one.due_on is not None]
        return [
            Item(f"{one._meta.label}:{one.pk}", f"{one.get_kind_display()} {one}", one.body) for one in live
        ]

    def pass_on(self, item: Item, to: Person, *, by: Person | None, on: date) -> None:
        found = Remedy.objects.select_related("body", "clerk").get(pk=item.key.rpartition(":")[2])
        before, found.clerk = {"clerk": found.clerk.account if found.clerk else ""}, to
        found.save(update_fields=["clerk"])
        after = {"clerk": to.account}
        note("remedies.hand_over", found, body=found.body, by=by, on=on, before=before, after=after)


CASES = Cases()
