"""What every page needs around it: the site, the reader's display settings, and where the page is."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def surroundings(request: HttpRequest) -> dict[str, Any]:
    return {"site": settings.SITE}
