"""Following an application by number and code: the way in, where it stands with every day of its term, and the way out."""

from __future__ import annotations

import re
import unicodedata

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from gongkai.applications.models import Application
from gongkai.applications.queries import tracked
from gongkai.organisations.access import may
from gongkai.portal.labour import NotAccepted, accept, challenge
from gongkai.portal.tracking_session import CASE, case_of, close, open_case
from gongkai.portal.tracking_shown import shown
from gongkai.work.limits import TooOften, give_back, use

FORM = "track"
WRONG = "编号或者查询码不对，请照回执核对。编号形如 2026-0001，查询码是四组、每组四个字符，不分大小写。"


class WayIn(forms.Form):
    """Number and code as they stand on the receipt."""

    number = forms.CharField(
        label="登记编号",
        max_length=40,
        error_messages={"required": "请填写登记编号"},
        widget=forms.TextInput(),
    )
    code = forms.CharField(label="查询码", max_length=64, error_messages={"required": "请填写查询码"})

    def __init__(self, *given: object, **named: object) -> None:
        super().__init__(*given, **named)  # type: ignore[arg-type]
        for name in ("number", "code"):
            self.fields[name].widget.attrs |= {
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
            }


@may("applications.track")
@never_cache
@sensitive_post_parameters()
def enter(request: HttpRequest) -> HttpResponse:
    """The way in. A wrong number and a wrong code are answered alike."""
    form = WayIn(request.POST if request.method == "POST" else None)
    says, status, wait = "", 200, None
    if request.method == "POST":
        status = 422
        try:
            found = opened(request, form) if form.is_valid() else None
        except TooOften as refusal:
            says, status, wait = str(refusal), 429, refusal.seconds
        except NotAccepted as refusal:
            says = str(refusal)
        else:
            if found:
                open_case(request, found, at=timezone.now())
                return redirect("tracked")
            says = WRONG if form.is_valid() else ""
    return _way_in(request, form, says, status, wait)


def opened(request: HttpRequest, form: WayIn) -> Application | None:
    """The application that was asked for. NotAccepted and TooOften: the question does not count."""
    at, address = timezone.now(), request.META.get("REMOTE_ADDR", "")
    number, code = _plain(form.cleaned_data["number"]), form.cleaned_data["code"]
    accept(FORM, request.POST.dict(), at=at)
    use("applications.missed", address, at=at)
    found = tracked(number, code)
    if found:
        give_back("applications.missed", address)
    else:
        use(
            "applications.missed_number", number, at=at
        )  # whoever has the right code is never locked out by others
    return found


def _plain(number: str) -> str:
    """A number however it is typed: full width, with any dash, with blanks."""
    return re.sub(r"[\s　]", "", re.sub(r"[‐-―−－]", "-", unicodedata.normalize("NFKC", number)))


def _way_in(request: HttpRequest, form: WayIn, says: str, status: int, wait: int | None) -> HttpResponse:
    at = timezone.now()
    given = request.POST.dict() if says.startswith("为防止") else {}
    page = {"form": form, "says": says, "labour": challenge(FORM, at=at, given=given)}
    answer = render(request, "portal/apply/track.html", page, status=status)
    if wait is not None:
        answer["Retry-After"] = str(wait)
    return answer


@may("applications.track")
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    """Where the open case stands, and what its applicant may do now."""
    at = timezone.now()
    case = case_of(request, at=at)
    if case is None:
        return redirect("track")
    return case_page(request, case)


def case_page(request: HttpRequest, case: Application, says: str = "", typed: str = "") -> HttpResponse:
    """The page of a case; ``says``: what was wrong with what was sent last, and what was ``typed`` then."""
    found = shown(case, timezone.localdate())
    return render(
        request,
        "portal/apply/case.html",
        {"case": case, "shown": found, "says": says, "typed": typed},
        status=422 if says else 200,
    )


@may("applications.track")
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Nothing stays open in this browser, the receipt included."""
    close(request, CASE, "receipt", "applying")
    return redirect("track")
