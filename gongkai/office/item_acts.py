"""The acts on an item: handed in, begun anew, a suspect let pass, published, taken back, cleared from a channel."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongkai.catalogue.drafting import next_edition
from gongkai.catalogue.looking import let_pass
from gongkai.catalogue.models import Item, Removal, Suspect
from gongkai.catalogue.queries import checks_of, last_edition
from gongkai.catalogue.releasing import cleared, publish, withdraw
from gongkai.catalogue.review import hand_in
from gongkai.office.carrying_out import carried_out
from gongkai.office.items import item_for
from gongkai.office.uploads import person_of
from gongkai.organisations.access import may


def _acted(request: HttpRequest, item: Item, act: Callable[[], object], done: str) -> HttpResponse:
    """Carry out one act and say what came of it, on the page of the item."""
    carried_out(request, act, done)
    return redirect("desk", item.pk)


@may("items.draft")
@require_POST
def present(request: HttpRequest, key: int) -> HttpResponse:
    """Hand the last edition in, after a page that says what that means."""
    item = item_for(request, key, "items.draft")
    edition = last_edition(item)
    if "confirm" not in request.POST:
        return render(request, "office/item_hand_in.html", {"item": item, "edition": edition})
    given = {name: request.POST.get(name, "")[:300] for name in ("note_of_change", "emergency_reason")}
    return _acted(
        request,
        item,
        lambda: hand_in(edition, by=person_of(request), at=timezone.now(), **given),
        "已送审。送审的内容不能再改；退回后可以另起新版修改。",
    )


@may("items.draft")
@require_POST
def anew(request: HttpRequest, key: int) -> HttpResponse:
    """Begin the next edition; what is live stays up."""
    item = item_for(request, key, "items.draft")
    return _acted(
        request,
        item,
        lambda: next_edition(item, by=person_of(request), at=timezone.now()),
        "已另起新版，可以修改；公开中的版本不受影响。",
    )


@may("items.let_pass")
@require_POST
def pass_suspect(request: HttpRequest, key: int) -> HttpResponse:
    """Let one suspect pass, with the reason."""
    suspect = get_object_or_404(Suspect.objects.select_related("screening__edition"), pk=key)
    item = item_for(request, suspect.screening.edition.item_id, "items.let_pass")
    reason = request.POST.get("reason", "")[:300]
    return _acted(
        request,
        item,
        lambda: let_pass(suspect, reason=reason, by=person_of(request), at=timezone.now()),
        "已放行，理由已记入操作记录。",
    )


@may("items.publish")
@require_POST
def release(request: HttpRequest, key: int) -> HttpResponse:
    """Publish the last edition on the portal, after a page that shows once more what goes out."""
    item = item_for(request, key, "items.publish")
    edition = last_edition(item)
    if "confirm" not in request.POST:
        page = {"item": item, "edition": edition, "checks": checks_of(edition, timezone.localdate())}
        return render(request, "office/item_publish.html", page)
    return _acted(
        request,
        item,
        lambda: publish(edition, by=person_of(request), at=timezone.now()),
        "已发布，公众现在可以查到。",
    )


@may("items.withdraw")
@require_POST
def take_back(request: HttpRequest, key: int) -> HttpResponse:
    """Take an item back, with the reason that its address will show, after a page that says so."""
    item = item_for(request, key, "items.withdraw")
    reason = request.POST.get("reason", "").strip()[:300]
    if "confirm" not in request.POST:
        return render(request, "office/item_withdraw.html", {"item": item, "reason": reason})
    return _acted(
        request,
        item,
        lambda: withdraw(item, reason=reason, by=person_of(request), at=timezone.now()),
        "已撤回。其他渠道请逐一清除并登记凭证。",
    )


@may("items.publish")
@require_POST
def clear(request: HttpRequest, key: int) -> HttpResponse:
    """Say with proof that a channel no longer shows an item that was taken back."""
    task = get_object_or_404(Removal.objects.select_related("withdrawal"), pk=key)
    item = item_for(request, task.withdrawal.item_id, "items.publish")
    proof = request.POST.get("proof", "")
    return _acted(
        request,
        item,
        lambda: cleared(task, proof=proof, by=person_of(request), at=timezone.now()),
        "已登记清除凭证。",
    )
