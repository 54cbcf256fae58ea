"""待归属报告: papers that wait for somebody to say whose they are, or of which year."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from gongkai.office.listing import Act, Column, Listed, Listing
from gongkai.office.listing_file import listing_file
from gongkai.office.listing_filters import since, until, words
from gongkai.office.uploads import person_of
from gongkai.organisations.access import may
from gongkai.reports.queries import held_reports

HELD: Final = Listing(
    code="held",
    caption="待归属报告",
    order="pk",
    filters=(
        words("q", "标题或原因", "title", "held"),
        since("since", "入库日期自", "source__received_on"),
        until("until", "至", "source__received_on"),
    ),
    columns=(
        Column("title", "报告", lambda one: one.title, link=lambda one: reverse("report", args=[one.pk])),
        Column("why", "原因", lambda one: one.held),
        Column("on", "入库日期", lambda one: one.source.received_on),
    ),
    acts=lambda one: [Act("确定归属", reverse("place", args=[one.pk]), one.title)],
    empty="没有待归属的报告。",
)


@may("reports.held")
def index(request: HttpRequest) -> HttpResponseBase:
    """Those that whoever asks answers for, oldest first."""
    listed = Listed(HELD, held_reports(person_of(request), timezone.localdate()), request)
    if listed.wants_file:
        return listing_file(listed)
    return render(request, "office/held.html", {"list": listed})
