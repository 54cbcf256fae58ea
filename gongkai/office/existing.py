"""存量导入: a list of old items uploaded, every row accounted for, handed in as one, and written when it has passed."""

from __future__ import annotations

from typing import Any, Final, cast

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongkai.approvals.queries import latest
from gongkai.catalogue.existing_batches import (
    Sent,
    batches_within,
    drop,
    hand_in,
    passed,
    standing,
    subject,
    take_in,
)
from gongkai.catalogue.existing_rows import template as empty_form
from gongkai.catalogue.importing import write
from gongkai.catalogue.models import Batch
from gongkai.files.admission import NotAdmitted
from gongkai.office.carrying_out import carried_out
from gongkai.office.listing import Column, Listed, Listing
from gongkai.office.listing_file import listing_file
from gongkai.office.organisation_forms import OfBodies, a_body
from gongkai.office.uploads import person_of
from gongkai.organisations.access import allowed, may, scope
from gongkai.organisations.models import Body
from gongkai.organisations.refusal import Refused
from gongkai.portal.downloads import XLSX, attachment

BATCHES: Final = Listing(
    code="existing",
    caption="存量批次",
    order="-pk",
    columns=(
        Column("name", "清单", lambda one: one.name, link=lambda one: reverse("batch", args=[one.pk])),
        Column("body", "公开机关", lambda one: one.body.name),
        Column("by", "上传人", lambda one: one.by.name),
        Column("at", "上传时间", lambda one: one.at, "at"),
        Column("state", "状态", standing),
    ),
    empty="还没有上传过存量清单。",
)
LINES: Final = Listing(
    code="existing-lines",
    caption="清单各行",
    order="row",
    columns=(
        Column("row", "行号", lambda one: one.row, "row"),
        Column("title", "名称", lambda one: one.title),
        Column(
            "state",
            "结果",
            lambda one: one.fault or "可以导入",
            signs=lambda one: [("error", one.fault) if one.fault else ("clean", "可以导入")],
        ),
    ),
)


class BatchForm(OfBodies):
    body = a_body("公开机关")
    workbook = forms.FileField(label="清单（Excel）", error_messages={"required": "请选择清单文件。"})
    package = forms.FileField(
        label="附件（zip）",
        required=False,
        help_text="清单里写到的附件，全部压缩成一个 zip；文件名要与清单一致。",
    )


@may("existing.import")
def index(request: HttpRequest) -> HttpResponse:
    """Every batch of the bodies within reach, and the form for another."""
    person, on = person_of(request), timezone.localdate()
    listed = Listed(BATCHES, batches_within(person, on), request)
    if listed.wants_file:
        return cast(HttpResponse, listing_file(listed))
    bodies = Body.objects.filter(pk__in=scope(person, "existing.import", on)).order_by("code")
    if request.method != "POST":
        form = BatchForm(initial={"body": bodies.first()}).among(body=bodies)
        return render(request, "office/existing.html", {"list": listed, "form": form})
    form = BatchForm(request.POST, request.FILES).among(body=bodies)
    batch = _taken(request, form) if form.is_valid() else None
    if batch is not None:
        return redirect("batch", batch.pk)
    return render(request, "office/existing.html", {"list": listed, "form": form})


def _taken(request: HttpRequest, form: OfBodies) -> Batch | None:
    given: dict[str, Any] = form.cleaned_data
    workbook, package = given["workbook"], given["package"]
    sent = Sent(workbook, workbook.name, package, package.name if package else "")
    try:
        return take_in(given["body"], sent=sent, by=person_of(request), at=timezone.now())
    except (Refused, NotAdmitted) as refused:
        form.add_error(None, forms.ValidationError(str(refused)))
        return None


@may("existing.import")
def template(request: HttpRequest) -> HttpResponse:
    """The empty form."""
    return attachment(empty_form(), "存量清单模板.xlsx", XLSX)


def batch_or_404(request: HttpRequest, key: int, *, own: bool = False) -> Batch:
    """A batch within reach; ``own``: of a body that the person may import for."""
    person, on = person_of(request), timezone.localdate()
    batch = batches_within(person, on).filter(pk=key).first()
    if batch is None or (own and not allowed(person, "existing.import", batch.body, on)):
        raise Http404
    return batch


@may("items.look")
def page(request: HttpRequest, key: int) -> HttpResponse:
    """One batch: what became of every row, and what may be done next."""
    batch, person, on = batch_or_404(request, key), person_of(request), timezone.localdate()
    listed = Listed(LINES, batch.lines.all(), request)
    if listed.wants_file:
        return cast(HttpResponse, listing_file(listed))
    found = {
        "batch": batch,
        "list": listed,
        "state": standing(batch),
        "good": batch.lines.filter(fault="").count(),
        "bad": batch.lines.exclude(fault="").count(),
        "matter": latest(subject(batch)),
        "passed": batch.manifest_id is None and passed(batch) is not None,
        "imports": allowed(person, "existing.import", batch.body, on),
    }
    return render(request, "office/existing_batch.html", found)


@may("existing.import")
@require_POST
def act(request: HttpRequest, key: int) -> HttpResponse:
    """Hand a batch in, write it, or take it back."""
    batch, by, at = batch_or_404(request, key, own=True), person_of(request), timezone.now()
    if "hand_in" in request.POST:
        carried_out(request, lambda: hand_in(batch, by=by, at=at), "已送审。清单和附件不能再改。")
    elif "write" in request.POST:
        carried_out(
            request,
            lambda: write(batch, by=by, at=at),
            lambda made: f"已导入 {made.count} 条，公众现在可以查到。",
        )
    elif "drop" in request.POST and carried_out(
        request, lambda: drop(batch, by=by, on=timezone.localdate()), "已取消这一批。"
    ):
        return redirect("existing")
    return redirect("batch", batch.pk)
