"""What every page needs around it: the site and the reader's display settings."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from gongkai.portal.display import bar, chosen


def surroundings(request: HttpRequest) -> dict[str, Any]:
    """For every template: ``platform`` (who publishes; Django's login page claims the name ``site`` for itself),
    ``display`` (what is chosen) and ``display_bar`` (links to choose)."""
    return {"platform": settings.SITE, "display": chosen(request), "display_bar": bar(request)}
