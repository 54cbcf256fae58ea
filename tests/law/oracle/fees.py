"""What each single item and page costs (国办函〔2020〕109号 第四、五条), in yuan."""

from __future__ import annotations


def per_item(number: int) -> int:
    """The ``number``-th item of one applicant in one calendar month: ten are free, up to the thirtieth 100, then every
    ten more 100 more."""
    rate, last = 0, 10
    if number > last:
        rate, last = 100, 30
    while number > last:
        rate, last = rate + 100, last + 10
    return rate


def per_page(number: int) -> int:
    """The ``number``-th page of one application."""
    if number <= 30:
        return 0
    if number <= 100:
        return 10
    return 20 if number <= 200 else 40
