"""The yearly notices of the State Council on days off, and local changes to them: read from TOML and validated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from gongkai.law.load import FOLDER, Entry, load_entry, parse_toml

UNKNOWN = date.min
ONE_DAY = timedelta(days=1)
WEEKDAYS = "一二三四五六日"
FIRST_YEAR, LAST_YEAR = 2007, 2099


class Holiday(NamedTuple):
    """One item of a notice: its name, the first and last day off, the days worked in exchange."""

    name: str
    first: date
    last: date
    worked: tuple[date, ...]

    def days_off(self) -> Iterator[date]:
        """Every day off, weekends included."""
        return (self.first + offset * ONE_DAY for offset in range((self.last - self.first).days + 1))


@dataclass(frozen=True)
class Notice:
    """A notice on the days off of ``year``. ``amends``: a change during the year, which alone does not cover the
    year. ``number``, ``issued``: "" and None where not known for certain."""

    year: int
    title: str
    number: str
    issued: date | None
    amends: bool
    holidays: tuple[Holiday, ...]


@dataclass(frozen=True)
class Override:
    """A local change of working days (放假办法 第四条; an emergency): why, and the number of the document."""

    reason: str
    number: str
    holidays: tuple[Holiday, ...]


class Statutory(NamedTuple):
    """From ``from_year`` on, the festivals everybody has off and how many working days they cost in a year."""

    from_year: int
    days: int
    festivals: tuple[str, ...]


@cache
def statutory() -> tuple[Statutory, ...]:
    """The days off that the law itself gives, latest first."""
    entries = load_entry("holidays/statutory.toml").entries("statutory")
    found = [Statutory(one.whole("from_year"), one.whole("days"), one.texts("festivals")) for one in entries]
    return tuple(sorted(found, reverse=True))


@cache
def shipped_notices() -> tuple[Notice, ...]:
    """The notices that come with the platform, in the order in which they were issued."""
    names = sorted(path.name for path in (FOLDER / "holidays").glob("[0-9]*.toml"))
    return in_order(
        read_notice((FOLDER / "holidays" / name).read_bytes(), f"holidays/{name}") for name in names
    )


def in_order(notices: Iterable[Notice]) -> tuple[Notice, ...]:
    """Notices as they take effect: by year, a change after what it changes, changes by day of issue."""
    return tuple(sorted(notices, key=lambda one: (one.year, one.amends, one.issued or UNKNOWN)))


def read_notice(data: bytes, name: str = "通知文件") -> Notice:
    """A notice from the TOML an operator wrote after the official text; ``name`` is what messages call the file.

    LawError names file, item and what is expected: days of another year, a working day that is no weekend, a span
    that is not as long as the notice says (``days``), a festival left out, or a year that does not lose as many
    working days as the law gives (``statutory`` in the file says another number where the law has changed).
    """
    entry = Entry(parse_toml(data, name), name)
    entry.only("title", "number", "issued", "year", "amends", "statutory", "holiday")
    issued = entry.day("issued", UNKNOWN)
    amends = entry.flag("amends", False)
    holidays = _holidays(entry)
    notice = Notice(
        year=entry.whole("year"),
        title=entry.text("title"),
        number=entry.text("number", ""),
        issued=None if issued == UNKNOWN else issued,
        amends=amends,
        holidays=holidays,
    )
    _refuse_other_years(entry, notice)
    if not amends:
        _refuse_worked_weekdays(entry, notice)
        _refuse_incomplete(entry, notice)
    return notice


def read_override(data: bytes, name: str = "本地调整文件") -> Override:
    """A local change from TOML; LawError unless it gives a reason and the number of the document that orders it."""
    entry = Entry(parse_toml(data, name), name).only("reason", "number", "holiday")
    return Override(entry.text("reason"), entry.text("number"), _holidays(entry))


def _holidays(entry: Entry) -> tuple[Holiday, ...]:
    holidays = tuple(_holiday(one) for one in entry.entries("holiday"))
    seen: dict[date, str] = {}
    for holiday in holidays:
        for day in (*holiday.days_off(), *holiday.worked):
            if day in seen:
                raise entry.fault(f"{day} 出现了两次：{seen[day]}、{holiday.name}")
            seen[day] = holiday.name
    return holidays


def _holiday(entry: Entry) -> Holiday:
    entry.only("name", "off", "days", "worked")
    off, worked = entry.dates("off", ()), entry.dates("worked", ())
    if not off and not worked:
        raise entry.fault("off（放假）、worked（上班）都没有")
    if len(off) > 2 or (len(off) == 2 and off[0] > off[1]):
        raise entry.fault("off 应为放假的第一天和最后一天，只放一天的写一个日期")
    first, last = (off[0], off[-1]) if off else (date.max, date.max - ONE_DAY)
    length = (last - first).days + 1
    if entry.whole("days", length) != length:
        raise entry.fault(f"off 从 {first} 到 {last} 是 {length} 天，与 days = {entry.whole('days')} 不符")
    return Holiday(entry.text("name"), first, last, worked)


def _refuse_other_years(entry: Entry, notice: Notice) -> None:
    if not FIRST_YEAR <= notice.year <= LAST_YEAR:
        raise entry.fault(f"year 的值 {notice.year} 不对，日历收 {FIRST_YEAR} 年至 {LAST_YEAR} 年的通知")
    earliest, latest = date(notice.year - 1, 12, 1), date(notice.year, 12, 31)
    for holiday in notice.holidays:
        for day in (*holiday.days_off(), *holiday.worked):
            if not earliest <= day <= latest:
                raise entry.fault(f"{holiday.name}：{day} 不属于 {notice.year} 年（上年12月的日子可以写）")


def _refuse_worked_weekdays(entry: Entry, notice: Notice) -> None:
    for holiday in notice.holidays:
        for day in holiday.worked:
            if day.weekday() < 5:
                raise entry.fault(
                    f"{holiday.name}：{day} 是星期{WEEKDAYS[day.weekday()]}，调休上班的应是周末"
                )


def _refuse_incomplete(entry: Entry, notice: Notice) -> None:
    given = next(one for one in statutory() if one.from_year <= notice.year)
    names = "".join(holiday.name for holiday in notice.holidays)
    missing = [festival for festival in given.festivals if festival not in names]
    if missing:
        raise entry.fault(f"缺少{'、'.join(missing)}；一年的通知要写全，年中调整的通知请写 amends = true")
    expected = entry.whole("statutory", given.days)
    if (lost := _workdays_lost(notice)) != expected:
        raise entry.fault(
            f"放假与调休上班相抵，全年少了 {lost} 个工作日，与法定放假 {expected} 天不符，请核对日期；"
            "法定天数如已修改，请写 statutory = 天数"
        )


def _workdays_lost(notice: Notice) -> int:
    off = sum(day.weekday() < 5 for holiday in notice.holidays for day in holiday.days_off())
    return off - sum(len(holiday.worked) for holiday in notice.holidays)
