"""Every running clock of a case is watched: whoever handles it is told at each stage, once, and no more when it stops."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Final

from django.utils.timezone import localdate

from gongkai.applications.clock import calendar
from gongkai.applications.models import Application
from gongkai.applications.replaying import rules_of, steps_of
from gongkai.law.calendar import Calendar
from gongkai.law.clocks import Clock
from gongkai.law.procedure import CLOSED, Step
from gongkai.law.replay import replay
from gongkai.law.standing import Standing
from gongkai.notices import actions as notices
from gongkai.notices.models import Notice
from gongkai.organisations.models import Post

KIND: Final = "applications"
OVER: Final = -1


@dataclass(frozen=True)
class Watch:
    """How a clock is watched: ``left``: told when so many working days are left; ``after``: what is said once it has run
    out, "" for nothing."""

    clock: str
    left: tuple[int, ...]
    says: str
    after: str
    rank: int


@dataclass(frozen=True)
class Alarm:
    """What somebody should be told of a clock today. ``stage``: the working days of the stage that was reached, -1 once it
    has run out."""

    watch: Watch
    clock: Clock
    day: date
    left: int
    stage: int

    @property
    def rank(self) -> int:
        """Legal risk: the nearer the end of a reply term, the higher."""
        return (
            0 if self.watch.clock == "reply" and self.stage == OVER else self.watch.rank + max(self.left, 0)
        )


@cache
def watches() -> Mapping[str, Watch]:
    """How each clock is watched, by its code."""
    data = tomllib.loads(files("gongkai.applications").joinpath("watch.toml").read_text("utf-8"))
    found = (
        Watch(one["clock"], tuple(one["left"]), one.get("says", ""), one.get("after", ""), one["rank"])
        for one in data["watch"]
    )
    return {one.clock: one for one in found}


def address(application: Application) -> str:
    """Where the office opens a case."""
    return f"/office/cases/{application.pk}/"


def alarms(steps: list[Step], today: date, days: Calendar) -> Iterator[Alarm]:
    """The alarms of a case on a day: of the clocks that run, and of those that ran out while somebody waited."""
    found = replay(steps, rules_of(steps), days, on=today)
    for clock in _clocks(found, steps, days):
        watch, day = watches().get(clock.code), _end(clock, found)
        if watch is None or day is None:
            continue
        left = days.workdays_between(today, day).days if today <= day else OVER
        stages = [one for one in watch.left if 0 <= left <= one]
        if left == OVER and watch.after:
            yield Alarm(watch, clock, day, left, OVER)
        elif stages:
            yield Alarm(watch, clock, day, left, min(stages))


def _clocks(found: Standing, steps: list[Step], days: Calendar) -> Iterator[Clock]:
    """Those of the day, and the terms for an opinion that are over without one."""
    running = {(one.code, one.key) for one in found.clocks}
    yield from found.clocks
    for one in replay(steps, rules_of(steps), days).clocks:
        over = one.key and one.end and one.end.day < found.on and (one.code, one.key) not in running
        if over and found.state != CLOSED:
            yield one


def _end(clock: Clock, found: Standing) -> date | None:
    """The last day of a clock; of the reply term by the stricter reading."""
    if clock.code == "reply" and found.alarm:
        return found.alarm.day
    return clock.end.day if clock.end else None


def watch(application: Application, *, at: datetime) -> int:
    """Tell of every alarm of a case that was not told yet, and close the notices of those that are over; how many are
    open now. No words of a notice say who applied."""
    steps, today = steps_of(application), localdate(at)
    ends = {} if application.state == CLOSED else _told(application, steps, today)
    known = {"body": application.body, "post": Post.APPLICATION_CLERK, "done_at__isnull": True}
    open_ = Notice.objects.filter(**known, key__startswith=_prefix(application))
    for key in set(open_.values_list("key", flat=True)) - set(ends):
        notices.done(key, on=at)
    clerk = application.clerk if application.clerk and application.clerk.is_active else None
    for key, alarm in ends.items():
        notices.tell(
            key=key,
            kind=KIND,
            body=application.body,
            post=Post.APPLICATION_CLERK,
            says=says(alarm, application),
            link=address(application),
            on=at,
            due=alarm.day,
            person=clerk,
            rank=alarm.rank,
        )
    return len(ends)


def _told(application: Application, steps: list[Step], today: date) -> dict[str, Alarm]:
    prefix = _prefix(application)
    return {
        f"{prefix}{one.clock.code}:{one.clock.key}:{one.day}:{one.stage}": one
        for one in alarms(steps, today, calendar())
    }


def _prefix(application: Application) -> str:
    return f"applications.clock:{application.pk}:"


def says(alarm: Alarm, application: Application) -> str:
    """An alarm in words."""
    words = alarm.watch.after if alarm.stage == OVER else alarm.watch.says
    values = {"number": application.number, "day": alarm.day, "left": alarm.left, "party": alarm.clock.key}
    return words.format_map(values)
