"""The clock of a case as a page shows it: the strip of days, every running clock with its lamp, and what may come next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from gongkai.law.calendar import Calendar
from gongkai.law.clocks import Clock
from gongkai.law.options import Option
from gongkai.law.procedure import official_procedure
from gongkai.law.standing import Standing, Stretch
from gongkai.law.strip import StripDay, lines
from gongkai.office.home import ALARM_DAYS, Lamp

NO_LAMP: Final = Lamp("", "")
WEEK: Final = ("一", "二", "三", "四", "五", "六", "日")


class Box(NamedTuple):
    """A day of the strip. ``number``: 第几日, 0 where it is not counted, then ``why`` is short and ``reason`` whole.
    ``kind``: counted, off or stopped, with past, today and last as they apply. ``column``: 1 for Monday."""

    day: date
    number: int
    why: str
    reason: str
    kind: str
    column: int


class StretchShown(NamedTuple):
    """A run of the reply term: its heading, its days, and the same in words for those who do not see the boxes."""

    says: str
    boxes: Sequence[Box]
    words: Sequence[str]


class ClockRow(NamedTuple):
    """A running clock with its lamp. ``provisional``: the notice of a year on the way is not in yet."""

    label: str
    whose: str
    start: date | None
    end: date | None
    provisional: bool
    basis: str
    lamp: Lamp


@dataclass(frozen=True)
class ClockShown:
    """Everything the clock of a case says. ``strips``: the running stretch last; ``earlier``: those that were set aside."""

    standing: Standing
    state: str
    rows: Sequence[ClockRow]
    strip: StretchShown | None
    earlier: Sequence[StretchShown]
    steps: Sequence[Option]
    barred: Sequence[Option]

    @property
    def alarm_earlier(self) -> date | None:
        """The stricter last day, where it differs from the due day."""
        due, alarm = self.standing.due, self.standing.alarm
        return alarm.day if due and alarm and alarm.day != due.day else None


def clock_of(standing: Standing, today: date) -> ClockShown:
    """The clock of a case that stands so, as seen on a day."""
    strips = [_stretch(stretch, days, standing, today) for stretch, days in standing.trace()]
    options = standing.options
    return ClockShown(
        standing,
        official_procedure().states[standing.state].label,
        [_row(one, standing, today) for one in standing.clocks],
        strips[-1] if strips else None,
        strips[:-1],
        [one for one in options if one.permitted],
        [one for one in options if not one.permitted],
    )


def working_lamp(last: date | None, today: date, calendar: Calendar) -> Lamp | None:
    """The lamp of a last day, in working days; none where there is no last day."""
    if last is None:
        return None
    if today > last:
        late = calendar.workdays_between(last, today).days
        return Lamp("red", f"▲ 逾期 {late} 个工作日" if late else "▲ 已经到期")
    left = calendar.workdays_between(today, last).days
    if left <= ALARM_DAYS:
        return Lamp("amber", f"◆ 还剩 {left} 个工作日" if left else "◆ 今天到期")
    return Lamp("green", f"● 还剩 {left} 个工作日")


def _row(clock: Clock, standing: Standing, today: date) -> ClockRow:
    end = clock.end
    last = end.day if end else None
    counts = standing.alarm.day if clock.code == "reply" and standing.alarm else last
    lamp = working_lamp(counts, today, standing.case.calendar) or NO_LAMP
    return ClockRow(
        clock.label, clock.key, clock.start, last, bool(end and end.provisional), clock.basis, lamp
    )


def _stretch(stretch: Stretch, days: Sequence[StripDay], standing: Standing, today: date) -> StretchShown:
    begun = official_procedure().steps[stretch.why].label
    says = f"{stretch.start:%Y-%m-%d} {begun}，次日起计算"
    last = standing.due.day if standing.due and stretch is standing.stretches[-1] else None
    return StretchShown(says, tuple(_boxes(days, last, today)), tuple(lines(days)))


def _boxes(days: Iterable[StripDay], last: date | None, today: date) -> Iterator[Box]:
    for one in days:
        kinds = ["counted" if one.number else "off" if _is_rest(one) else "stopped"]
        kinds += ["past"] if one.day < today else ["today"] if one.day == today else []
        kinds += ["last"] if one.day == last else []
        kinds += [] if one.confirmed else ["open"]
        yield Box(one.day, one.number, _short(one), one.reason, " ".join(kinds), one.day.isoweekday())


def _is_rest(day: StripDay) -> bool:
    return day.reason == "周末" or "放假" in day.reason


def _short(day: StripDay) -> str:
    """The reason in as few signs as a box holds; the whole of it stands in the words below."""
    if not day.reason:
        return ""
    head = day.reason.partition("（")[0]
    for mark, words in (
        ("调休上班", "调休"),
        ("放假", ""),
        ("征求", "征求意见"),
        ("补正", "待补正"),
        ("缴费", "待缴费"),
    ):
        if mark in head:
            return words or head.removesuffix("放假") or "放假"
    return head[:4]
