"""A progress bar on standard error, shown to a person only."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from tqdm import tqdm

T = TypeVar("T")


def shown(results: Iterable[T], total: int) -> Iterable[T]:
    """The same results, counted on standard error as they come."""
    return tqdm(results, total=total, unit="份", desc="读取", leave=False)
