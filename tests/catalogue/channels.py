"""Outlets made by hand for the tests of channels."""

from __future__ import annotations

from datetime import date

from gongkai.catalogue.models import Outlet
from gongkai.catalogue.outlets import Particulars, open_outlet
from gongkai.organisations.models import Body, Person
from tests.people import TODAY, County

SITE = "https://www.qingxi.example"
OPENED = date(2024, 1, 8)


def an_outlet(
    cast: County, platform: str, name: str = "柳湾发布", body: Body | None = None, **more: object
) -> Outlet:
    keeper: Person = cast.clerk
    particulars = Particulars(platform, name, **more)  # type: ignore[arg-type]
    return open_outlet(
        body or cast.township, particulars=particulars, keeper=keeper, opened_on=OPENED, by=keeper, on=TODAY
    )
