"""The directory of bodies, as of a day."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query

from gongkai.api.interface import INTERFACE
from gongkai.api.shapes import Bodies, Body, DayAsked
from gongkai.organisations.models import Kind
from gongkai.organisations.queries import Branch, tree_as_of


@INTERFACE.does("bodies.directory", "GET", "/bodies", answers={200: Bodies})
def bodies(request: HttpRequest, asked: Query[DayAsked]) -> Bodies:
    """机关名录。某一天的机关，按隶属关系排列；名称是当日的名称。"""
    on = asked.on or timezone.localdate()
    return Bodies(on=on, items=[_body(branch) for branch in tree_as_of(on)])


def _body(branch: Branch) -> Body:
    kind = Kind(branch.body.kind)
    return Body(
        code=branch.body.code,
        name=branch.name,
        kind=kind.value,
        kind_says=str(kind.label),
        below=[_body(one) for one in branch.below],
    )
