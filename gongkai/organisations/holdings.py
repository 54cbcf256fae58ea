"""Who holds which post on a day, and who steps in."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from gongkai.organisations.models import Body, Holding, Person


def in_force(on: date) -> Q:
    """Holdings that are held on a day."""
    return Q(since__lte=on) & (Q(until__isnull=True) | Q(until__gt=on))


def holders(body: Body, post: str, on: date) -> list[Person]:
    """Who holds a post of a body on a day in their own right, longest in office first; stand-ins are not among them."""
    held = Holding.objects.filter(
        in_force(on), body=body, post=post, stand_in_for__isnull=True, person__is_active=True
    )
    return [holding.person for holding in held.select_related("person__body").order_by("since", "pk")]


def posts_of(person: Person, on: date) -> list[Holding]:
    """The holdings of a person on a day, those as a stand-in included (they have ``stand_in_for``)."""
    return list(holdings_of(person).filter(in_force(on)).select_related("body"))


def stand_in_of(person: Person, post: str, body: Body, on: date) -> Person | None:
    """Who steps in for a person in a post of a body on a day; None where nobody is named."""
    held = Holding.objects.filter(
        in_force(on), body=body, post=post, stand_in_for__person=person, person__is_active=True
    )
    first = held.select_related("person__body").order_by("since", "pk").first()
    return first.person if first else None


def holdings_of(person: Person) -> QuerySet[Holding]:
    """Every holding of a person, of any day."""
    return Holding.objects.filter(person=person)
