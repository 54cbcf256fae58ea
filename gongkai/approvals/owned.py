"""What people have on their hands in this package: the matters they look after."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from gongkai.approvals.models import Matter
from gongkai.approvals.queries import kept_by
from gongkai.organisations.models import Person
from gongkai.organisations.noting import note
from gongkai.organisations.owning import Item


class Matters:
    """Matters under way. The heir becomes a keeper, not an author: who wrote it stays as it was."""

    label = "审签事项"
    fields = ("approvals.Matter.keeper",)

    def held(self, person: Person, on: date) -> Sequence[Item]:
        return [Item(f"{one._meta.label}:{one.pk}", one.title, one.body) for one in kept_by(person)]

    def pass_on(self, item: Item, to: Person, *, by: Person | None, on: date) -> None:
        matter = Matter.objects.select_related("body", "keeper").get(pk=item.key.rpartition(":")[2])
        before, matter.keeper = {"keeper": matter.keeper.account}, to
        matter.save(update_fields=["keeper"])
        note(
            "approvals.keep",
            matter,
            body=matter.body,
            by=by,
            on=on,
            before=before,
            after={"keeper": to.account},
        )


MATTERS = Matters()
