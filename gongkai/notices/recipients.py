"""Who stands on a step of the ladder: the holders of a post, who steps in for them, their leader, the body above."""

from __future__ import annotations

from datetime import date

from gongkai.notices.ladder import ABOVE, STAND_IN
from gongkai.notices.models import Notice
from gongkai.organisations.models import Body, Person, Post
from gongkai.organisations.posts import holders, stand_in_of
from gongkai.organisations.queries import parent_of


def first_told(notice: Notice, on: date) -> list[Person]:
    """Whom a notice is for on a day: the person named, else the holders of its post."""
    if notice.person is not None:
        return [notice.person] if notice.person.is_active else []
    return holders(notice.body, notice.post, on)


def on_step(notice: Notice, to: str, on: date) -> list[Person]:
    """Who is told on a step (``to`` as in ``ladder.toml``)."""
    if to == STAND_IN:
        return _stand_ins(notice, on)
    if to == ABOVE:
        return _above(notice.body, on)
    return holders(notice.body, to, on)


def _stand_ins(notice: Notice, on: date) -> list[Person]:
    found = (stand_in_of(person, notice.post, notice.body, on) for person in first_told(notice, on))
    return [person for person in found if person is not None]


def _above(body: Body, on: date) -> list[Person]:
    """The 主管部门 posts of the nearest body above that has somebody in them."""
    seen, above = {body.pk}, parent_of(body, on)
    while above is not None and above.pk not in seen:
        if found := holders(above, Post.COMPETENT_AUTHORITY, on):
            return found
        seen.add(above.pk)
        above = parent_of(above, on)
    return []
