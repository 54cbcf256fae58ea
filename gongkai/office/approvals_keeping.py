"""What the one who presented a matter may do with it: take it back, call it urgent, ask other bodies."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongkai.approvals import actions
from gongkai.approvals.countersigning import Asked, ask
from gongkai.approvals.models import Matter
from gongkai.office.approvals import matter_or_404
from gongkai.office.carrying_out import carried_out
from gongkai.office.uploads import person_of
from gongkai.organisations.access import may
from gongkai.organisations.models import Body, Person
from gongkai.organisations.queries import bodies_as_of


def _done(request: HttpRequest, matter: Matter, act: Callable[[], object], says: str) -> HttpResponse:
    carried_out(request, act, says)
    return redirect("approval", matter.pk)


@may("approvals.present")
@require_POST
def recall(request: HttpRequest, key: int) -> HttpResponse:
    """Take a matter back."""
    matter, by, reason = matter_or_404(request, key), person_of(request), request.POST.get("reason", "")

    def act() -> object:
        return actions.recall(matter, by=by, at=timezone.now(), reason=reason)

    return _done(request, matter, act, "已撤回，改好后可以重新送审。")


@may("approvals.present")
@require_POST
def hasten(request: HttpRequest, key: int) -> HttpResponse:
    """Call a matter urgent."""
    matter, by, reason = matter_or_404(request, key), person_of(request), request.POST.get("reason", "")

    def act() -> object:
        return actions.hasten(matter, by=by, at=timezone.now(), reason=reason)

    return _done(request, matter, act, "已按应急办理：签发可以后补，保密审查和隐私审查照常。")


@may("approvals.present")
def ask_bodies(request: HttpRequest, key: int) -> HttpResponse:
    """Ask other bodies to 会签."""
    matter, by = matter_or_404(request, key), person_of(request)
    others = bodies_as_of(timezone.localdate()).exclude(pk=matter.body_id)
    if request.method != "POST":
        return render(request, "office/approval_ask.html", {"matter": matter, "bodies": others})
    wanted = set(request.POST.getlist("body"))
    chosen = [body for body in others if str(body.pk) in wanted]
    return _ask(request, matter, chosen, by)


def _ask(request: HttpRequest, matter: Matter, bodies: list[Body], by: Person) -> HttpResponse:
    try:
        due = date.fromisoformat(request.POST.get("due", ""))
    except ValueError:
        messages.error(request, "请填写会签期限。")
        return redirect("approval-ask", matter.pk)
    if not bodies:
        messages.error(request, "请选择会签机关。")
        return redirect("approval-ask", matter.pk)
    asked = Asked(bodies, due, request.POST.get("silence") == "agree")

    def act() -> object:
        return ask(matter, asked, by=by, at=timezone.now())

    return _done(request, matter, act, f"已征求 {len(bodies)} 个机关的意见。")
