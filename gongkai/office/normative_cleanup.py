"""清理 in the office: the documents listed, a result for each, everything looked at once more, then done; and what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from gongkai.catalogue.cleaning_up import Batch, Planned, clean_up, plan, standing_for
from gongkai.catalogue.models import CleanUp, NormativeDocument
from gongkai.catalogue.queries import bodies_within
from gongkai.office.carrying_out import carried_out
from gongkai.office.listing import Column, Listed, Listing
from gongkai.office.listing_file import listing_file
from gongkai.office.normative_forms import RESULTS, CleanUpForm
from gongkai.office.uploads import person_of
from gongkai.organisations.access import allowed, may, scope
from gongkai.organisations.models import Body
from gongkai.organisations.refusal import Refused

SIGNS: Final = {"keep": "clean", "amended": "question", "lapsed": "error", "repealed": "error", "": "bare"}
WORDS: Final = {**dict(RESULTS), "": "未列入，继续有效"}
CLEAN_UPS: Final = Listing(
    code="clean-ups",
    caption="规范性文件清理",
    order="-on",
    columns=(
        Column("title", "名称", lambda one: one.title, link=lambda one: reverse("clean-up", args=[one.pk])),
        Column("body", "机关", lambda one: one.body.name),
        Column("upto", "清理截止日期", lambda one: one.upto),
        Column("on", "结果施行日期", lambda one: one.on, order="on"),
        Column("basis", "依据", lambda one: one.basis),
    ),
    empty="还没有登记过清理。",
)


@may("items.look")
def index(request: HttpRequest) -> HttpResponse:
    """The clean-ups of the bodies the person works for."""
    person, today = person_of(request), timezone.localdate()
    rows = CleanUp.objects.filter(body__in=bodies_within(person, today)).select_related("body")
    listed = Listed(CLEAN_UPS, rows, request)
    if listed.wants_file:
        return cast(HttpResponse, listing_file(listed))
    keeps = allowed(person, "normative.keep", None, today)
    return render(request, "office/clean_ups.html", {"list": listed, "keeps": keeps})


@may("items.look")
def page(request: HttpRequest, key: int) -> HttpResponse:
    """What came of a clean-up: 继续有效, 修改, 失效, 废止."""
    bodies = bodies_within(person_of(request), timezone.localdate())
    row = get_object_or_404(CleanUp.objects.select_related("body", "by"), pk=key, body__in=bodies)
    changes = row.changes.select_related("document").order_by("document__made_on")
    lists = [
        (word, SIGNS[code], [one.document for one in changes if one.what == code])
        for code, word in RESULTS
        if code not in ("", "keep")
    ]
    kept = standing_for(row.body, row.upto, row.on)
    found = {"row": row, "lists": [("继续有效", "clean", kept), *lists]}
    return render(request, "office/clean_up.html", found)


@may("normative.keep")
def new(request: HttpRequest) -> HttpResponse:
    """Which documents it is about (by address, so that nothing typed is lost), then a result for each."""
    person, today = person_of(request), timezone.localdate()
    bodies = Body.objects.filter(pk__in=scope(person, "normative.keep", today)).order_by("code")
    asked = "title" in request.GET
    initial = {"body": bodies.first(), "upto": today, "on": today}
    form = CleanUpForm(request.GET if asked else None, initial=None if asked else initial).among(body=bodies)
    rows: Sequence[NormativeDocument] = ()
    if asked and form.is_valid():
        given = form.cleaned_data
        rows = standing_for(given["body"], given["upto"], given["on"])
    found = {"form": form, "rows": rows, "asked": asked and form.is_valid(), "results": RESULTS}
    return render(request, "office/clean_up_new.html", found)


@may("normative.keep")
def confirm(request: HttpRequest) -> HttpResponse:
    """Everything the result would do, and on a second press the doing of exactly that."""
    if request.method != "POST":
        return redirect("clean-up-new")
    person, today = person_of(request), timezone.localdate()
    bodies = Body.objects.filter(pk__in=scope(person, "normative.keep", today))
    form = CleanUpForm(request.POST).among(body=bodies)
    if not form.is_valid():
        raise PermissionDenied("只能办理本人任职机关的规范性文件。")
    body: Body = form.cleaned_data["body"]
    batch = _batch(form.cleaned_data, request.POST)
    seen = request.POST.get("fingerprint", "")
    if seen and carried_out(
        request,
        lambda: clean_up(body, batch=batch, fingerprint=seen, by=person, at=timezone.now()),
        lambda row: f"清理结果已登记，变更 {row.changes.count()} 件。",
    ):
        return redirect("clean-ups")
    try:
        planned = plan(body, batch)
    except Refused as refused:
        return render(request, "office/clean_up_confirm.html", {"form": form, "trouble": str(refused)})
    return render(request, "office/clean_up_confirm.html", {"form": form, **_told(planned, body, batch)})


def _batch(given: Mapping[str, Any], posted: Mapping[str, str]) -> Batch:
    results = {
        int(name.removeprefix("result-")): value
        for name, value in posted.items()
        if name.startswith("result-")
        and name[7:].isascii()
        and name[7:].isdigit()
        and len(name) < 25
        and value
    }
    return Batch(given["title"], given["basis"], given["upto"], given["on"], results, given["others_lapse"])


def _told(planned: Planned, body: Body, batch: Batch) -> dict[str, object]:
    lists = [(WORDS[code], SIGNS[code], planned.having(code)) for code in WORDS]
    return {
        "body": body,
        "batch": batch,
        "lists": [one for one in lists if one[2]],
        "unlisted": {document.pk for document, _, listed in planned.rows if not listed},
        "results": batch.results.items(),
        "fingerprint": planned.fingerprint,
        "number": len(planned.rows),
    }
