"""Which table of words belongs to the database in use."""

from __future__ import annotations

from django.db import connection

from gongkai.search import postgres, sqlite
from gongkai.search.table import Words


def table() -> Words:
    """The table of words of the connected database."""
    return of(connection.vendor)


def of(vendor: str) -> Words:
    """The table of words for a kind of database, as Django names it."""
    return postgres if vendor == "postgresql" else sqlite
