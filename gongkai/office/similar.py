"""What is like an application: items that everybody can read already, and earlier applications to the same body. Hints, and
no more: they keep nobody from applying."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import reduce
from operator import or_
from typing import Final, NamedTuple

from django.db.models import Q
from django.urls import reverse

from gongkai.applications.models import Application
from gongkai.organisations.models import Body
from gongkai.search.queries import find

MOST: Final = 5
PIECES: Final = 6
BETWEEN: Final = re.compile(
    r"[\s，。；、：:,.;（）()《》〔〕“”\"'?？!！]+|的|和|与|及|关于|以及|有关|相关|所有|申请|公开|信息|20\d\d年"
)


class Like(NamedTuple):
    """Something similar: its words, where it is, and of what kind it is."""

    says: str
    address: str
    kind: str


def similar_to(text: str, body: Body, *, besides: int = 0) -> Sequence[Like]:
    """Public items and earlier cases of a body that share words with a text, those that share most first."""
    pieces = pieces_of(text)
    return [*_items(pieces), *_cases(pieces, body, besides)] if pieces else []


def pieces_of(text: str) -> list[str]:
    """The words of a description that may find something, the longest first."""
    found = dict.fromkeys(piece for piece in BETWEEN.split(text) if 3 <= len(piece) <= 20)
    return sorted(found, key=len, reverse=True)[:PIECES]


def _items(pieces: Sequence[str]) -> Iterator[Like]:
    shared: Counter[tuple[str, str]] = Counter()
    for piece in pieces:
        for hit in find(piece, size=MOST).hits:
            shared["".join(part.text for part in hit.title), hit.address] += 1
    for (title, address), _ in shared.most_common(MOST):
        yield Like(title, address, "已公开")


def _cases(pieces: Sequence[str], body: Body, besides: int) -> Iterator[Like]:
    shares = reduce(or_, (Q(title__icontains=piece) for piece in pieces))
    found = Application.objects.filter(shares, body=body).exclude(pk=besides).order_by("-pk")[:MOST]
    for one in found:
        said = f"，{one.get_outcome_display()}" if one.outcome else ""
        yield Like(f"{one.number} {one.title}{said}", reverse("case", args=[one.pk]), "以前的申请")
