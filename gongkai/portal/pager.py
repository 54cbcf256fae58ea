"""Lists in pages whose addresses are paths, so that they can be published as files; narrowed ones keep their query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from django.core.paginator import Paginator
from django.http import Http404

A_PAGE: Final = 20
FURTHEST: Final = 500
Row = TypeVar("Row")


@dataclass(frozen=True)
class Page(Generic[Row]):
    """One page of a list: its rows, its number and those around it with their addresses, empty where there is none."""

    rows: Sequence[Row]
    total: int
    number: int
    last: int
    before: str
    after: str


def page_of(
    rows: Any, number: int, *, here: str, query: str = "", size: int = A_PAGE, most: int = FURTHEST
) -> Page[Any]:
    """The page of this number of ``rows`` (a sequence or a query set); 404 behind the last, of a narrowed list its last.
    ``here``: the address of the first page; ``query``: what the list is narrowed by; ``most``: pages that it may have."""
    pages = Paginator(rows, size)
    last = min(max(1, pages.num_pages), most)
    if query:
        number = min(number, last)
    if not 1 <= number <= last:
        raise Http404
    shown = pages.page(number)

    def address(wanted: int) -> str:
        if not 1 <= wanted <= last:
            return ""
        if query:
            return f"{here}?{query}" + (f"&page={wanted}" if wanted > 1 else "")
        return f"{here}page/{wanted}/" if wanted > 1 else here

    return Page(list(shown.object_list), pages.count, number, last, address(number - 1), address(number + 1))
