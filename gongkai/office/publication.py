"""The page on which somebody says when a report was published."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from gongkai.office.uploads import paper_to_work_on, person_of
from gongkai.organisations.access import may
from gongkai.organisations.actions import Refused
from gongkai.reports.publication import published


class DayForm(forms.Form):
    """The day, as a browser's own calendar gives it or typed year-month-day."""

    day = forms.DateField(
        label="公布日期",
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "请填写公布日期。", "invalid": "日期应写成 2025-01-20 的样子。"},
    )


@may("reports.date")
def page(request: HttpRequest, key: int) -> HttpResponse:
    """Ask for the day; when it is kept, back to the summary of the year."""
    paper, on = paper_to_work_on(request, key, "reports.date"), timezone.localdate()
    form = DayForm(request.POST or None, initial={"day": paper.published_on})
    if request.method == "POST" and form.is_valid():
        try:
            published(paper, day=form.cleaned_data["day"], by=person_of(request), on=on)
        except Refused as refused:
            form.add_error("day", str(refused))
        else:
            messages.success(request, f"已记下《{paper.title}》的公布日期：{paper.published_on}。")
            return redirect(f"{reverse('summary')}?year={paper.year}" if paper.year else reverse("held"))
    return render(request, "office/published.html", {"paper": paper, "form": form})
