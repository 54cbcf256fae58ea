"""工作日历: which years' notices are in; next year's is pasted in, its effect on open cases looked at, and confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from gongkai.applications.calendars import Preview, import_notice, missing_year, preview
from gongkai.applications.queries import cases
from gongkai.law.calendar import Calendar
from gongkai.law.notice_text import NotAnnounced, notice_file
from gongkai.office.carrying_out import carried_out
from gongkai.office.uploads import person_of
from gongkai.organisations.access import may
from gongkai.organisations.calendars import calendar_in_force
from gongkai.organisations.refusal import Refused

IMPORT: Final = "calendar.import"
LONGEST: Final = 20_000
SHOWN: Final = 200


class YearShown(NamedTuple):
    """A year of the calendar: how many working days it has, on what notices it rests, whether it is whole."""

    year: int
    workdays: int
    titles: Sequence[str]
    certain: bool


@may(IMPORT)
def page(request: HttpRequest) -> HttpResponse:
    """The years that are there; a pasted notice is looked at, and taken in once that is confirmed."""
    found = calendar_in_force()
    text = request.POST.get("text", "").replace("\x00", "").replace("\r\n", "\n")[:LONGEST]
    shown: dict[str, object] = {"text": text}
    if request.method == "POST":
        try:
            seen = preview(_file(text))
            if "confirm" in request.POST and _confirmed(request, text):
                return redirect("calendar")
            shown |= {"seen": seen, **_effects(request, seen)}
        except (Refused, NotAnnounced) as refused:
            shown |= {"trouble": str(refused)}
    shown |= {"years": _years(found), "missing": missing_year(timezone.localdate(), found)}
    return render(request, "office/calendar.html", shown)


def _file(text: str) -> bytes:
    """The file of a notice: the official words, or the file itself where somebody wrote one."""
    return (text if text.lstrip().startswith(("title", "#")) else notice_file(text)).encode()


def _confirmed(request: HttpRequest, text: str) -> bool:
    by, at, seal = person_of(request), timezone.now(), request.POST.get("fingerprint", "")
    return carried_out(
        request,
        lambda: import_notice(_file(text), fingerprint=seal, by=by, at=at),
        lambda seen: f"已导入 {seen.notice.year} 年的放假安排，{len(seen.moved)} 件在办申请的期限已经更新。",
    )


def _effects(request: HttpRequest, seen: Preview) -> dict[str, object]:
    """The cases that move; those of bodies that the person may not look at are only counted."""
    visible = set(cases(person_of(request), timezone.localdate()).values_list("pk", flat=True))
    mine = [one for one in seen.moved if one.application.pk in visible]
    return {"moved": mine[:SHOWN], "number": len(seen.moved), "hidden": len(seen.moved) - len(mine[:SHOWN])}


def _years(found: Calendar) -> list[YearShown]:
    today = timezone.localdate()
    return [_year(found, year) for year in range(today.year + 1, today.year - 3, -1)]


def _year(found: Calendar, year: int) -> YearShown:
    last, before = date(year, 12, 31), date(year - 1, 12, 31)
    titles = [
        f"{one.title}{f'（{one.number}）' if one.number else ''}" for one in found.notices if one.year == year
    ]
    return YearShown(year, found.workdays_between(before, last).days, titles, found.covers(year))
