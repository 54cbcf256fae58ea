"""The names of the public pages that are always there, and the addresses of those that are named by words."""

from __future__ import annotations

from typing import Final

from django.urls import reverse

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
WITHOUT: Final = "其他"  # a catalogue without the name of a domain


def address_of(body: int, domain: str) -> str:
    """Where the catalogue of a body in a domain stands."""
    return reverse("standard-table", args=[body, in_address(domain)])


def in_address(domain: str) -> str:
    """A domain as one part of an address: without the signs that mean something there."""
    name = domain or WITHOUT
    return name.replace("/", "／").replace("\\", "＼").replace(".", "．")
