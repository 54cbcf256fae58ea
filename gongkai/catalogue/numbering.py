"""Index numbers: by the template of the body, one after the other, each for life, none a second time."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from datetime import date
from itertools import takewhile
from typing import Final

from django.db import transaction

from gongkai.catalogue.models import IndexSeries, Item
from gongkai.organisations.models import Body
from gongkai.organisations.refusal import Refused

TEMPLATE: Final = "{code}/{year}-{serial:05}"
_BLANK: Final = re.compile(r"\{(\w+)(?::(\d{1,2}))?\}")
BLANKS: Final = ("code", "region", "category", "year", "date", "serial")


def check_template(template: str) -> None:
    """Refused where a template leaves numbers that are not unique or names an unknown blank."""
    names = [match.group(1) for match in _BLANK.finditer(template)]
    unknown = sorted(set(names) - set(BLANKS))
    if unknown:
        raise Refused(f"索引号模板里有不认识的项：{'、'.join(unknown)}。可用：{'、'.join(BLANKS)}。")
    if not {"code", "serial"} <= set(names) or not {"year", "date"} & set(names):
        raise Refused("索引号模板应含机关代码 {code}、年度 {year} 或日期 {date}、流水号 {serial:05}。")
    if len(re.sub(_BLANK, "", template)) > 20 or "{" in re.sub(_BLANK, "", template):
        raise Refused("索引号模板写得不对，例：{code}/{year}-{serial:05}。")


@transaction.atomic
def next_serial(body: Body, year: int) -> int:
    """The next serial of a body in a year. The row is locked till the end of the transaction, so that two publishings
    never get the same; one that is rolled back leaves no gap."""
    IndexSeries.objects.get_or_create(body=body, year=year)
    series = IndexSeries.objects.select_for_update().get(body=body, year=year)
    series.last += 1
    series.save(update_fields=["last"])
    return series.last


@transaction.atomic
def number(item: Item, *, on: date, template: str = TEMPLATE, category: str = "", region: str = "") -> str:
    """Give an item its index number, once; it keeps the one it has through renaming, withdrawal and merger."""
    locked = Item.objects.select_for_update().get(pk=item.pk)
    if locked.index_number:
        return locked.index_number
    check_template(template)
    values = _values(item.body, on, category, region)
    locked.index_number = _free(locked, template, values, on.year)
    locked.save(update_fields=["index_number"])
    item.index_number = locked.index_number
    return locked.index_number


def _free(item: Item, template: str, values: dict[str, str], year: int) -> str:
    """The first number that no item has: old items may have brought theirs along."""
    while True:
        made = _filled(template, values | {"serial": str(next_serial(item.body, year))})
        if not Item.objects.filter(index_number=made).exists():
            return made


@transaction.atomic
def numbers(
    body: Body, wanted: Sequence[tuple[date, str]], *, template: str = TEMPLATE, taken: Collection[str] = ()
) -> list[str]:
    """Numbers for many new items of a body that went out in one year, each with its day and category, in one step. None
    that an item has, or that is in ``taken``."""
    check_template(template)
    if not wanted:
        return []
    year = wanted[0][0].year
    IndexSeries.objects.get_or_create(body=body, year=year)
    series = IndexSeries.objects.select_for_update().get(body=body, year=year)
    found: list[str] = []
    while len(found) < len(wanted):
        some = _next(body, wanted[len(found) :], series.last, template)
        there = Item.objects.filter(index_number__in=some).values_list("index_number", flat=True)
        avoided = frozenset(there).union(taken)
        free = list(takewhile(_outside(avoided), some))
        found += free
        series.last += min(len(free) + 1, len(some))  # the one that is taken is passed over
    series.save(update_fields=["last"])
    return found


def _outside(avoided: Collection[str]) -> Callable[[str], bool]:
    return lambda number: number not in avoided


def _next(body: Body, wanted: Sequence[tuple[date, str]], last: int, template: str) -> list[str]:
    return [
        _filled(template, {"serial": str(last + place), **_values(body, on, category, "")})
        for place, (on, category) in enumerate(wanted, 1)
    ]


def _values(body: Body, on: date, category: str, region: str) -> dict[str, str]:
    return {
        "code": body.code,
        "region": region,
        "category": category,
        "year": f"{on:%Y}",
        "date": f"{on:%Y%m%d}",
    }


def _filled(template: str, values: dict[str, str]) -> str:
    def put(match: re.Match[str]) -> str:
        return values[match.group(1)].zfill(int(match.group(2) or 0))

    return _BLANK.sub(put, template)
