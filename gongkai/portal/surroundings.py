"""What every page needs around it: the site and the reader's display settings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from gongkai.portal.display import bar, chosen

# The columns of the site, in the order of its menu, by the names of their addresses; one that is not there is left out.
COLUMNS: Final = {
    "home": "首页",
    "items": "政府信息公开",
    "library": "政策文件库",
    "standard": "标准目录",
    "public-bodies": "各机关",
    "reports": "政府信息公开年报",
    "apply": "政府信息公开申请",
    "search": "检索",
}


class Column(NamedTuple):
    """A column of the menu, and whether the page is its first one."""

    says: str
    address: str
    here: bool


def site() -> Mapping[str, str]:
    """Who publishes: name, domain, identification code, contacts."""
    given: Mapping[str, str] = settings.SITE
    return given


def columns(request: HttpRequest) -> list[Column]:
    """The menu of the site."""
    found = []
    for name, says in COLUMNS.items():
        try:
            address = reverse(name)
        except NoReverseMatch:
            continue
        found.append(Column(says, address, request.path == address))
    return found


def surroundings(request: HttpRequest) -> dict[str, Any]:
    """For every template: ``platform`` (who publishes; Django's login page claims the name ``site`` for itself),
    ``columns`` (the menu), ``display`` (what is chosen) and ``display_bar`` (links to choose)."""
    return {
        "platform": site(),
        "columns": columns(request),
        "display": chosen(request),
        "display_bar": bar(request),
    }
