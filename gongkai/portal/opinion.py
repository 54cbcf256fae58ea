"""A party that is asked for its opinion reads what is asked and answers, by the code of its letter; who applies is not told."""

from __future__ import annotations

from typing import Final

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from gongkai.applications import consulting
from gongkai.applications.models import Consultation, Service
from gongkai.applications.queries import opened_by_party
from gongkai.applications.replaying import law_step, standing
from gongkai.organisations.access import may
from gongkai.organisations.refusal import Refused
from gongkai.portal.applying_files import taken_in
from gongkai.portal.labour import NotAccepted, accept, challenge
from gongkai.portal.tracking_acts import LONGEST, kept_text
from gongkai.portal.tracking_papers import letter_given
from gongkai.portal.tracking_session import open_party, party_of
from gongkai.work.limits import TooOften, give_back, use

FORM: Final = "opinion"
ASKING: Final = ("LET-07", "LET-10")
WRONG: Final = "答复码不对，请照征求意见书核对。"
VIEWS: Final = (("agrees", "同意公开"), ("in_part", "部分同意公开"), ("refuses", "不同意公开"))


class OpinionForm(forms.Form):
    """The view and the reasons; whoever does not agree has to say why (条例 第三十二条)."""

    view = forms.ChoiceField(
        label="意见", choices=VIEWS, widget=forms.RadioSelect, error_messages={"required": "请选择意见"}
    )
    text = forms.CharField(
        label="理由",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="不同意或者部分同意的，请写明哪些内容不宜公开、为什么。",
        error_messages={"max_length": f"最多 {LONGEST} 个字，更多的请作为材料上传"},
    )

    def clean(self) -> dict[str, str]:
        found = self.cleaned_data
        if found.get("view") in ("refuses", "in_part") and not found.get("text"):
            self.add_error("text", "请写明理由")
        return found


@may("applications.give_opinion")
@never_cache
@sensitive_post_parameters()
def enter(request: HttpRequest) -> HttpResponse:
    """The way in; opening what is asked acknowledges its receipt."""
    says, status = "", 200
    if request.method == "POST":
        says, status = WRONG, 422
        try:
            found = _opened(request)
        except TooOften as refusal:
            says, status = str(refusal), 429
        except NotAccepted as refusal:
            says = str(refusal)
        else:
            if found:
                open_party(request, found, at=timezone.now())
                return redirect("opinion-form")
    given = request.POST.dict() if says.startswith("为防止") else {}
    page = {
        "says": says,
        "code": request.POST.get("code", "")[:64],
        "labour": challenge(FORM, at=timezone.now(), given=given),
    }
    return render(request, "portal/apply/opinion_enter.html", page, status=status)


def _opened(request: HttpRequest) -> Consultation | None:
    at, address = timezone.now(), request.META.get("REMOTE_ADDR", "")
    accept(FORM, request.POST.dict(), at=at)
    use("applications.missed", address, at=at)
    found = opened_by_party(request.POST.get("code", "").replace("\x00", ""))
    if found is None:
        return None
    give_back("applications.missed", address)
    if not found.application.steps.filter(code="consult_receipt", facts__key=found.key).exists():
        consulting.received(found, on=timezone.localdate(at), by=None, at=at)
    return found


@may("applications.give_opinion")
@never_cache
@sensitive_post_parameters()
def page(request: HttpRequest) -> HttpResponse:
    """What is asked, and the form for the opinion; once given, what was said."""
    asked = party_of(request, at=timezone.now())
    if asked is None:
        return redirect("opinion")
    given = asked.application.steps.filter(code="opinion", facts__key=asked.key).first()
    if given:
        return render(
            request,
            "portal/apply/opinion_given.html",
            {"asked": asked, "day": given.on, "view": _view(given.facts)},
        )
    form = OpinionForm(request.POST if request.method == "POST" else None)
    says = _answered(request, asked, form) if request.method == "POST" and form.is_valid() else ""
    if request.method == "POST" and not form.errors and not says:
        return redirect("opinion-form")
    return render(
        request,
        "portal/apply/opinion.html",
        _about(asked) | {"form": form, "says": says},
        status=422 if says or form.errors else 200,
    )


@may("applications.give_opinion")
@never_cache
def letter(request: HttpRequest) -> HttpResponse:
    """The letter that asks, as it was sent to this party."""
    asked = party_of(request, at=timezone.now())
    sent = _letter_of(asked) if asked else None
    if sent is None:
        raise Http404
    return letter_given(request, sent)


def _letter_of(asked: Consultation) -> Service | None:
    """How the letter that asks was sent, the last time; None where it was sent without the platform."""
    sent = Service.objects.filter(
        letter__consultation=asked, letter__code__in=ASKING, letter__voided_at__isnull=True
    )
    return sent.select_related("letter").order_by("-pk").first()


def _answered(request: HttpRequest, asked: Consultation, form: OpinionForm) -> str:
    """Gives the opinion; "" or what was wrong."""
    at = timezone.now()
    files, wrong = taken_in(request, ["attachment"], (), at=at)
    if wrong:
        return "".join(wrong)
    papers = [(one.digest, one.name) for one in files]
    if form.cleaned_data["text"]:
        papers.insert(0, (kept_text(form.cleaned_data["text"]), "意见和理由.txt"))
    try:
        consulting.answer(asked, form.cleaned_data["view"], by=None, at=at, papers=papers)
    except Refused as refusal:
        return str(refusal)
    return ""


def _about(asked: Consultation) -> dict[str, object]:
    """What the party may know: the body, what it is asked about in the body's words, and until when."""
    step = next(
        law_step(row)
        for row in asked.application.steps.filter(code="consult")
        if row.facts.get("key") == asked.key
    )
    clocks = standing(asked.application, timezone.localdate()).clocks
    end = next((one.end for one in clocks if one.key == asked.key), None)
    return {
        "asked": asked,
        "body": asked.application.body,
        "about": step.text("about"),
        "sent": step.on,
        "end": end,
        "letter": _letter_of(asked),
    }


def _view(facts: dict[str, str]) -> str:
    return dict(VIEWS).get(facts.get("view", ""), "")
