"""Pages of a list that begin at a key, so that the last one costs no more than the first."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import Field, Model, Q, QuerySet

END: Final = "end"
LARGEST_KEY: Final = 2**63 - 1


@dataclass(frozen=True)
class Place:
    """Where a page begins (``after``) or ends (before it): the value sorted by and the key of the row next to it.
    Without a value: the end of the list."""

    after: bool
    value: Any = None
    key: int = 0


@dataclass(frozen=True)
class Page:
    """Rows, and the tokens of the pages on either side; "" where there is none."""

    rows: list[Any]
    before: str
    after: str


def place_in(given: Mapping[str, str], model: type[Model], order: str) -> Place | None:
    """What the address says of the page; None for the first, and for anything that makes no sense."""
    if given.get("before") == END:
        return Place(after=False)
    for name in ("after", "before"):
        if given.get(name):
            return _read(given[name], model, order, name == "after")
    return None


def position(given: Mapping[str, str]) -> int:
    """How many rows come before this page as far as the address tells; -1 where it is not known."""
    at = given.get("at", "0" if not given.get("after") and not given.get("before") else "-1")
    return int(at) if at.isascii() and at.isdigit() and len(at) < 10 else -1


def page_of(rows: QuerySet[Any], order: str, place: Place | None, most: int) -> Page:
    """``most`` rows from a place on, in an order that the key of a row makes definite."""
    backwards = place is not None and not place.after
    behind = place is not None and bool(place.key)
    found = list(_ahead(rows, _Way(order, backwards), place if behind else None, most + 1))
    more, found = len(found) > most, found[:most]
    if backwards:
        found.reverse()
    earlier, later = (more, behind) if backwards else (behind, more)
    return Page(
        found,
        _token(found[0], order) if found and earlier else "",
        _token(found[-1], order) if found and later else "",
    )


class _Way(NamedTuple):
    """The order of a list, read from its end where ``backwards``."""

    order: str
    backwards: bool

    @property
    def name(self) -> str:
        return self.order.removeprefix("-")

    @property
    def sign(self) -> str:
        return "-" if self.order.startswith("-") != self.backwards else ""

    @property
    def beyond(self) -> str:
        return "lt" if self.sign else "gt"


def _ahead(rows: QuerySet[Any], way: _Way, place: Place | None, most: int) -> Iterator[Any]:
    """Rows beyond a place, run by run: each is one walk over an index, which a single condition on all would not be."""
    ordered, left = rows.order_by(f"{way.sign}{way.name}", f"{way.sign}pk"), most
    for run in _runs(way, place, _field(rows.model, way.name)):
        found = list(ordered.filter(run)[:left]) if left else []
        left -= len(found)
        yield from found


def _runs(way: _Way, place: Place | None, field: Field[Any, Any]) -> Iterator[Q]:
    """The rows with the same value, then the others; empty ones at the end of an ascending list, as the databases would
    not agree where to put them."""
    name, empty = way.name, Q(**{f"{way.name}__isnull": True})
    if place is None:
        yield from (Q(),) if not field.null else (empty, ~empty) if way.sign else (~empty, empty)
        return
    beyond = {f"pk__{way.beyond}": place.key}
    if place.value is None:
        yield empty & Q(**beyond)
        yield from (~empty,) if way.sign else ()
        return
    if not field.unique:
        yield Q(**{name: place.value}, **beyond)
    yield Q(**{f"{name}__{way.beyond}": place.value})
    yield from (empty,) if field.null and not way.sign else ()


def _token(row: Model, order: str) -> str:
    field = _field(type(row), order)
    value = None if field.value_from_object(row) is None else field.value_to_string(row)
    return base64.urlsafe_b64encode(json.dumps([value, row.pk]).encode()).decode()


def _read(token: str, model: type[Model], order: str, after: bool) -> Place | None:
    try:
        value, key = json.loads(base64.urlsafe_b64decode(token.encode()))
        if not isinstance(key, int) or not 0 < key <= LARGEST_KEY:
            return None
        return Place(after, _meant(value, _field(model, order)), key)
    except (ValueError, TypeError, binascii.Error, ValidationError):
        return None


def _meant(value: object, field: Field[Any, Any]) -> Any:
    """A value as the column holds it. ValueError or ValidationError for one that it cannot hold."""
    if value is None and field.null:
        return None
    if not isinstance(value, str):
        raise ValueError(value)
    meant = field.to_python(value.replace("\x00", ""))
    field.run_validators(meant)
    return meant


def _field(model: type[Model], order: str) -> Field[Any, Any]:
    """The field a list is sorted by, one of its own table. ValueError for anything else."""
    name = order.removeprefix("-")
    found = model._meta.pk if name == "pk" else model._meta.get_field(name)
    if not isinstance(found, Field):
        raise ValueError(f"{model.__name__}.{name}: a list is sorted by a column of its own table")
    return found
