"""What people have on their hands in this package: their posts, and the drafts of forms on their desk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from gongkai.organisations.holdings import in_force
from gongkai.organisations.models import Draft, Holding, Person
from gongkai.organisations.owning import Item
from gongkai.organisations.posts import appoint, end
from gongkai.organisations.refusal import Refused


class Posts:
    """Posts, those as a stand-in included. The heir holds them from that day; whoever stepped in goes on to do so."""

    label = "岗位"
    fields = ("organisations.Holding.person",)

    def held(self, person: Person, on: date) -> Sequence[Item]:
        held = Holding.objects.filter(in_force(on), person=person)
        return [self._item(holding) for holding in held.select_related("body", "stand_in_for__person")]

    def _item(self, holding: Holding) -> Item:
        main = holding.stand_in_for
        role = f"（替“{main.person.name}”的岗）" if main else ""
        says = f"{holding.body.name}{holding.get_post_display()}{role}"
        return Item(f"{holding._meta.label}:{holding.pk}", says, holding.body)

    def pass_on(self, item: Item, to: Person, *, by: Person | None, on: date) -> None:
        holding = Holding.objects.select_related("person", "body", "stand_in_for__person").get(
            pk=item.key.rpartition(":")[2]
        )
        stood_in = Holding.objects.filter(in_force(on), stand_in_for=holding).select_related("person")
        stand_ins = [one.person for one in stood_in]
        main = holding.stand_in_for.person if holding.stand_in_for else None
        end(holding, by=by, on=on)
        self._appoint(holding, to, main, by, on)
        for person in stand_ins:
            self._appoint(holding, person, to, by, on)

    def _appoint(
        self, holding: Holding, person: Person, main: Person | None, by: Person | None, on: date
    ) -> None:
        """Nothing where the person holds the post already, or would step in for themselves."""
        body, post = holding.body, holding.post
        if (
            person == main
            or Holding.objects.filter(in_force(on), person=person, body=body, post=post).exists()
        ):
            return
        appoint(person, body=body, post=post, by=by, on=on, stand_in_for=main)


class Drafts:
    """Forms begun and not handed in."""

    label = "草稿"
    fields = ("organisations.Draft.person",)

    def held(self, person: Person, on: date) -> Sequence[Item]:
        return [
            Item(f"{one._meta.label}:{one.pk}", one.title, person.body)
            for one in Draft.objects.filter(person=person)
        ]

    def pass_on(self, item: Item, to: Person, *, by: Person | None, on: date) -> None:
        draft = Draft.objects.get(pk=item.key.rpartition(":")[2])
        if Draft.objects.filter(person=to, form=draft.form, subject=draft.subject).exists():
            raise Refused(f"“{to.name}”已有同一表单的草稿“{draft.title}”，请先办完，或者另选接收人。")
        draft.person = to
        draft.save(update_fields=["person"])


POSTS, DRAFTS = Posts(), Drafts()
