"""What people have on their hands in this package: the accounts and boards they look after."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from gongkai.catalogue.models import Outlet
from gongkai.organisations.models import Person
from gongkai.organisations.noting import note
from gongkai.organisations.owning import Item


class Outlets:
    """Outlets that are open; those that are closed keep whoever had them last."""

    label = "发布账号"
    fields = ("catalogue.Outlet.keeper",)

    def held(self, person: Person, on: date) -> Sequence[Item]:
        found = Outlet.objects.filter(keeper=person, closed_on__isnull=True).select_related("body")
        return [
            Item(f"{one._meta.label}:{one.pk}", f"{one.kind.says}“{one.name}”", one.body) for one in found
        ]

    def pass_on(self, item: Item, to: Person, *, by: Person | None, on: date) -> None:
        outlet = Outlet.objects.select_related("body", "keeper").get(pk=item.key.rpartition(":")[2])
        before, outlet.keeper = {"keeper": outlet.keeper.account}, to
        outlet.save(update_fields=["keeper"])
        after = {"keeper": to.account}
        note("catalogue.keep_outlet", outlet, body=outlet.body, by=by, on=on, before=before, after=after)


OUTLETS = Outlets()
