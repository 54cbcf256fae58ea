"""What an applicant does about an open case: answer, explain, acknowledge, change the address, withdraw, apply again."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from gongkai.applications.contact_changes import Contact, change_contact
from gongkai.applications.identity import masked
from gongkai.applications.intake import apply_again
from gongkai.applications.models import Application
from gongkai.applications.serving import arrived
from gongkai.applications.taking import Taken, take
from gongkai.files.actions import keep_own
from gongkai.organisations.access import may
from gongkai.organisations.refusal import Refused
from gongkai.portal.applying_draft import keep_receipt
from gongkai.portal.applying_files import taken_in
from gongkai.portal.applying_forms import Reach
from gongkai.portal.receipts import receipt_for
from gongkai.portal.tracking import case_page
from gongkai.portal.tracking_session import case_of, open_case
from gongkai.portal.tracking_shown import services_of, shown

APPLICANT: Final = "applicant"
LONGEST: Final = 5000
Act = Callable[[HttpRequest, Application], HttpResponse]


class Saying(forms.Form):
    """Words of an applicant or of a party that is asked."""

    text = forms.CharField(
        label="内容",
        required=False,
        max_length=LONGEST,
        error_messages={"max_length": f"最多 {LONGEST} 个字，更多的请作为材料上传"},
    )


def of_case(view: Act) -> Callable[[HttpRequest], HttpResponse]:
    """The view is about the open case; whoever has none open is led to the way in."""

    @wraps(view)
    def found(request: HttpRequest) -> HttpResponse:
        case = case_of(request, at=timezone.now())
        return view(request, case) if case else redirect("track")

    return found


@may("applications.track")
@never_cache
@sensitive_post_parameters()
@require_POST
@of_case
def correct(request: HttpRequest, case: Application) -> HttpResponse:
    """补正: words, files or both."""
    return _said(request, case, "correct", "补正内容.txt", "补正已经收到，答复期限从今天起重新计算。")


@may("applications.track")
@never_cache
@sensitive_post_parameters()
@require_POST
@of_case
def explain(request: HttpRequest, case: Application) -> HttpResponse:
    """The reasons that were asked for."""
    return _said(request, case, "explain", "说明的理由.txt", "说明的理由已经收到。")


@may("applications.track")
@never_cache
@require_POST
@of_case
def charge_seen(request: HttpRequest, case: Application) -> HttpResponse:
    """The notice of the fee has arrived; its term of payment runs from today."""
    return _done(request, case, "charge_receipt", "已确认收到收费通知，请按通知写明的方式缴费。")


@may("applications.track")
@never_cache
@of_case
def withdraw(request: HttpRequest, case: Application) -> HttpResponse:
    """Asks once more, then withdraws."""
    if request.method == "POST":
        return _done(request, case, "withdraw", "申请已经撤回。")
    if "withdraw" not in shown(case, timezone.localdate()).may:
        return redirect("tracked")
    return render(request, "portal/apply/withdraw.html", {"case": case})


class AddressForm(Reach):
    """How the applicant is reached from now on; what is left empty stays as it is."""

    def clean(self) -> dict[str, str]:
        return dict(self.cleaned_data)


@may("applications.track")
@never_cache
@require_POST
def received(request: HttpRequest, key: int) -> HttpResponse:
    """The applicant confirms that a letter arrived."""
    at = timezone.now()
    case = case_of(request, at=at)
    sent = next((one for one in services_of(case) if one.letter_id == key), None) if case else None
    if case is None or sent is None:
        return redirect("track")
    try:
        arrived(sent, timezone.localdate(at), by=None, at=at)
    except Refused as refusal:
        return case_page(request, case, str(refusal))
    messages.success(request, "已确认收到。")
    return redirect("tracked")


@may("applications.track")
@never_cache
@sensitive_post_parameters()
@of_case
def address(request: HttpRequest, case: Application) -> HttpResponse:
    """Change how the applicant is reached; what is registered is shown masked."""
    form = AddressForm(request.POST if request.method == "POST" else None)
    says = ""
    if request.method == "POST" and form.is_valid():
        try:
            change_contact(case, Contact(**form.cleaned_data), at=timezone.now())
        except Refused as refusal:
            says = str(refusal)
        else:
            messages.success(request, "联系方式已经更改。")
            return redirect("tracked")
    first = case.applicants.filter(is_agent_of__isnull=True).order_by("sequence").first()
    page = {"case": case, "form": form, "says": says, "known": masked(first) if first else None}
    return render(request, "portal/apply/address.html", page, status=422 if says or form.errors else 200)


@may("applications.track")
@never_cache
@require_POST
@of_case
def again(request: HttpRequest, case: Application) -> HttpResponse:
    """The same application to the body that the reply names as the right one: a new case with its own number and clock."""
    right, at = shown(case, timezone.localdate()).right, timezone.now()
    if right is None:
        return redirect("apply")
    try:
        registered = apply_again(case, right, at=at)
    except Refused as refusal:
        return case_page(request, case, str(refusal))
    keep_receipt(request, receipt_for(registered, at))
    open_case(request, registered.application, at=at)
    return redirect("apply-receipt")


def _said(request: HttpRequest, case: Application, code: str, name: str, done: str) -> HttpResponse:
    """Takes a step with what was written and uploaded; nothing typed is lost where it is refused."""
    form, at = Saying(request.POST), timezone.now()
    text = request.POST.get("text", "")[: LONGEST * 2]
    if not form.is_valid():
        return case_page(request, case, str(form.errors["text"][0]), text)
    files, wrong = taken_in(request, ["attachment"], (), at=at)
    papers = [(one.digest, one.name) for one in files]
    if form.cleaned_data["text"]:
        papers.insert(0, (kept_text(form.cleaned_data["text"]), name))
    if wrong or not papers:
        return case_page(request, case, "".join(wrong) or "请写明内容，或者上传材料。", text)
    try:
        take(case, Taken(code, timezone.localdate(at), {}, papers), by=None, post=APPLICANT, at=at)
    except Refused as refusal:
        return case_page(request, case, str(refusal), text)
    messages.success(request, done)
    return redirect("tracked")


def kept_text(text: str) -> str:
    """Words as a paper of their own; its digest."""
    return keep_own(text.encode(), kind="txt", on=timezone.localdate()).digest


def _done(request: HttpRequest, case: Application, code: str, done: str) -> HttpResponse:
    at = timezone.now()
    try:
        take(case, Taken(code, timezone.localdate(at)), by=None, post=APPLICANT, at=at)
    except Refused as refusal:
        return case_page(request, case, str(refusal))
    messages.success(request, done)
    return redirect("tracked")
