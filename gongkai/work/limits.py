"""How often somebody from outside may do something in a while, counted for all processes together in the database."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from gongkai.work.models import Allowance


@dataclass(frozen=True)
class Limit:
    """So many times (``most``) within so long (``during``) from the first time; ``says``: told to whoever does it more."""

    code: str
    says: str
    most: int
    during: timedelta


class TooOften(Exception):
    """Somebody did something too often; the message says so and when it may be tried again. ``seconds``: until then."""

    def __init__(self, limit: Limit, seconds: int) -> None:
        super().__init__(f"{limit.says}，请 {math.ceil(seconds / 60)} 分钟以后再试。")
        self.seconds = seconds


@cache
def limits() -> Mapping[str, Limit]:
    """Every limit of ``limits.toml`` by its code."""
    data: Any = tomllib.loads(files("gongkai.work").joinpath("limits.toml").read_text(encoding="utf-8"))
    read = [
        Limit(one["code"], one["says"], one["most"], timedelta(minutes=one["minutes"]))
        for one in data["limit"]
    ]
    return {one.code: one for one in read}


@transaction.atomic
def use(code: str, whose: str, *, at: datetime) -> None:
    """Count that ``whose`` (an address, a number, a token: kept as a keyed hash only) does something once more; TooOften
    where that is more often than the limit allows. Of two at the same time the second waits for the first."""
    limit, key = limits()[code], _key(code, whose)
    until = at + limit.during
    Allowance.objects.get_or_create(key=key, defaults={"used": 0, "until": until})
    row = Allowance.objects.select_for_update().get(key=key)
    if row.until <= at:
        row.used, row.until = 0, until
    if row.used >= limit.most:
        raise TooOften(limit, math.ceil((row.until - at).total_seconds()))
    Allowance.objects.filter(pk=row.pk).update(used=row.used + 1, until=row.until)


def give_back(code: str, whose: str) -> None:
    """Take back one ``use`` that turned out not to count, such as a number and code that were right."""
    Allowance.objects.filter(key=_key(code, whose), used__gt=0).update(used=F("used") - 1)


def _key(code: str, whose: str) -> str:
    return salted_hmac(f"limits.{code}", whose, algorithm="sha256").hexdigest()
