"""Who acts, as the journal writes it down: a person with their posts and their body as of that day."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Final

from gongkai.journal.actor import SYSTEM, Actor
from gongkai.organisations.holdings import posts_of
from gongkai.organisations.models import Person
from gongkai.organisations.queries import name_as_of

_ACTING: Final = "_actor_by_day"


def actor(person: Person | None, on: date) -> Actor:
    """The person with account, name, posts (in official words, parted by 、) and body of that day; the system for
    nobody. What is copied stays as it was when the person moves or the body is renamed."""
    if person is None:
        return SYSTEM
    known: dict[date, Actor] | None = getattr(person, _ACTING, None)
    if known is None:
        return _looked_up(person, on)
    if on not in known:
        known[on] = _looked_up(person, on)
    return known[on]


@contextmanager
def many_acts(person: Person) -> Iterator[None]:
    """Within, the actor of a day is looked up once: for somebody who does thousands of things in one go."""
    setattr(person, _ACTING, {})
    try:
        yield
    finally:
        delattr(person, _ACTING)


def _looked_up(person: Person, on: date) -> Actor:
    posts = dict.fromkeys(str(holding.get_post_display()) for holding in posts_of(person, on))
    body = person.body
    return Actor(
        account=person.account,
        name=person.name,
        post="、".join(posts),
        body=body.code if body else "",
        body_name=name_as_of(body, on) if body else "",
    )
