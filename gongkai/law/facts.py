"""Facts: what ledgers hand over to be counted, one a record or one a group of like records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Fact:
    """What is to be counted.

    ``kind``: "application", "remedy" or "publication". ``applicant``: column of table three (natural, business, research,
    nonprofit, legal, other); of a remedy the row of table four (review, direct, after); of what was published "all", or the
    row of channels (gazette, website, weibo, wechat, other). ``outcome`` of a remedy: upheld, corrected, other.
    ``received_on``: day of first receipt, which a correction does not move. ``closed_on`` and ``outcome``: None and ""
    while open. ``due_on``: last day of the reply term where the ledger knows it. ``count``: how many like records this
    fact stands for. In a grouped fact any day of the same calendar year will do for ``received_on`` and ``closed_on``.
    """

    kind: str
    applicant: str
    received_on: date
    closed_on: date | None = None
    outcome: str = ""
    due_on: date | None = None
    count: int = 1


def received_in(fact: Fact, year: int) -> bool:
    """Newly received in the year."""
    return fact.received_on.year == year


def open_at_start(fact: Fact, year: int) -> bool:
    """Received before the year and not closed before it: carried in (上年结转)."""
    return fact.received_on.year < year and (fact.closed_on is None or fact.closed_on.year >= year)


def closed_in(fact: Fact, year: int) -> bool:
    """Closed in the year."""
    return fact.closed_on is not None and fact.closed_on.year == year


def open_at_end(fact: Fact, year: int) -> bool:
    """Received by the end of the year and not closed by then: carried out (结转下年度)."""
    return fact.received_on.year <= year and (fact.closed_on is None or fact.closed_on.year > year)
