"""登记: what came by letter, at the counter, by fax, by e-mail or by word of mouth gets its number, its code and its clock."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from gongkai.applications.intake import Registered, missing, register
from gongkai.applications.queries import similar, standing
from gongkai.files.admission import NotAdmitted
from gongkai.law.receipt import NoReceipt, receipt_of
from gongkai.office.case_forms import admitted
from gongkai.office.drafts import DraftHere
from gongkai.office.register_forms import RegisterForm, envelope_of, evidence_of
from gongkai.office.shell import shell_of
from gongkai.office.uploads import person_of
from gongkai.organisations.access import may, scope
from gongkai.organisations.models import Body
from gongkai.organisations.refusal import Refused

REGISTER: Final = "applications.register"


@may(REGISTER)
@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """Register an application; before that, look for what is like it, or print the record of one made by word of mouth."""
    person, today = person_of(request), timezone.localdate()
    bodies = Body.objects.filter(pk__in=scope(person, REGISTER, today)).order_by("code")
    draft = DraftHere(request, REGISTER, title="登记申请")
    initial = {"body": shell_of(request).body, "on": today, **_from_address(request), **draft.initial}
    form = RegisterForm(request.POST or None, request.FILES or None, initial=initial)
    form.among(body=bodies)
    if request.method == "POST" and form.is_valid():
        if "record" in request.POST:
            return render(
                request, "office/applications/record.html", {"given": form.cleaned_data, "form": form}
            )
        if "check" not in request.POST:
            made = _registered(request, form)
            if made is not None:
                draft.handed_in()
                return _receipt(request, made)
    page = {"form": form, "draft": draft, **_hints(request, form)}
    return render(request, "office/applications/register.html", page)


def _from_address(request: HttpRequest) -> dict[str, str]:
    """What the list of the mail room knows already."""
    return {name: request.GET[name] for name in ("number", "on", "channel") if name in request.GET}


def _registered(request: HttpRequest, form: RegisterForm) -> Registered | None:
    try:
        files = admitted(form.cleaned_data["papers"])
        return register(envelope_of(form.cleaned_data, files), by=person_of(request), at=timezone.now())
    except (Refused, NotAdmitted) as refused:
        form.add_error(None, forms.ValidationError(str(refused)))
        return None


def _hints(request: HttpRequest, form: RegisterForm) -> dict[str, Any]:
    """What is like what is asked for, and what the application lacks; neither keeps anybody from registering it."""
    if request.method != "POST" or not form.is_valid():
        return {}
    given = form.cleaned_data
    try:
        day = receipt_of(evidence_of(given)).day
    except NoReceipt:
        day = given["on"]
    lacks = missing(envelope_of(given, ()), day)
    return {"similar": similar(given["wanted"], given["body"]), "lacks": lacks, "looked": True}


def _receipt(request: HttpRequest, made: Registered) -> HttpResponse:
    """The receipt. The code stands on this one page and nowhere else, so it is no redirect."""
    case = made.application
    page = {"case": case, "code": made.code, "standing": standing(case), "today": timezone.localdate()}
    return render(request, "office/applications/receipt.html", page)
