"""One case: where it stands by the clock, what may happen next and why not, who applies (masked), and all that happened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from gongkai.applications.identity import Identity, look_at, masked
from gongkai.applications.models import Applicant, Application, Consultation, Paper, Step
from gongkai.applications.queries import repeats, similar, standing
from gongkai.applications.sealing import Unreadable
from gongkai.approvals.models import Matter
from gongkai.approvals.queries import latest
from gongkai.files.store import Damaged, give
from gongkai.law.applicants import documents
from gongkai.law.options import Option
from gongkai.law.procedure import official_procedure
from gongkai.law.standing import Standing
from gongkai.office.case_clock import clock_of
from gongkai.office.case_steps import REPLIES, offers
from gongkai.office.case_words import facts_in_words, state_of
from gongkai.office.cases import case_for, case_or_404
from gongkai.office.uploads import person_of
from gongkai.organisations.access import allowed, may
from gongkai.organisations.refusal import Refused
from gongkai.portal.downloads import attachment

UNREADABLE: Final = "（打不开：缺少数据密钥）"
FIELDS: Final = (
    ("name", "姓名或者名称"),
    ("document", "证件"),
    ("document_number", "证件号码"),
    ("organisation_code", "统一社会信用代码"),
    ("representative", "法定代表人"),
    ("phone", "联系电话"),
    ("email", "电子邮箱"),
    ("address", "通信地址"),
    ("postcode", "邮政编码"),
)


class ApplicantShown(NamedTuple):
    """One of those who apply, as far as whoever looks may see it."""

    row: Applicant
    says: str
    lines: Sequence[tuple[str, str]]


class StepShown(NamedTuple):
    """A step of the course: what it is called, by whom, what it says, its papers."""

    row: Step
    label: str
    whose: str
    facts: Sequence[tuple[str, str]]
    papers: Sequence[Paper]


@may("applications.see")
def page(request: HttpRequest, key: int) -> HttpResponse:
    """One case."""
    return render(request, "office/applications/case.html", shown(request, case_or_404(request, key)))


@may("applications.look")
@require_POST
@never_cache
def look(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """An applicant in clear, on this one page; who looked and why is on record."""
    case = case_for(request, key, "applications.look")
    row = get_object_or_404(
        Applicant.objects.select_related("application__body"), pk=number, application=case
    )
    found = shown(request, case)
    try:
        reason = request.POST.get("reason", "")[:300]
        seen = look_at(row, by=person_of(request), reason=reason, at=timezone.now())
        found |= {"seen": row.pk, "seen_lines": _lines(seen)}
    except (Refused, Unreadable) as refused:
        found |= {"trouble": str(refused)}
    return render(request, "office/applications/case.html", found)


@may("applications.see")
def paper(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """A paper of a case, saved, never shown; only for those who handle it."""
    case = case_for(request, key, "applications.handle")
    found = get_object_or_404(Paper, pk=number, step__application=case)
    try:
        return attachment(give(found.digest), found.name, "application/octet-stream")
    except (Damaged, Unreadable) as fault:
        raise Http404(str(fault)) from fault


def shown(request: HttpRequest, case: Application) -> dict[str, object]:
    """Everything the page of a case says to whoever looks."""
    person, today = person_of(request), timezone.localdate()
    stands = standing(case, today)
    return {
        "case": case,
        "state": state_of(case),
        "clock": clock_of(stands, today),
        "offers": list(offers(case, person, stands, today)),
        "barred": _barred(stands),
        "applicants": list(_applicants(case))
        if allowed(person, "applications.look", case.body, today)
        else [],
        "exports": allowed(person, "applications.export", case.body, today),
        "replies": allowed(person, "applications.reply", case.body, today),
        "handles": allowed(person, "applications.handle", case.body, today),
        "parties": list(_parties(case, stands)),
        "course": list(_course(case)),
        "repeats": list(repeats(case)[:5]),
        "similar": similar(f"{case.title} {case.wanted}", case.body, but=case),
        "matters": [one for one in (_matter(case, chain) for chain in REPLIES) if one],
        "amendments": list(case.amendments.filter(settled_at__isnull=True).select_related("by")),
        "person": person,
    }


def _barred(stands: Standing) -> list[Option]:
    return [one for one in stands.options if not one.permitted]


def _matter(case: Application, chain: str) -> Matter | None:
    return latest(f"{case._meta.label}:{case.pk}:{chain}")


def _applicants(case: Application) -> Iterator[ApplicantShown]:
    for row in case.applicants.all():
        says = f"第 {row.is_agent_of} 位申请人的代理人" if row.is_agent_of else row.get_kind_display()
        try:
            yield ApplicantShown(row, says, _lines(masked(row)))
        except Unreadable:
            yield ApplicantShown(row, says, [("姓名或者名称", UNREADABLE)])


def _lines(identity: Identity) -> list[tuple[str, str]]:
    values = [(label, getattr(identity, name)) for name, label in FIELDS]
    return [(label, documents().get(value, value)) for label, value in values if value]


def _parties(
    case: Application, stands: Standing
) -> Iterator[tuple[Consultation, dict[str, date | str | None]]]:
    asked = stands.case.asked
    for one in case.consultations.all():
        known = asked.get(one.key)
        yield (
            one,
            {
                "sent": known.sent if known else None,
                "received": known.received if known else None,
                "answered": known.answered if known else None,
                "view": dict(facts_in_words({"view": known.view})).get("意见", "") if known else "",
            },
        )


def _course(case: Application) -> Iterator[StepShown]:
    rows = case.steps.select_related("person").prefetch_related("papers").order_by("position")
    labels = official_procedure().steps
    for row in rows:
        whose = (
            row.person.name
            if row.person
            else {"applicant": "申请人", "third_party": "第三方"}.get(row.post, "")
        )
        yield StepShown(
            row, labels[row.code].label, whose, list(facts_in_words(row.facts)), list(row.papers.all())
        )
