"""Before it is answered, or even made: what is published already that looks like it, and what was answered before."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final, NamedTuple

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from gongkai.applications.models import Application
from gongkai.law.procedure import CLOSED
from gongkai.organisations.models import Body
from gongkai.search.queries import Filters, Hit, find

# What stands in nearly every application, and parts its words.
PARTED: Final = re.compile(
    r"[\W_]+|申请公开|政府信息|信息公开|有关|相关|关于|请求|要求|提供|复印件|以及|情况|的|和|及|与|或|在|对"
)
PIECES: Final = 6
SHOWN: Final = 5


class Similar(NamedTuple):
    """Published items, and closed cases of the body, the likest first. Hints: whoever handles or applies looks for
    themselves."""

    items: list[Hit]
    cases: list[Application]


def similar(text: str, body: Body, *, but: Application | None = None) -> Similar:
    """What is like a text: items published by anybody, the body's own first, and earlier cases of the body."""
    wanted = pieces(text)
    return Similar(published(wanted, body), list(_closed(wanted, body, but)))


def pieces(text: str) -> list[str]:
    """The longest runs of telling words in a text."""
    found = dict.fromkeys(part for part in PARTED.split(text[:2000]) if part and 2 <= len(part) <= 30)
    return sorted(found, key=len, reverse=True)[:PIECES]


def published(wanted: list[str], body: Body | None = None) -> list[Hit]:
    """Public items that hold most of these words; of this body first among equals."""
    hits: dict[tuple[str, str], Hit] = {}
    score: Counter[tuple[str, str]] = Counter()
    for word in wanted:
        for hit in find(word, filters=Filters(kinds=("catalogue.item",)), size=20).hits:
            hits.setdefault((hit.kind, hit.key), hit)
            score[hit.kind, hit.key] += len(word)
    own = body.code if body else ""
    best = sorted(hits, key=lambda key: (-score[key], hits[key].body != own, -hits[key].day.toordinal()))
    return [hits[key] for key in best[:SHOWN]]


def _closed(wanted: list[str], body: Body, but: Application | None) -> QuerySet[Application]:
    if not wanted:
        return Application.objects.none()
    like, score = Q(pk__in=[]), Value(0)
    for word in wanted:
        here = Q(title__contains=word) | Q(wanted__contains=word)
        like |= here
        weight = Case(When(here, then=Value(len(word))), default=Value(0), output_field=IntegerField())
        score = score + weight  # type: ignore[assignment]
    found = Application.objects.filter(like, body=body, state=CLOSED).annotate(likeness=score)
    return found.exclude(pk=but.pk if but else 0).order_by("-likeness", "-pk")[:SHOWN]
