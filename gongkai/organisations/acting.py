"""Who acts, as the journal writes it down: a person with their posts and their body as of that day."""

from __future__ import annotations

from datetime import date

from gongkai.journal.actor import SYSTEM, Actor
from gongkai.organisations.holdings import posts_of
from gongkai.organisations.models import Person
from gongkai.organisations.queries import name_as_of


def actor(person: Person | None, on: date) -> Actor:
    """The person with account, name, posts (in official words, parted by 、) and body of that day; the system for
    nobody. What is copied stays as it was when the person moves or the body is renamed."""
    if person is None:
        return SYSTEM
    posts = dict.fromkeys(str(holding.get_post_display()) for holding in posts_of(person, on))
    body = person.body
    return Actor(
        account=person.account,
        name=person.name,
        post="、".join(posts),
        body=body.code if body else "",
        body_name=name_as_of(body, on) if body else "",
    )
