"""政府信息公开申请 without an account: choose the body, fill in, check, and the receipt with number, code and due date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final, NamedTuple

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from gongkai.applications.clock import calendar
from gongkai.applications.intake import register
from gongkai.law.deadlines import History, due_of
from gongkai.organisations.access import may
from gongkai.organisations.models import Body, Kind
from gongkai.organisations.queries import bodies_as_of
from gongkai.organisations.reaching import contact_of
from gongkai.organisations.refusal import Refused
from gongkai.portal import qr
from gongkai.portal.applying_draft import (
    Draft,
    draft_of,
    forget,
    keep,
    keep_receipt,
    receipt_of,
)
from gongkai.portal.applying_files import taken_in
from gongkai.portal.applying_forms import Filled, Trouble, lines_of
from gongkai.portal.applying_hints import hints_for
from gongkai.portal.asked import word_in
from gongkai.portal.home import groups_of
from gongkai.portal.labour import TOKEN, NotAccepted, Spent, accept, challenge
from gongkai.portal.receipts import receipt_for
from gongkai.portal.tracking_session import follow
from gongkai.work.limits import TooOften, use

FORM: Final = "apply"  # what the labour of this form is bound to
ROLES: Final = ("identity", "mandate", "attachment")


class Who(NamedTuple):
    """An applicant or an agent as the page to check shows them: what was typed, a label and a value each."""

    agent: bool
    lines: list[tuple[str, str]]


def receivers() -> QuerySet[Body]:
    """The bodies that take applications today: public enterprises do not (条例 第五十五条)."""
    return bodies_as_of(timezone.localdate()).exclude(kind=Kind.PUBLIC_BODY)


@may("applications.apply")
def choose(request: HttpRequest) -> HttpResponse:
    """Which body to apply to; and, for what is wanted, what is public already and who may hold it."""
    wanted = word_in(request.GET.dict(), "q")
    bodies = list(receivers())
    names = {body.code: body.name for body in bodies}
    hints = hints_for(wanted, bodies)
    page = {
        "wanted": wanted,
        "hits": [(hit, names.get(hit.body, "")) for hit in hints.hits],
        "likely": hints.bodies,
        "groups": groups_of(bodies),
        "begun": draft_of(request).body,
    }
    return render(request, "portal/apply/choose.html", page)


@may("applications.apply")
@never_cache
@sensitive_post_parameters()
def fill(request: HttpRequest, key: int) -> HttpResponse:
    """The form for one body. Whatever button is pressed, what was typed is kept."""
    body = receivers().filter(pk=key).first()
    if body is None:
        raise Http404
    draft = replace(draft_of(request), body=body.pk)
    if request.method == "POST":
        return _sent(request, body, draft, request.POST.get("go", "check"))
    wanted = word_in(request.GET.dict(), "q")
    if wanted and not draft.fields.get("wanted-description"):
        draft = draft.typed({"wanted-description": wanted})
    return _form(request, body, Filled(draft, sent=False))


@may("applications.apply")
@never_cache
@sensitive_post_parameters()
def check(request: HttpRequest) -> HttpResponse:
    """Everything once more before it is sent; sending registers it."""
    draft = draft_of(request)
    body = receivers().filter(pk=draft.body).first()
    if body is None or not draft.fields:
        return redirect("apply-receipt" if receipt_of(request) else "apply")
    filled = Filled(draft, sent=True)
    if filled.troubles():
        return _form(request, body, filled)
    if request.method == "POST":
        return _file(request, body, filled)
    return _check(request, body, filled)


@may("applications.apply")
@never_cache
def receipt(request: HttpRequest) -> HttpResponse:
    """The receipt of what this session filed last; the code is shown here and nowhere else."""
    found = receipt_of(request)
    if found is None:
        return redirect("track")
    return render(request, "portal/apply/receipt.html", {"receipt": found, "address": _tracking(request)})


@may("applications.apply")
def receipt_qr(request: HttpRequest) -> HttpResponse:
    """The address where an application is followed; neither number nor code stand in it."""
    return qr.picture(_tracking(request))


def _tracking(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("track"))


def _sent(request: HttpRequest, body: Body, draft: Draft, go: str) -> HttpResponse:
    at = timezone.now()
    begun, draft = bool(draft.fields), draft.typed(request.POST.dict()).reshaped(go)
    try:
        if not begun:
            use("applications.begun", request.META.get("REMOTE_ADDR", ""), at=at)
            request.session.cycle_key()
    except TooOften as refusal:
        return _form(request, body, Filled(draft, sent=False), [Trouble("id_attachment", str(refusal))], 429)
    files, wrong = taken_in(request, ROLES, draft.files, at=at)
    draft = replace(draft, files=tuple(files))
    keep(request, draft)
    if go == "keep":
        return HttpResponse(status=204)
    filled = Filled(draft, sent=go == "check")
    troubles = [Trouble("id_attachment", one) for one in wrong]
    if troubles or (go == "check" and filled.troubles()):
        return _form(request, body, filled, troubles)
    return redirect("apply-check") if go == "check" else _back(body, go)


def _back(body: Body, go: str) -> HttpResponse:
    """The form again, at the part that was changed."""
    part = "attachments" if go.startswith("drop") else {"agent": "agent", "kept": "kept"}.get(go, "who")
    return HttpResponseRedirect(f"{reverse('apply-form', args=[body.pk])}#{part}")


def _form(
    request: HttpRequest, body: Body, filled: Filled, troubles: Sequence[Trouble] = (), status: int = 422
) -> HttpResponse:
    wrong = [*troubles, *(filled.troubles() if filled.sent else [])]
    page = {
        "body": body,
        "contact": contact_of(body, timezone.localdate()),
        "filled": filled,
        "draft": filled.draft,
        "proofs": filled.draft.with_role("identity"),
        "mandates": filled.draft.with_role("mandate"),
        "others": filled.draft.with_role("attachment"),
        "idle": settings.IDLE_MINUTES,
        "troubles": wrong,
        "labour": challenge(FORM, at=timezone.now(), given=filled.draft.fields),
    }
    return render(request, "portal/apply/form.html", page, status=status if wrong else 200)


def _check(
    request: HttpRequest, body: Body, filled: Filled, says: str = "", status: int = 200
) -> HttpResponse:
    on = timezone.localdate()
    envelope = filled.envelope(body, on)
    given = {**filled.draft.fields, **request.POST.dict()}
    page = {
        "body": body,
        "filled": filled,
        "draft": filled.draft,
        "envelope": envelope,
        "people": [Who(one.agent_of is not None, lines_of(one)) for one in envelope.identities],
        "today": on,
        "due": due_of(History(on), calendar=calendar()),
        "says": says,
        "labour": challenge(FORM, at=timezone.now(), given=given),
    }
    return render(request, "portal/apply/check.html", page, status=status)


def _file(request: HttpRequest, body: Body, filled: Filled) -> HttpResponse:
    """Register what was filled in, once however often it is sent: who saw no receipt sends it again and sees it then."""
    at = timezone.now()
    envelope = filled.envelope(body, timezone.localdate(at))
    try:
        _let_through(request, at)
        registered = register(replace(envelope, secret=request.POST.get(TOKEN, "")), by=None, at=at)
    except TooOften as refusal:
        return _check(request, body, filled, str(refusal), 429)
    except (NotAccepted, Refused) as refusal:
        return _check(request, body, filled, str(refusal), 422)
    keep_receipt(request, receipt_for(registered, at))
    follow(request, registered.application, at=at)
    forget(request)
    return redirect("apply-receipt")


def _let_through(request: HttpRequest, at: datetime) -> None:
    """Hold machines back. A form that came through before comes through again: the ledger knows it by its token."""
    try:
        worked = accept(FORM, request.POST.dict(), at=at)
    except Spent:
        return
    use(f"applications.filed{'' if worked else '_waiting'}", request.META.get("REMOTE_ADDR", ""), at=at)
