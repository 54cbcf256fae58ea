"""规范性文件库: the public normative documents as they stand on a day, narrowed, with those that have ended in a list of
their own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Prefetch, QuerySet

from gongkai.catalogue.models import Item, NormativeDocument, ValidityChange
from gongkai.catalogue.normative import Shown, shown_on
from gongkai.law import normative as law

_SERIES: Final = re.compile(r"^([^\d〔\[［(（【]+)[〔\[［(（【]")


@dataclass(frozen=True)
class Shelved(Shown):
    """A document as the library shows it on a day. ``series``: 文号代字, such as 澄府规."""

    @property
    def label(self) -> str:
        return law.LABELS[self.standing.validity]

    @property
    def ended(self) -> bool:
        return self.standing.validity in law.ENDED

    @property
    def series(self) -> str:
        return series_of(self.document.document_number)


@dataclass(frozen=True)
class Choice:
    """What a library is narrowed to; empty is any. ``theme``: first level; ``issuer``: code of a body; ``year``: made in."""

    theme: str = ""
    year: int | None = None
    issuer: str = ""
    validity: str = ""
    series: str = ""

    def fits(self, one: Shelved) -> bool:
        live = one.document.item.live
        return (
            (not self.theme or (live is not None and live.theme[:2] == self.theme[:2]))
            and self.year in (None, one.document.made_on.year)
            and self.issuer in ("", one.document.body.code)
            and self.validity in ("", one.standing.validity.value)
            and self.series in ("", one.series)
        )


def series_of(number: str) -> str:
    """The letters of a 文号 before its year: 澄府规 of 澄府规〔2026〕1号; empty where it has none."""
    found = _SERIES.match(number.strip())
    return found.group(1).strip() if found else ""


def public_documents() -> QuerySet[NormativeDocument]:
    """Normative documents whose item is public, newest first, with what their rows need: three queries."""
    changes = Prefetch("changes", ValidityChange.objects.order_by("on", "pk"))
    found = NormativeDocument.objects.filter(item__live__isnull=False)
    ordered = found.select_related("body", "item__live").prefetch_related(changes)
    return ordered.defer("item__live__text").order_by("-made_on", "-pk")


def shelved(on: date) -> list[Shelved]:
    """Every public document that was made by a day, as it stood on that day."""
    made = public_documents().filter(made_on__lte=on)
    return [Shelved(one.document, one.standing, one.expires) for one in (shown_on(row, on) for row in made)]


def parted(documents: Iterable[Shelved]) -> tuple[list[Shelved], list[Shelved]]:
    """Those that hold or will hold, and those that have ended."""
    standing: list[Shelved] = []
    over: list[Shelved] = []
    for one in documents:
        (over if one.ended else standing).append(one)
    return standing, over


def explained(documents: Sequence[Shelved]) -> frozenset[int]:
    """Keys of the items of these documents that a public item explains."""
    keys = [one.document.item_id for one in documents]
    found = Item.objects.filter(pk__in=keys, interpretations__item__live__isnull=False)
    return frozenset(found.values_list("pk", flat=True))
