"""征求意见: a party is asked, and gets a code by which it may answer on the public side."""

from __future__ import annotations

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from gongkai.applications.consulting import Asked, Party, ask
from gongkai.applications.identity import Identity
from gongkai.applications.models import Application
from gongkai.files.admission import NotAdmitted
from gongkai.office.case_forms import PartyForm, admitted
from gongkai.office.case_steps import may_take
from gongkai.office.cases import case_or_404
from gongkai.office.drafts import DraftHere
from gongkai.office.uploads import person_of
from gongkai.organisations.access import may
from gongkai.organisations.refusal import Refused


@may("applications.handle")
@never_cache
def page(request: HttpRequest, key: int) -> HttpResponse:
    """Ask a party for its opinion. Its code stands on the answer and nowhere else, so it is no redirect."""
    case, today = case_or_404(request, key), timezone.localdate()
    if not may_take(case, person_of(request), "consult", today):
        raise PermissionDenied(f"您没有任{case.body.name}的依申请经办岗位，不能征求意见。")
    draft = DraftHere(request, "case.consult", case.pk, title=f"{case.number} 号申请征求意见")
    form = PartyForm(request.POST or None, request.FILES or None, initial={"on": today, **draft.initial})
    if request.method == "POST" and form.is_valid():
        asked = _asked(request, case, form)
        if asked is not None:
            draft.handed_in()
            return render(request, "office/applications/consulted.html", {"case": case, "asked": asked})
    return render(request, "office/applications/consult.html", {"case": case, "form": form, "draft": draft})


def _asked(request: HttpRequest, case: Application, form: PartyForm) -> Asked | None:
    given = form.cleaned_data
    reached = {name: given[name] for name in ("name", "address", "phone", "email")}
    try:
        return ask(
            case,
            Party(given["party"], Identity(**reached), given["about"]),
            by=person_of(request),
            at=timezone.now(),
            on=given["on"],
            papers=admitted(given["papers"]),
        )
    except (Refused, NotAdmitted) as refused:
        form.add_error(None, forms.ValidationError(str(refused)))
        return None
