"""What others decided about a case comes into it: a reply or an extension that was signed, and the correction of a wrong
registration that a second person confirms."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongkai.applications import amending, extending, replying
from gongkai.applications.models import Amendment, Application
from gongkai.office.carrying_out import carried_out
from gongkai.office.cases import case_for
from gongkai.office.uploads import person_of
from gongkai.organisations.access import may


@may("applications.handle")
@require_POST
def settle(request: HttpRequest, key: int) -> HttpResponse:
    """Take what was signed into the case now; every hour the platform does so by itself."""
    case, at = case_for(request, key, "applications.handle"), timezone.now()
    carried_out(
        request,
        lambda: _settled(case, at),
        lambda made: f"已记入：{'、'.join(made)}。" if made else "没有新签发的。",
    )
    return redirect("case", case.pk)


def _settled(case: Application, at: datetime) -> list[str]:
    rows = (replying.settle(case, at=at), extending.settle(case, at=at))
    return [row.get_code_display() for row in rows if row is not None]


@may("applications.handle")
@require_POST
def amendment(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """Confirm, as somebody else, that a registration was wrong, or say that it was right."""
    case, person, at = case_for(request, key, "applications.handle"), person_of(request), timezone.now()
    found = get_object_or_404(
        Amendment.objects.select_related("application__body"), pk=number, application=case
    )
    if request.POST.get("verdict") == "confirm":
        carried_out(
            request, lambda: amending.confirm(found, by=person, at=at), "已更正，期限从更正后的日期起算。"
        )
    elif request.POST.get("verdict") == "reject":
        carried_out(request, lambda: amending.reject(found, by=person, at=at), "已说明原登记无误。")
    else:
        messages.error(request, "请选择核对属实或者原登记无误。")
    return redirect("case", case.pk)
