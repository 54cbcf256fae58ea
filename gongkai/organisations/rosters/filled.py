"""The bodies, people and posts there are, as rows of the workbook: what is sent back unchanged changes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from gongkai.organisations.models import Holding
from gongkai.organisations.rosters.known import known_on

Rows = Sequence[Sequence[str]]


def filled_rows(on: date) -> Mapping[str, Rows]:
    """Code of the sheet → its rows as on a day. Bodies abolished and accounts closed are left out."""
    known = known_on(on)
    bodies = [body for body in known.bodies.values() if body.abolished_on is None or body.abolished_on > on]
    codes = {body.code for body in bodies}
    people = [one for one in known.people.values() if one.is_active and one.body and one.body.code in codes]
    own: dict[str, list[Holding]] = defaultdict(list)
    apart: list[Holding] = []
    for account, held in known.held.items():
        person = known.people[account]
        for holding in held if person.is_active else ():
            at_home = holding.body_id == person.body_id and holding.stand_in_for_id is None
            (own[account] if at_home else apart).append(holding)
    return {
        "bodies": [
            [body.code, body.name, str(body.get_kind_display()), known.parents.get(body.code, ""), ""]
            for body in bodies
        ],
        "people": [
            [
                one.account,
                one.name,
                one.body.code if one.body else "",
                "、".join(str(holding.get_post_display()) for holding in own[one.account]),
            ]
            for one in people
        ],
        "posts": [_post(holding) for holding in apart if holding.body.code in codes],
    }


def _post(holding: Holding) -> list[str]:
    main = holding.stand_in_for.person.account if holding.stand_in_for else ""
    return [holding.person.account, holding.body.code, str(holding.get_post_display()), main]
