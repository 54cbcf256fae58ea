"""The names of the public pages that are always there: columns of the site, and pages of every body."""

from __future__ import annotations

from typing import Final

COLUMNS: Final = (
    "home",
    "items",
    "public-bodies",
    "library",
    "library-ended",
    "standard",
    "reports",
    "site-map",
)
BODY_PAGES: Final = (
    "public-body",
    "guide",
    "body-rules",
    "body-content",
    "body-reports",
    "series",
)
