"""Posts that somebody has to hold and nobody does."""

from __future__ import annotations

from datetime import date
from typing import Final

from django.db.models import Exists, OuterRef
from django.urls import reverse

from gongkai.organisations.access import held, scope
from gongkai.organisations.holdings import in_force
from gongkai.organisations.models import Body, Holding, Person, Post
from gongkai.organisations.queries import bodies_as_of
from gongkai.organisations.todo import ToDo

NEEDED: Final = (Post.INFORMATION_OFFICER, Post.SECRECY_REVIEWER)
RANK: Final = 70
NAMED: Final = 5  # bodies that the line names; of more it gives the number


def vacant(bodies: frozenset[int], on: date) -> dict[Post, list[Body]]:
    """Each post that somebody has to hold → those of these bodies that exist on a day and have nobody in it."""
    filled = Holding.objects.filter(in_force(on), body=OuterRef("pk"), person__is_active=True)
    found = bodies_as_of(on).filter(pk__in=bodies)
    marked = list(found.annotate(**{post.value: Exists(filled.filter(post=post)) for post in NEEDED}))
    return {post: [body for body in marked if not getattr(body, post.value)] for post in NEEDED}


def to_do(person: Person, on: date) -> list[ToDo]:
    """For whoever speaks for the 主管部门: posts without anybody at their bodies."""
    spoken_for = [one.body for one in held(person, on) if one.post == Post.COMPETENT_AUTHORITY]
    if not spoken_for:
        return []
    found = vacant(scope(person, "people.appoint", on), on)
    return [_line(post, empty, spoken_for[0]) for post, empty in found.items() if empty]


def _line(post: Post, bodies: list[Body], whose: Body) -> ToDo:
    names = "、".join(body.name for body in bodies[:NAMED])
    more = f"等 {len(bodies)} 个机关" if len(bodies) > NAMED else ""
    return ToDo(RANK, f"{names}{more}没有{post.label}，请任命", reverse("people"), None, whose)
