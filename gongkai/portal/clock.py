"""我的申请哪天到期: by which day an application has to be answered, every day on the way shown; the address can be passed on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from gongkai.applications.clock import calendar as in_use
from gongkai.law.calendar import Calendar, Due
from gongkai.law.dates import with_weekday
from gongkai.law.deadlines import Consultation, History, Pause, alarm_of, due_of, pauses
from gongkai.law.explained import explanation, missing_notices
from gongkai.law.strip import strip
from gongkai.law.terms import PARTIES, rules_for
from gongkai.organisations.access import may
from gongkai.portal.day_strip import DayStrip, Marks, day_strip

WRITTEN: Final = ("%Y-%m-%d", "%Y年%m月%d日", "%Y%m%d", "%Y.%m.%d", "%Y/%m/%d")
CONSULTATIONS: Final = 3
LONGEST: Final = timedelta(days=3 * 366)  # between the receipt and any other day


class DayField(forms.DateField):
    """A day, chosen or typed in any of the usual ways of writing."""

    def __init__(self, label: str, *, required: bool = False) -> None:
        widget = forms.DateInput(
            format="%Y-%m-%d", attrs={"type": "date", "min": "2008-05-01", "max": "2098-12-31"}
        )
        wrong = {"invalid": f"{label}应写成 2024-09-25", "required": f"请填写{label}"}
        super().__init__(
            label=label, required=required, input_formats=WRITTEN, widget=widget, error_messages=wrong
        )


class ClockForm(forms.Form):
    """What bears on the term of an application."""

    received = DayField("收到申请的日期", required=True)
    corrected = DayField("收到补正的日期")
    paid = DayField("缴费的日期")
    extended = forms.IntegerField(
        label="延长的工作日数",
        required=False,
        min_value=0,
        max_value=100,
        error_messages={"invalid": "延长的工作日数应为整数"},
    )

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__(data, use_required_attribute=True)
        for at in range(1, CONSULTATIONS + 1):
            self.fields[f"party{at}"] = forms.ChoiceField(
                label="征求谁的意见", choices=[*PARTIES.items()], required=False
            )
            self.fields[f"sent{at}"] = DayField("征求意见书发出的日期")
            self.fields[f"delivered{at}"] = DayField("对方收到征求意见书的日期")
            self.fields[f"answered{at}"] = DayField("收到意见的日期")

    def clean(self) -> dict[str, Any]:
        found = self.cleaned_data
        received = found.get("received")
        days = [one for one in found.values() if isinstance(one, date)]
        if received and any(abs(one - received) > LONGEST for one in days):
            raise forms.ValidationError("填写的日期相差超过三年，请核对。")
        for at in range(1, CONSULTATIONS + 1):
            if not found.get(f"sent{at}") and (found.get(f"answered{at}") or found.get(f"delivered{at}")):
                self.add_error(f"sent{at}", "请填写征求意见书发出的日期")
        return found

    def history(self) -> History:
        """What was filled in, as the law counts it."""
        found = self.cleaned_data
        asked = tuple(_consultations(found))
        return History(found["received"], found["corrected"], asked, found["extended"] or 0, found["paid"])

    def rounds(self) -> Iterator[tuple[int, list[forms.BoundField], bool]]:
        """The fields of each consultation, with its number and whether anything is filled in."""
        for at in range(1, CONSULTATIONS + 1):
            fields = [self[f"{name}{at}"] for name in ("party", "sent", "delivered", "answered")]
            yield at, fields, any(field.value() for field in fields[1:])


@dataclass(frozen=True)
class Answer:
    """By which day, and how that comes about. ``why_provisional``: "" where the date is certain. ``today``: what today is
    within the term."""

    due: Due
    last: str
    sentences: list[str]
    strip: DayStrip
    why_provisional: str
    today: str


@may("clock.read")
def page(request: HttpRequest) -> HttpResponse:
    """The form, and the answer where something was asked."""
    given = {name: text.replace("\x00", "") for name, text in request.GET.dict().items() if text.strip()}
    asked = any(name in given for name in ClockForm(given).fields)
    form = ClockForm(given if asked else {"received": timezone.localdate().isoformat()})
    answer = None
    if asked and form.is_valid():
        try:
            answer = answered(form.history(), timezone.localdate(), in_use())
        except ValueError as error:
            form.add_error(None, f"{error}。")
    found = {"form": form, "asked": asked, "answer": answer, "address": request.build_absolute_uri()}
    return render(request, "portal/apply/clock.html", found)


def answered(history: History, today: date, calendar: Calendar) -> Answer:
    """The answer for a history; ValueError in words for one that cannot have happened."""
    rules = rules_for(history.received)
    due, alarm = due_of(history, rules, calendar), alarm_of(history, rules, calendar)
    stops = pauses(history.consultations, rules, calendar)
    days = tuple(strip(history.start, due.day, stops, calendar))
    said = [line for line in explanation(history, rules, calendar) if not line.startswith("  ")]
    earlier = alarm.day if alarm.day != due.day else None
    return Answer(
        due,
        with_weekday(due.day),
        [line for line in said if not line.startswith("逐日计算")],
        day_strip(days, Marks(history.start, due.day, earlier, today)),
        _unsure(history, due, stops, calendar) if due.provisional else "",
        _today(history.start, due.day, today, calendar),
    )


def _unsure(history: History, due: Due, stops: Iterable[Pause], calendar: Calendar) -> str:
    missing = missing_notices(calendar, calendar.days(history.start, due.day))
    waiting = "" if all(one.known for one in stops) else "征求意见何时结束还不能确定"
    return "；".join(one for one in (waiting, missing) if one) + "。"


def _today(start: date, due: date, today: date, calendar: Calendar) -> str:
    if not start <= today:
        return ""
    if today > due:
        late = calendar.workdays_between(due, today).days
        return f"今天是{with_weekday(today)}，期限已经届满" + (f"，过了 {late} 个工作日。" if late else "。")
    return f"今天是{with_weekday(today)}，离期限届满还有 {(due - today).days} 天。"


def _consultations(found: Mapping[str, Any]) -> Iterator[Consultation]:
    for at in range(1, CONSULTATIONS + 1):
        if found[f"sent{at}"]:
            party = found[f"party{at}"] or "third"
            yield Consultation(found[f"sent{at}"], found[f"answered{at}"], found[f"delivered{at}"], party)
