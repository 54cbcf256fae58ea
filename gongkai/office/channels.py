"""发到哪里: for an item that is up, the files for every outlet that serves it, where it went out with proof and reads, and
what has to be taken off after a withdrawal."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongkai.catalogue.models import Item, Outlet, Release, Removal
from gongkai.catalogue.outlets import outlets_for
from gongkai.catalogue.releasing import cleared
from gongkai.catalogue.sending import Proof, count_reads, make, prove, send, sent
from gongkai.files.admission import NotAdmitted
from gongkai.files.store import give
from gongkai.office.carrying_out import carried_out
from gongkai.office.items import item_for, item_or_404
from gongkai.office.outlet_forms import number_of, proof_of
from gongkai.office.outlets import site_of
from gongkai.office.uploads import person_of
from gongkai.organisations.access import allowed, may
from gongkai.organisations.refusal import Refused
from gongkai.portal.downloads import attachment


@may("items.look")
def page(request: HttpRequest, key: int) -> HttpResponse:
    """Where an item went and where it may go."""
    item, on = item_or_404(request, key), timezone.localdate()
    out = list(sent(item))
    there = {one.outlet_id for one in out if one.edition_id == item.live_id}
    offered = outlets_for(item, on) if item.live_id else []
    found = {
        "item": item,
        "title": item.title,  # type: ignore[attr-defined]
        "outlets": [(one, one.pk in there) for one in offered if one.platform != "gazette"],
        "out": out,
        "removals": Removal.objects.filter(withdrawal__item=item, release__outlet__isnull=False)
        .select_related("release__outlet", "done_by")
        .order_by("done_at", "pk"),
        "publishes": allowed(person_of(request), "items.publish", item.body, on),
    }
    return render(request, "office/channels.html", found)


@may("items.publish")
def made(request: HttpRequest, key: int, outlet: int, form: str) -> HttpResponse:
    """The file for an outlet: always saved, never shown."""
    item = item_for(request, key, "items.publish")
    found = _served(item, outlet)
    if item.live is None:
        raise Http404
    try:
        file = make(item.live, found, form, site_of(request))
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("desk-channels", item.pk)
    return attachment(file.data, file.name, file.mime)


def _served(item: Item, key: int) -> Outlet:
    found = {one.pk: one for one in outlets_for(item, timezone.localdate())}.get(key)
    if found is None:
        raise Http404
    return found


def _with_proof(request: HttpRequest, act: Callable[[Proof], object]) -> Callable[[], object]:
    """An act with the proof that came with the form; a picture that is none is refused in a sentence."""

    def acted() -> object:
        try:
            return act(proof_of(request))
        except NotAdmitted as refused:
            raise Refused(str(refused)) from refused

    return acted


@may("items.publish")
@require_POST
def sent_out(request: HttpRequest, key: int, outlet: int) -> HttpResponse:
    """Write down that what is up went out on an outlet."""
    item = item_for(request, key, "items.publish")
    found, live = _served(item, outlet), item.live
    if live is None:
        raise Http404
    act = _with_proof(
        request,
        lambda proof: send(live, outlet=found, proof=proof, by=person_of(request), at=timezone.now()),
    )
    carried_out(request, act, f"已登记发到“{found.name}”。")
    return redirect("desk-channels", item.pk)


def _release(request: HttpRequest, key: int) -> Release:
    release = get_object_or_404(
        Release.objects.select_related("edition__item__body"), pk=key, outlet__isnull=False
    )
    item_for(request, release.edition.item_id, "items.publish")
    return release


@may("items.publish")
@require_POST
def proved(request: HttpRequest, key: int) -> HttpResponse:
    """Bring the proof for what went out."""
    release = _release(request, key)
    act = _with_proof(
        request, lambda proof: prove(release, proof=proof, by=person_of(request), at=timezone.now())
    )
    carried_out(request, act, "已登记凭证。")
    return redirect("desk-channels", release.edition.item_id)


@may("items.publish")
@require_POST
def read(request: HttpRequest, key: int) -> HttpResponse:
    """Write down how often it was read by today."""
    release, by, on = _release(request, key), person_of(request), timezone.localdate()
    typed = request.POST.get("reads", "")
    carried_out(
        request,
        lambda: count_reads(release, reads=number_of(typed, "阅读量"), by=by, on=on),
        "已登记阅读量。",
    )
    return redirect("desk-channels", release.edition.item_id)


@may("items.publish")
@require_POST
def taken_off(request: HttpRequest, key: int) -> HttpResponse:
    """Say with proof that a channel no longer shows what was withdrawn."""
    task = get_object_or_404(Removal.objects.select_related("withdrawal"), pk=key)
    item = item_for(request, task.withdrawal.item_id, "items.publish")

    def act(proof: Proof) -> object:
        by, at = person_of(request), timezone.now()
        return cleared(task, proof=proof.says, picture=proof.picture, by=by, at=at)

    carried_out(request, _with_proof(request, act), "已登记清除凭证。")
    return redirect("desk-channels", item.pk)


@may("items.look")
def picture(request: HttpRequest, key: int) -> HttpResponse:
    """The picture that proves a release, for saving."""
    release = get_object_or_404(
        Release.objects.select_related("picture", "edition"), pk=key, picture__isnull=False
    )
    item_or_404(request, release.edition.item_id)
    kept = release.picture
    if kept is None:
        raise Http404
    return attachment(give(kept.digest), f"凭证-{release.pk}.{kept.kind}", "application/octet-stream")
