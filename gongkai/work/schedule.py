"""The schedule as data: which task runs at which hour of the day, or every so many seconds."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cache
from importlib.resources import files
from typing import Any, Final

from django.utils import timezone

KEYS: Final = {"code", "says", "task", "at", "every"}


class ScheduleError(ValueError):
    """``schedule.toml`` is wrong; the message names the entry and what is expected."""


@dataclass(frozen=True)
class Run:
    """A line of the schedule: ``at`` a time of the day (local), or ``every`` so often."""

    code: str
    says: str
    task: str
    at: time | None = None
    every: timedelta | None = None

    def next_after(self, moment: datetime) -> datetime:
        """The first moment after this one at which it is due."""
        if self.every is not None:
            return moment + self.every
        local = timezone.localtime(moment)
        today = local.replace(hour=self._at.hour, minute=self._at.minute, second=0, microsecond=0)
        return today if today > local else today + timedelta(days=1)

    @property
    def _at(self) -> time:
        return self.at or time(0)

    @property
    def when(self) -> str:
        """When it runs, in words."""
        if self.every is None:
            return f"每天 {self._at:%H:%M}"
        seconds = int(self.every.total_seconds())
        return f"每 {seconds // 60} 分钟" if seconds % 60 == 0 else f"每 {seconds} 秒"


@cache
def schedule() -> Mapping[str, Run]:
    """Every run of ``schedule.toml`` by its code."""
    return read_schedule(files("gongkai.work").joinpath("schedule.toml").read_text(encoding="utf-8"))


def read_schedule(text: str) -> Mapping[str, Run]:
    """TOML → runs by code; ScheduleError where an entry is wrong or a code stands twice."""
    runs = [_run(index, entry) for index, entry in enumerate(tomllib.loads(text).get("run", []), 1)]
    found = {run.code: run for run in runs}
    if len(found) < len(runs):
        raise ScheduleError("schedule.toml：同一代码出现两次。")
    return found


def _run(index: int, entry: Mapping[str, Any]) -> Run:
    place = f"schedule.toml 第 {index} 条 {entry.get('code', '')}".rstrip()
    if set(entry) - KEYS or not all(isinstance(entry.get(key), str) for key in ("code", "says", "task")):
        raise ScheduleError(f"{place}：应有文字 code、says、task，以及 at 或 every，没有别的。")
    if ("at" in entry) == ("every" in entry):
        raise ScheduleError(f"{place}：at（每天几点）和 every（每隔多少秒）应恰有一个。")
    return Run(entry["code"], entry["says"], entry["task"], _at(entry, place), _every(entry, place))


def _at(entry: Mapping[str, Any], place: str) -> time | None:
    if "at" not in entry:
        return None
    try:
        return time.fromisoformat(entry["at"])
    except (TypeError, ValueError):
        raise ScheduleError(f'{place}：at 的值 {entry["at"]!r} 不对，应如 "03:10"。') from None


def _every(entry: Mapping[str, Any], place: str) -> timedelta | None:
    seconds = entry.get("every")
    if seconds is None:
        return None
    if not isinstance(seconds, int) or isinstance(seconds, bool) or seconds < 1:
        raise ScheduleError(f"{place}：every 的值 {seconds!r} 不对，应为正整数（秒）。")
    return timedelta(seconds=seconds)
