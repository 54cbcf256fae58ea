"""Saved views of a list: kept under a name, dropped again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from gongkai.office.shell import shell_of, way_back
from gongkai.organisations.access import may
from gongkai.organisations.desk import drop_view, save_view
from gongkai.organisations.models import SavedView
from gongkai.organisations.refusal import Refused


@may("office.open")
@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Keep the question a list was asked, under a name."""
    person, given = shell_of(request).person, request.POST
    if person is None:
        return redirect("office")
    listing, query = (given.get(name, "").replace("\x00", "") for name in ("listing", "query"))
    try:
        view = save_view(person, listing=listing[:64], name=given.get("name", ""), query=query)
        messages.success(request, f"已保存常用查询“{view.name}”。")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(way_back(request, "office"))


@may("office.open")
@require_POST
def drop(request: HttpRequest, key: int) -> HttpResponse:
    """Do without a saved view."""
    view = get_object_or_404(SavedView, pk=key, person=shell_of(request).person)
    drop_view(view)
    messages.success(request, f"已删除常用查询“{view.name}”。")
    return redirect(way_back(request, "office"))
