"""The way of an edition from its draft to the public, with the people that each step is for."""

from __future__ import annotations

from gongkai.approvals.deciding import Verdict, decide
from gongkai.approvals.models import Matter, State
from gongkai.approvals.queries import latest
from gongkai.catalogue.content import subject
from gongkai.catalogue.models import Edition
from gongkai.catalogue.releasing import publish
from gongkai.catalogue.review import hand_in
from gongkai.organisations.models import Person, Post
from tests.catalogue.items import NOON, an_edition
from tests.people import County


def decide_all(matter: Matter, staff: dict[Post, Person]) -> Matter:
    """Every step agreed to, in its turn, by whoever holds its post."""
    for step in matter.steps.order_by("order", "pk"):
        decide(step, Verdict("approve", matter.digest), by=staff[Post(step.post)], at=NOON)
    matter.refresh_from_db()
    assert matter.state == State.PASSED
    return matter


def passed(edition: Edition, staff: dict[Post, Person]) -> Edition:
    hand_in(edition, by=edition.author, at=NOON)
    matter = latest(subject(edition.item))
    assert matter is not None
    decide_all(matter, staff)
    edition.refresh_from_db()
    return edition


def a_public_item(cast: County, staff: dict[Post, Person]) -> Edition:
    edition = passed(an_edition(cast), staff)
    publish(edition, by=cast.clerk, at=NOON)
    edition.item.refresh_from_db()
    return edition
