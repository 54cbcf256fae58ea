"""The letters of a case: those that its steps call for are made here, voided, served, and what was served is kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final, cast

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongkai.applications import letters as writing
from gongkai.applications import serving
from gongkai.applications.letters import Wish
from gongkai.applications.models import Application, Letter, Service
from gongkai.applications.serving import Sending
from gongkai.files.store import Damaged, give
from gongkai.law.letters import letters
from gongkai.law.running import MODES
from gongkai.office.carrying_out import carried_out
from gongkai.office.case_forms import admitted, papers_field
from gongkai.office.cases import case_for
from gongkai.office.organisation_forms import OfBodies, day, words
from gongkai.office.organisation_task import Task, task_page
from gongkai.office.uploads import person_of
from gongkai.organisations.access import may, scope
from gongkai.organisations.refusal import Refused
from gongkai.portal.downloads import attachment
from gongkai.writing.letters.pdf import letter_to_pdf

REPLY: Final = "applications.reply"
FILES: Final = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


def _later(label: str, hint: str) -> forms.DateField:
    found = day(label)
    found.required, found.help_text = False, hint
    return found


class ServiceForm(OfBodies):
    """How a letter went out. A reply served closes its case."""

    mode = forms.ChoiceField(label="送达方式", choices=list(MODES.items()), initial="post")
    sent_on = day("发出（交邮）日期")
    received_on = _later("签收日期", "当面送达的填签收之日；邮寄的收到回执以后再登记也可以。")
    mail_number = words("邮件号码", 64, required=False, hint="邮寄必填，限邮政企业，不得到付。")
    scan = papers_field("盖章的文书扫描件（实际送达的）")
    proof = papers_field("送达凭证（送达回证、邮政回执、发送记录）")


class ArrivalForm(OfBodies):
    """The day on which somebody signed for what was sent."""

    on = day("签收日期")
    proof = papers_field("送达凭证")


@may(REPLY)
def index(request: HttpRequest, key: int) -> HttpResponse:
    """The letters of a case: made, and called for by its steps."""
    case = case_for(request, key, REPLY)
    made = case.letters.select_related("consultation").prefetch_related("services").order_by("year", "serial")
    wanted = [
        (letters()[one.code].title, one.consultation, _address(case, one)) for one in writing.wanted(case)
    ]
    page = {"case": case, "letters": made, "wanted": wanted}
    return render(request, "office/applications/letters.html", page)


def _address(case: Application, wish: Wish) -> str:
    party = f"&party={wish.consultation.pk}" if wish.consultation else ""
    return f"{reverse('letter-new', args=[case.pk])}?code={wish.code}{party}"


@may(REPLY)
def new(request: HttpRequest, key: int) -> HttpResponse:
    """Make a letter: only what the platform does not know is asked."""
    case = case_for(request, key, REPLY)
    wish = next((one for one in writing.wanted(case) if _matches(request, one)), None)
    if wish is None:
        raise Http404
    kind = letters()[wish.code]
    return task_page(
        request,
        Task(
            code=f"case.letter.{wish.code}",
            subject=case.pk,
            title=f"{case.number}：《{kind.title}》",
            button="制作文书",
            form=_form(case, wish),
            act=lambda given, form: _issued(request, case, wish, given),
            back=(f"{case.number} 的文书", reverse("letters", args=[case.pk])),
            choices={},
            initial={},
            warning="申请人、日期、依据、救济途径由平台填入；文号自动编排，作废的号不再使用。",
        ),
    )


def _matches(request: HttpRequest, wish: Wish) -> bool:
    party = str(wish.consultation.pk) if wish.consultation else ""
    return (request.GET.get("code"), request.GET.get("party", "")) == (wish.code, party)


def _form(case: Application, wish: Wish) -> type[OfBodies]:
    fields: dict[str, forms.Field] = {
        name: forms.CharField(
            label=label, required=needed, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
        )
        for name, label, needed in writing.asked(case, wish)
    }
    fields["copies_to"] = words("抄送", 200, required=False, hint="有多个的用顿号分开。")
    return cast("type[OfBodies]", type("LetterForm", (OfBodies,), fields))


def _issued(request: HttpRequest, case: Application, wish: Wish, given: Mapping[str, Any]) -> str:
    values = {name: text for name, text in given.items() if name != "copies_to" and text}
    copies = tuple(part.strip() for part in given["copies_to"].split("、") if part.strip())
    full = Wish(wish.code, values, wish.consultation, copies)
    made = writing.issue(case, full, by=person_of(request), at=timezone.now())
    return f"已制作，文号 {made.number}。{made.lacks}"


def letter_or_404(request: HttpRequest, key: int) -> Letter:
    """A letter of a body that this person replies for; of others not even that they are there is told."""
    keys = scope(person_of(request), REPLY, timezone.localdate())
    rows = Letter.objects.filter(pk=key, application__body__in=keys)
    found = rows.select_related("application__body").first()
    if found is None:
        raise Http404
    return found


@may(REPLY)
def file(request: HttpRequest, key: int, kind: str) -> HttpResponse:
    """A letter as Word or PDF."""
    letter = letter_or_404(request, key)
    digest = getattr(letter, kind, "") if kind in FILES else ""
    if not digest:
        raise Http404
    try:
        return attachment(give(digest), f"{letter.number}{letters()[letter.code].title}.{kind}", FILES[kind])
    except Damaged as fault:
        raise Http404(str(fault)) from fault


@may(REPLY)
def proof(request: HttpRequest, key: int) -> HttpResponse:
    """The 送达回证 of a letter, for hands to fill in."""
    letter = letter_or_404(request, key)
    try:
        return attachment(
            letter_to_pdf(serving.proof_form(letter)), f"{letter.number}送达回证.pdf", FILES["pdf"]
        )
    except Refused as fault:
        raise Http404(str(fault)) from fault


@may(REPLY)
@require_POST
def void(request: HttpRequest, key: int) -> HttpResponse:
    """Void a letter that did not go out."""
    letter, by, at = letter_or_404(request, key), person_of(request), timezone.now()
    reason = request.POST.get("reason", "")
    carried_out(
        request, lambda: writing.void(letter, reason=reason, by=by, at=at), f"{letter.number} 已作废。"
    )
    return redirect("letters", letter.application_id)


@may(REPLY)
def serve(request: HttpRequest, key: int) -> HttpResponse:
    """Write down how a letter went out."""
    letter = letter_or_404(request, key)
    return task_page(
        request,
        Task(
            code="case.serve",
            subject=letter.pk,
            title=f"送达：{letter.number}",
            button="登记送达",
            form=ServiceForm,
            act=lambda given, form: _served(request, letter, given),
            back=(f"{letter.application.number} 的文书", reverse("letters", args=[letter.application_id])),
            choices={},
            initial={"sent_on": timezone.localdate()},
            warning="答复送达（当面送达的签收之日、邮寄的交邮之日）即办结。",
        ),
    )


def _served(request: HttpRequest, letter: Letter, given: Mapping[str, Any]) -> str:
    sending = Sending(
        mode=given["mode"],
        sent_on=given["sent_on"],
        received_on=given["received_on"],
        mail_number=given["mail_number"],
        scan=_first(given["scan"]),
        proof=_first(given["proof"]),
    )
    serving.serve(letter, sending, by=person_of(request), at=timezone.now())
    return f"已登记送达：{letter.number}。"


def _first(files: Any) -> str:
    return next((digest for digest, _ in admitted(files)), "")


@may(REPLY)
def arrived(request: HttpRequest, key: int) -> HttpResponse:
    """Write down when somebody signed for what was sent."""
    keys = scope(person_of(request), REPLY, timezone.localdate())
    rows = Service.objects.filter(pk=key, letter__application__body__in=keys)
    service = rows.select_related("letter__application").first()
    if service is None:
        raise Http404
    letter = service.letter
    return task_page(
        request,
        Task(
            code="case.arrived",
            subject=service.pk,
            title=f"签收：{letter.number}",
            button="登记签收",
            form=ArrivalForm,
            act=lambda given, form: _arrived(request, service, given),
            back=(f"{letter.application.number} 的文书", reverse("letters", args=[letter.application_id])),
            choices={},
            initial={},
        ),
    )


def _arrived(request: HttpRequest, service: Service, given: Mapping[str, Any]) -> str:
    on: date = given["on"]
    serving.arrived(service, on, proof=_first(given["proof"]), by=person_of(request), at=timezone.now())
    return f"已登记签收日期 {on}。"
