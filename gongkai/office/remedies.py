"""复议诉讼: the reviews and suits of the bodies a person works for, and one of them with its clocks, what happened in it and
what may come next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final, NamedTuple

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongkai.files.store import Damaged, give
from gongkai.law.remedy_cases import clocks, defects, results, steps
from gongkai.law.remedy_course import Course
from gongkai.office.home import Lamp, lamp_of
from gongkai.office.listing import Column, Listed, Listing
from gongkai.office.listing_file import listing_file
from gongkai.office.listing_filters import choice, since, until, words
from gongkai.office.uploads import person_of
from gongkai.organisations.access import allowed, may, scope
from gongkai.organisations.models import Person
from gongkai.organisations.refusal import Refused
from gongkai.portal.downloads import attachment
from gongkai.remedies.actions import reopen
from gongkai.remedies.models import Dispute, Remedy, RemedyPaper, RemedyStep
from gongkai.remedies.queries import objections, within
from gongkai.remedies.replaying import OURS, course, superseded
from gongkai.remedies.taking import awaits_reopening

SIGNS: Final = {
    "pending": "question",
    "upheld": "clean",
    "corrected": "error",
    "other": "bare",
}
COLUMN: Final = Remedy._meta.get_field("column").flatchoices
KIND: Final = Remedy._meta.get_field("kind").flatchoices


def _stands(one: Remedy) -> str:
    return one.get_result_display() if one.result else one.get_state_display()


REMEDIES: Final = Listing(
    code="remedies",
    caption="复议、诉讼案件",
    order="-pk",
    columns=(
        Column("case", "案件", str, link=lambda one: reverse("remedy", args=[one.pk])),
        Column("kind", "类别", lambda one: one.get_kind_display()),
        Column("instance", "审级", lambda one: one.get_instance_display() if one.kind != "review" else ""),
        Column("tribunal", "复议机关（法院）", lambda one: one.tribunal),
        Column("application", "所涉申请", lambda one: str(one.application or "")),
        Column("came", "收到通知", lambda one: one.received_on, order="received_on"),
        Column("due", "最近期限", lambda one: one.due_on, order="due_on"),
        Column("what", "期限事项", lambda one: one.get_due_what_display()),
        Column(
            "stands", "情况", _stands, signs=lambda one: [(SIGNS[one.column], _stands(one))], order="column"
        ),
        Column("ended", "审结", lambda one: one.decided_on, order="decided_on"),
        Column("body", "机关", lambda one: one.body.name),
    ),
    filters=(
        words("q", "案号、案由或申请编号", "case_number", "title", "application__number"),
        choice("kind", "类别", "kind", lambda: KIND),
        choice("column", "结果", "column", lambda: COLUMN),
        choice("dispute", "争议事项", "dispute", lambda: Dispute.choices),
        choice(
            "defect",
            "被纠正的原因",
            "defects__kind",
            lambda: [(code, one.label) for code, one in defects().items()],
        ),
        since("from", "收到通知从", "received_on"),
        until("to", "到", "received_on"),
        since("ended_from", "审结从", "decided_on"),
        until("ended_to", "审结到", "decided_on"),
    ),
    empty="没有符合条件的案件。",
)


class Running(NamedTuple):
    """A clock on the page. ``ours``: it runs for the body."""

    label: str
    start: date | None
    end: date | None
    provisional: bool
    basis: str
    risk: str
    lamp: Lamp | None
    ours: bool


class Happened(NamedTuple):
    """A step on the page, with what it says in words."""

    step: RemedyStep
    says: list[str]


@may("remedies.see")
def index(request: HttpRequest) -> HttpResponseBase:
    """Every case of the bodies the person works for or supervises."""
    person, on = person_of(request), timezone.localdate()
    listed = Listed(REMEDIES, within(person, on), request)
    if listed.wants_file:
        return listing_file(listed)
    page = {
        "list": listed,
        "registers": allowed(person, "remedies.handle", None, on),
        "supervises": allowed(person, "remedies.supervise", None, on),
    }
    return render(request, "office/remedies/list.html", page)


def remedy_or_404(request: HttpRequest, key: int) -> Remedy:
    """A case that the person may look at; of others not even that they are there is told."""
    found = within(person_of(request), timezone.localdate()).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def remedy_for(request: HttpRequest, key: int, action: str) -> Remedy:
    """A case for whose body the person may do this."""
    remedy = remedy_or_404(request, key)
    if not allowed(person_of(request), action, remedy.body, timezone.localdate()):
        raise PermissionDenied("只能办理本人任职机关的案件。")
    return remedy


@may("remedies.see")
def page(request: HttpRequest, key: int) -> HttpResponse:
    """One case: its clocks, what may be objected, what happened, and what may come next."""
    remedy, on = remedy_or_404(request, key), timezone.localdate()
    found, over = course(remedy), superseded(remedy)
    handles = allowed(person_of(request), "remedies.handle", remedy.body, on)
    first = "" if over else _first(found)
    shown = {
        "remedy": remedy,
        "stands": _stands(remedy),
        "sign": SIGNS[remedy.column],
        "clocks": [] if over else list(_clocks(found, on)),
        "objections": objections(remedy) if remedy.state != "decided" else [],
        "happened": list(_happened(remedy)),
        "next": found.next_steps() if handles and not over else (),
        "first": first,
        "first_says": steps()[first].label if first else "",
        "over": over,
        "handles": handles,
        "following": remedy.following.all(),
        "defects": [defects()[one.kind] for one in remedy.defects.all()],
        "late": found.late,
        "may_follow": handles and remedy.state == "decided",
        "may_reopen": awaits_reopening(remedy) and _signs(person_of(request), remedy, on),
    }
    return render(request, "office/remedies/page.html", shown)


def _first(found: Course) -> str:
    """The step that comes next in most cases."""
    if found.state == "decided":
        return "comply" if found.owes else ""
    return "decide" if found.answered_on else "answer"


def _signs(person: Person, remedy: Remedy, on: date) -> bool:
    return remedy.body_id in scope(person, "remedies.reopen", on)


def _clocks(found: Course, on: date) -> Iterator[Running]:
    for one in found.clocks(on):
        end, ours = one.end.day if one.end else None, one.code in OURS
        provisional = bool(one.end and one.end.provisional)
        lamp = lamp_of(end, on) if ours else None
        yield Running(one.label, one.start, end, provisional, one.basis, clocks()[one.code].risk, lamp, ours)


def _happened(remedy: Remedy) -> Iterator[Happened]:
    rows = remedy.steps.select_related("person").prefetch_related("papers")
    for one in rows.order_by("position"):
        yield Happened(one, list(_says(one.facts)))


def _says(facts: dict[str, Any]) -> Iterator[str]:
    if "result" in facts:
        yield results()[facts["result"]].label
    if facts.get("defects"):
        yield f"原因：{'；'.join(defects()[code].label for code in facts['defects'])}"
    labels = {
        "comply_until": "履行期限到",
        "until": "延长至",
        "attended": "到场",
        "received": "收到通知的日期改为",
        "reason": "理由：",
        "second": "核对人",
    }
    for key, label in labels.items():
        if key in facts:
            yield f"{label} {facts[key]}"


@may("remedies.see")
def paper(request: HttpRequest, key: int) -> HttpResponse:
    """A paper of a case, saved, never shown."""
    found = get_object_or_404(RemedyPaper.objects.select_related("step"), pk=key)
    remedy_or_404(request, found.step.remedy_id)
    try:
        return attachment(give(found.digest), found.name or "材料", "application/octet-stream")
    except Damaged as fault:
        raise Http404(str(fault)) from fault


@may("remedies.reopen")
@require_POST
def again(request: HttpRequest, key: int) -> HttpResponse:
    """Have the application dealt with again, after a page that says what that means."""
    remedy = remedy_for(request, key, "remedies.reopen")
    if "confirm" not in request.POST:
        return render(request, "office/remedies/reopen.html", {"remedy": remedy})
    try:
        reopen(remedy, by=person_of(request), at=timezone.now())
        messages.success(request, "申请已重新办理，期限自收到决定、裁判之日起重新计算。")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("remedy", remedy.pk)
