"""Pages of a list that begin at a key, so that the last one costs no more than the first."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import Field, Model, QuerySet

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
    """Rows beyond a place: first those with the same value, then the others. Each is one run over an index, which a
    single condition on both would not be."""
    name, ordered = way.name, rows.order_by(f"{way.sign}{way.name}", f"{way.sign}pk")
    if place is None:
        yield from ordered[:most]
        return
    alike: list[Any] = []
    if not _field(rows.model, name).unique:
        alike = list(ordered.filter(**{name: place.value, f"pk__{way.beyond}": place.key})[:most])
        yield from alike
    if len(alike) < most:
        yield from ordered.filter(**{f"{name}__{way.beyond}": place.value})[: most - len(alike)]


def _token(row: Model, order: str) -> str:
    value = _field(type(row), order).value_to_string(row)
    return base64.urlsafe_b64encode(json.dumps([value, row.pk]).encode()).decode()


def _read(token: str, model: type[Model], order: str, after: bool) -> Place | None:
    try:
        value, key = json.loads(base64.urlsafe_b64decode(token.encode()))
        if not isinstance(value, str) or not isinstance(key, int) or not 0 < key <= LARGEST_KEY:
            return None
        field = _field(model, order)
        meant = field.to_python(value.replace("\x00", ""))
        field.run_validators(meant)
    except (ValueError, TypeError, binascii.Error, ValidationError):
        return None
    return Place(after, meant, key)


def _field(model: type[Model], order: str) -> Field[Any, Any]:
    """The field a list is sorted by. Raises ValueError for one that may be empty: pages would lose rows over it."""
    name = order.removeprefix("-")
    found = model._meta.pk if name == "pk" else model._meta.get_field(name)
    if not isinstance(found, Field) or found.null:
        raise ValueError(f"{model.__name__}.{name}: a list is sorted by a column that is never empty")
    return found
