"""Lists of the office: declared columns and filters over a query, shown page by page, sorted, kept as a view, taken away as
Excel. A page costs the same at a hundred thousand rows as at a thousand: it begins at a key, and counting stops early."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any, Final, NamedTuple
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from gongkai.office.listing_filters import Filter, chosen
from gongkai.office.listing_pages import Page, page_of, place_in, position
from gongkai.organisations.access import viewer
from gongkai.organisations.models import SavedView

Value = str | int | float | Decimal | date | datetime | None
Row = Any  # a row of whichever model the list is of
PER_PAGE: Final = 50
COUNTED: Final = 1000  # counting goes no further: a list that is longer is narrowed down, not read
PRINTED: Final = 1000


class Act(NamedTuple):
    """A link in the last column: what can be done with a row. ``about`` names the row for those who hear the page."""

    says: str
    address: str
    about: str = ""


@dataclass(frozen=True)
class Column:
    """One column. ``show``: row → what it holds; ``order``: the field to sort by, "" where it cannot be sorted;
    ``link``: row → address; ``signs``: row → the tags it is shown as, each a class (error, question, gap, clean, bare) and
    words; what ``show`` says goes into the file."""

    code: str
    label: str
    show: Callable[[Row], Value]
    order: str = ""
    link: Callable[[Row], str] | None = None
    signs: Callable[[Row], Sequence[tuple[str, str]]] | None = None


@dataclass(frozen=True)
class Listing:
    """A list as it is declared. ``code`` is stored with saved views, ``caption`` says what the list holds, ``order`` the
    field it is sorted by at first (with "-" in front: downwards), ``acts`` what can be done with a row."""

    code: str
    caption: str
    columns: tuple[Column, ...]
    order: str
    filters: tuple[Filter, ...] = ()
    acts: Callable[[Row], Sequence[Act]] | None = None
    empty: str = "没有符合条件的记录。"


class Cell(NamedTuple):
    """What the page shows of a row under one column."""

    label: str
    text: str
    kind: str
    address: str
    signs: Sequence[tuple[str, str]]


class Line(NamedTuple):
    """A row of the page; its first cell names it."""

    cells: list[Cell]
    acts: Sequence[Act]


class Head(NamedTuple):
    """The head of a column: where a press leads, and which way it is sorted now ("", ascending, descending)."""

    label: str
    address: str
    sorted: str


@dataclass
class Listed:
    """A list as it was asked for: `Listing` over ``rows`` with what the address says of filters, order and page."""

    listing: Listing
    rows: QuerySet[Any]
    request: HttpRequest
    troubles: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.given = self.request.GET
        self.filters, where = chosen(self.listing.filters, self.given)
        self.troubles = {one.code: one.trouble for one in self.filters if one.trouble}
        self.found = self.rows.filter(where)

    @property
    def wants_file(self) -> bool:
        """Whether 导出 was pressed."""
        return self.given.get("as") == "xlsx"

    @property
    def printing(self) -> bool:
        """Whether the rows are asked for on paper: as many as make sense there, without pages."""
        return self.given.get("as") == "print"

    @cached_property
    def order(self) -> str:
        """The field the list is sorted by, "-" in front for downwards."""
        asked = self.given.get("sort", "")
        fields = {column.code: column.order for column in self.listing.columns if column.order}
        name = fields.get(asked.removeprefix("-"))
        if name is None:
            return self.listing.order
        return f"-{name}" if asked.startswith("-") else name

    @cached_property
    def page(self) -> Page:
        most = PRINTED if self.printing else PER_PAGE
        return page_of(self.found, self.order, place_in(self.given, self.found.model, self.order), most)

    @cached_property
    def total(self) -> int:
        """How many rows are found; `COUNTED` + 1 for more than that. A list of one page is not counted again."""
        if not self.page.before and not self.page.after and position(self.given) == 0:
            return len(self.page.rows)
        return self.found.order_by().values("pk")[: COUNTED + 1].count()

    @property
    def total_in_words(self) -> str:
        return f"共 {self.total} 条" if self.total <= COUNTED else f"共 {COUNTED} 条以上"

    @property
    def span(self) -> str:
        """第 51–100 条, as far as the way here tells."""
        first = position(self.given)
        return f"第 {first + 1}–{first + len(self.page.rows)} 条" if first >= 0 and self.page.rows else ""

    @cached_property
    def lines(self) -> list[Line]:
        acts = self.listing.acts
        return [
            Line([_cell(column, row) for column in self.listing.columns], acts(row) if acts else ())
            for row in self.page.rows
        ]

    @property
    def has_acts(self) -> bool:
        """Whether there is a column of what can be done (a template would call the function itself)."""
        return self.listing.acts is not None

    @property
    def heads(self) -> list[Head]:
        return [self._head(column) for column in self.listing.columns]

    def _head(self, column: Column) -> Head:
        if not column.order:
            return Head(column.label, "", "")
        up, down = self.order == column.order, self.order == f"-{column.order}"
        address = self._address(sort=f"-{column.code}" if up else column.code)
        return Head(column.label, address, "ascending" if up else "descending" if down else "")

    @property
    def steps(self) -> list[tuple[str, str]]:
        """Words and addresses of the links between pages; "" where a link leads nowhere."""
        page, first = self.page, position(self.given)
        earlier = str(first - PER_PAGE) if first >= PER_PAGE else ""
        later = str(first + len(page.rows)) if first >= 0 else "-1"
        return [
            ("首页", self._address() if page.before else ""),
            ("上一页", self._address(before=page.before, at=earlier or "-1") if page.before else ""),
            ("下一页", self._address(after=page.after, at=later) if page.after else ""),
            ("末页", self._address(before="end", at="-1") if page.after else ""),
        ]

    @property
    def query(self) -> str:
        """The part of the address that says what is asked for, without the page: what a saved view keeps."""
        return urlencode(self._asked())

    @property
    def clear(self) -> str:
        return self.request.path

    @property
    def here(self) -> str:
        """This page, to come back to."""
        return self.request.get_full_path()

    @property
    def too_many_to_print(self) -> bool:
        return self.printing and bool(self.page.after)

    @property
    def for_print(self) -> str:
        return self._address(**{"as": "print"})

    @property
    def sort_asked(self) -> str:
        return self.given.get("sort", "") if self.order != self.listing.order else ""

    @cached_property
    def views(self) -> list[SavedView]:
        """The saved views of whoever looks."""
        person = viewer(self.request)
        if person is None:
            return []
        return list(SavedView.objects.filter(person=person, listing=self.listing.code))

    def _asked(self) -> dict[str, str]:
        asked = {one.code: one.typed for one in self.filters if one.typed and not one.trouble}
        return asked | ({"sort": self.sort_asked} if self.sort_asked else {})

    def _address(self, **more: str) -> str:
        asked = {name: value for name, value in {**self._asked(), **more}.items() if value}
        return f"{self.request.path}?{urlencode(asked)}" if asked else self.request.path


def in_words(value: Value) -> str:
    """A value as the page and the file show it; days and moments without a time zone, as officials write them."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        moment = timezone.localtime(value) if timezone.is_aware(value) else value
        return f"{moment:%Y-%m-%d %H:%M}"
    return value.isoformat() if isinstance(value, date) else str(value)


def _cell(column: Column, row: Row) -> Cell:
    value = column.show(row)
    kind = "number" if isinstance(value, int | float | Decimal) else "day" if isinstance(value, date) else ""
    address = column.link(row) if column.link else ""
    return Cell(column.label, in_words(value), kind, address, column.signs(row) if column.signs else ())
