"""What people have on their hands in this package: the open cases they handle."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from gongkai.applications.models import Application
from gongkai.law.procedure import CLOSED
from gongkai.organisations.models import Person
from gongkai.organisations.noting import note
from gongkai.organisations.owning import Item


class Cases:
    """Applications under way. The heir handles them from then on; who did which step stays as it was."""

    label = "依申请公开"
    fields = ("applications.Application.clerk",)

    def held(self, person: Person, on: date) -> Sequence[Item]:
        open_ = Application.objects.filter(clerk=person).exclude(state=CLOSED).select_related("body")
        return [Item(f"{one._meta.label}:{one.pk}", f"申请 {one.number}", one.body) for one in open_]

    def pass_on(self, item: Item, to: Person, *, by: Person | None, on: date) -> None:
        found = Application.objects.select_related("body", "clerk").get(pk=item.key.rpartition(":")[2])
        before, found.clerk = {"clerk": found.clerk.account if found.clerk else ""}, to
        found.save(update_fields=["clerk"])
        note(
            "applications.hand_over",
            found,
            body=found.body,
            by=by,
            on=on,
            before=before,
            after={"clerk": to.account},
        )


CASES = Cases()
