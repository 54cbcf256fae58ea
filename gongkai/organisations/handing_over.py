"""Hand-over in one act: everything a person has on their hands gets its new owner, or nothing changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction

from gongkai.organisations import open_sessions
from gongkai.organisations.models import HandOver, Person
from gongkai.organisations.noting import note
from gongkai.organisations.owning import Item, Owned, held_by
from gongkai.organisations.refusal import Refused
from gongkai.organisations.staying import stays_at

Heirs = Person | Mapping[str, Person]


@transaction.atomic
def hand_over(
    person: Person, *, to: Heirs, by: Person | None, on: date, reason: str, closes: bool = True
) -> HandOver:
    """Give everything a person has (posts, stand-ins, drafts, open work of every package) to one person, or each thing
    by its key (`gongkai.organisations.owning.Item`) to its own; with ``closes`` the account is closed and its sessions
    end. The list of what went to whom comes back, and stays on record.

    Refused, with nothing changed: no reason, an heir who is the person or whose account is closed, anything that would
    be without an owner, and whatever an heir cannot take (三员互斥).
    """
    if not reason.strip():
        raise Refused("请写明交接事由。")
    Person.objects.select_for_update().get(pk=person.pk)
    if not person.is_active:
        raise Refused(f"“{person.name}”的账号已停用，无可交接。")
    given = _heirs(held_by(person, on), to, person)
    made = HandOver.objects.create(
        person=person, body=person.body, by=by, on=on, reason=reason.strip(), closed=closes
    )
    for provider, item, heir in given:
        provider.pass_on(item, heir, by=by, on=on)
        made.items.create(kind=provider.label, says=item.says[:300], to=heir)
    _refuse_left(person, on)
    if closes:
        _close(person, on)
    note(
        "organisations.hand_over",
        made,
        body=person.body,
        by=by,
        on=on,
        reason=reason,
        after=_told(given, closes),
    )
    return made


def _heirs(held: Sequence[tuple[Owned, Item]], to: Heirs, person: Person) -> list[tuple[Owned, Item, Person]]:
    given = [(provider, item, to if isinstance(to, Person) else to.get(item.key)) for provider, item in held]
    without = [f"{provider.label}“{item.says}”" for provider, item, heir in given if heir is None]
    if without:
        raise Refused(f"还没有确定接收人：{'、'.join(without)}。")
    for heir in {heir for _, _, heir in given if heir}:
        if heir == person:
            raise Refused("接收人不能是移交人自己。")
        if not heir.is_active:
            raise Refused(f"“{heir.name}”的账号已停用，不能接收。")
    return [(provider, item, heir) for provider, item, heir in given if heir]


def _refuse_left(person: Person, on: date) -> None:
    left = [item.says for _, item in held_by(person, on)]
    if left:
        raise Refused(f"没有交出：{'、'.join(left)}。交接没有进行。")


def _close(person: Person, on: date) -> None:
    person.is_active = False
    person.set_unusable_password()
    person.save(update_fields=["is_active", "password"])
    stays_at(person, None, on)
    open_sessions.end_all(person)


def _told(given: Sequence[tuple[Owned, Item, Person]], closes: bool) -> dict[str, object]:
    return {"items": {item.key: heir.account for _, item, heir in given}, "closed": closes}
