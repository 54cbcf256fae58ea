"""基层政务公开标准目录 in the office: the usual Excel in — every row looked at before anything is done — and out; and which
lines an item fulfils."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongkai.catalogue.models import Obligation
from gongkai.catalogue.obligations import Sorted, fulfil, in_force_lines, line_of, plan, sort, take_in
from gongkai.catalogue.queries import keys_within, last_edition
from gongkai.catalogue.standard_book import workbook
from gongkai.catalogue.standard_rows import NoCatalogue, lines
from gongkai.files.admission import NotAdmitted, admit
from gongkai.files.store import Damaged, give
from gongkai.office.carrying_out import carried_out
from gongkai.office.items import item_for
from gongkai.office.uploads import person_of
from gongkai.organisations.access import may, scope
from gongkai.organisations.refusal import Refused
from gongkai.portal.downloads import XLSX, attachment

LARGEST: Final = 10 * 1048576
HELD: Final = 86400  # seconds within which a workbook that was looked at may be confirmed
SALT: Final = "catalogue.standard"
SHOWN: Final = 300  # rows on the page; the counts speak of all of them


@may("obligations.import")
def upload(request: HttpRequest) -> HttpResponse:
    """The template and the form; a workbook that was sent is shown row by row, and nothing is done yet."""
    sent = request.FILES.get("file")
    trouble = ""
    if request.method == "POST":
        try:
            if not isinstance(sent, UploadedFile):
                raise Refused("还没有选择文件。")
            held = _taken(sent)
            return _preview(request, held, _sorted(request, held["digest"]))
        except Refused as refused:
            trouble = str(refused)
    return render(request, "office/standard_upload.html", {"trouble": trouble, "most": LARGEST // 1048576})


def _taken(sent: UploadedFile[Any]) -> dict[str, str]:
    try:
        kept = admit(sent, sent.name or "", on=timezone.localdate(), only=("xlsx", "xls"), most=LARGEST)
    except NotAdmitted as fault:
        raise Refused(str(fault)) from fault
    return {"digest": kept.digest, "name": kept.name}


def _sorted(request: HttpRequest, digest: str) -> Sorted:
    reach = scope(person_of(request), "obligations.import", timezone.localdate())
    try:
        return sort(lines(give(digest)), reach=reach)
    except (NoCatalogue, Damaged) as fault:
        raise Refused(str(fault)) from fault


def _preview(request: HttpRequest, held: dict[str, str], rows: Sorted) -> HttpResponse:
    planned = plan(rows, timezone.localdate())
    found = {
        "name": held["name"],
        "held": signing.dumps({**held, "by": person_of(request).pk}, salt=SALT),
        "rows": rows,
        "planned": planned,
        "fresh": [(body, domain, number) for (body, domain), number in planned.fresh.items()],
        "good": rows.good[:SHOWN],
        "more": max(len(rows.good) - SHOWN, 0),
    }
    return render(request, "office/standard_preview.html", found)


@may("obligations.import")
@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    """Take in what was looked at; where it would do something else by now, it is shown again."""
    try:
        held = signing.loads(request.POST.get("held", ""), salt=SALT, max_age=HELD)
        if held["by"] != person_of(request).pk:
            raise signing.BadSignature
    except signing.BadSignature:
        messages.error(request, "核对已经过期，请重新上传。")
        return redirect("standard-upload")
    try:
        rows = _sorted(request, held["digest"])
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("standard-upload")
    seen, on = request.POST.get("fingerprint", ""), timezone.localdate()
    done = carried_out(
        request,
        lambda: take_in(rows, fingerprint=seen, by=person_of(request), on=on),
        lambda number: f"已导入“{held['name']}”，公开事项 {number} 条。",
    )
    return redirect("coverage") if done else _preview(request, held, rows)


@may("obligations.import")
def template(request: HttpRequest) -> HttpResponse:
    """The empty form."""
    return attachment(workbook([]), "基层政务公开标准目录（模板）.xlsx", XLSX)


@may("items.look")
def export(request: HttpRequest) -> HttpResponse:
    """The lines in force of the bodies the person works for as the usual Excel, or of one body."""
    person, on = person_of(request), timezone.localdate()
    found = in_force_lines(on).filter(body__in=keys_within(person, on)).select_related("body")
    asked = request.GET.get("body", "")
    if asked.isascii() and asked.isdigit() and len(asked) < 19:
        found = found.filter(body=int(asked))
    ordered = found.order_by("domain", "body__code", "position", "pk")
    return attachment(workbook([line_of(one) for one in ordered]), f"基层政务公开标准目录-{on}.xlsx", XLSX)


@may("items.draft")
def matters(request: HttpRequest, key: int) -> HttpResponse:
    """Choose the lines of its body's catalogue that an item fulfils."""
    item, on = item_for(request, key, "items.draft"), timezone.localdate()
    known = in_force_lines(on).filter(body=item.body_id).select_related("body")
    if request.method == "POST":
        chosen = [one for one in known if str(one.pk) in set(request.POST.getlist("line"))]
        done = carried_out(
            request,
            lambda: fulfil(item, obligations=chosen, by=person_of(request), on=on),
            f"已对应公开事项 {len(chosen)} 条。",
        )
        if done:
            return redirect("desk", item.pk)
    by_domain: dict[str, list[Obligation]] = {}
    for one in known:
        by_domain.setdefault(one.domain, []).append(one)
    linked = set(item.fulfilments.values_list("obligation", flat=True))
    found = {"item": item, "edition": last_edition(item), "domains": by_domain.items(), "linked": linked}
    return render(request, "office/item_matters.html", found)
