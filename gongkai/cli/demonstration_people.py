"""The demonstration's people in their posts, and how its bodies are reached, who leads them and by which rules."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from gongkai.cli.demonstration import DEMO, listed
from gongkai.organisations import actions as organisations
from gongkai.organisations import demonstration, groups, reaching, rules
from gongkai.organisations.models import Body, Holding, Person, Rule
from gongkai.organisations.posts import appoint


def set_up_particulars(bodies: Mapping[str, Body], *, by: Person | None) -> None:
    """How bodies are reached, who leads, by which rules; only where there is nothing of it yet."""
    for make, key in ((_contact, "contact"), (_group, "group"), (_rule, "rule"), (_adviser, "adviser")):
        for entry in listed("particulars.toml", key):
            make(bodies[entry.pop("body")], entry, by)


def _contact(body: Body, entry: dict[str, Any], by: Person | None) -> None:
    since = entry.pop("since")
    if not body.contacts.exists():
        reaching.set_contact(body, reaching.ContactBlock(**entry), by=by, on=since)


def _group(body: Body, entry: dict[str, Any], by: Person | None) -> None:
    if body.leading_groups.exists():
        return
    since = entry["since"]
    group = groups.set_up_group(body, name=entry["name"], basis=entry["basis"], by=by, on=since)
    for member in entry["members"]:
        groups.seat(group, **member, by=by, on=since)


def _rule(body: Body, entry: dict[str, Any], by: Person | None) -> None:
    kind, since = entry.pop("kind"), entry.pop("since")
    if not Rule.objects.filter(body=body, kind=kind).exists():
        rules.adopt(body, kind=kind, wording=rules.Wording(**entry), by=by, on=since)


def _adviser(body: Body, entry: dict[str, Any], by: Person | None) -> None:
    if not body.legal_advisers.exists():
        groups.engage_adviser(body, name=entry["name"], firm=entry["firm"], by=by, on=entry["since"])


def set_up_people(
    bodies: Mapping[str, Body], *, password: str, by: Person | None, on: date
) -> dict[str, Person]:
    """Somebody for every post, all with the same password, by account. They may sign in to the demonstration only."""
    demonstration.begin(on=on)
    people: dict[str, Person] = {}
    since = tomllib.loads((DEMO / "people.toml").read_text(encoding="utf-8"))["since"]
    for entry in listed("people.toml", "person"):
        account, body = entry["account"], bodies[entry["body"]]
        person = organisations.enrol(
            account=account, name=entry["name"], password=password, by=by, on=on, body=body
        )
        people[account] = demonstration.mark(person)
        for post, main in _posts(entry, people):
            if not person.holdings.filter(body=body, post=post).exists():
                appoint(person, body=body, post=post, by=by, on=since, stand_in_for=main)
    return people


def _posts(entry: Mapping[str, Any], people: Mapping[str, Person]) -> Iterator[tuple[str, Person | None]]:
    """The posts of a person, each with whom they step in for, or None."""
    yield from ((post, None) for post in entry["posts"])
    main = people.get(entry.get("stand_in_for", ""))
    if main is not None:
        held = Holding.objects.filter(person=main, until__isnull=True)
        yield from ((holding.post, main) for holding in held)
