"""A review or suit registered, and each of its steps: one form, one action."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from gongkai.applications.models import Application
from gongkai.files.admission import admit
from gongkai.law.remedy_cases import results_for, steps
from gongkai.office import remedies_forms as ask
from gongkai.office.organisation_forms import OfBodies
from gongkai.office.organisation_task import Task, task_page
from gongkai.office.remedies import remedy_for
from gongkai.office.shell import acting_for
from gongkai.office.uploads import person_of
from gongkai.organisations.access import allowed, may
from gongkai.organisations.models import Body, Person
from gongkai.organisations.refusal import Refused
from gongkai.remedies.actions import Filing, Taken, complete, register, take
from gongkai.remedies.models import Remedy

HANDLE = "remedies.handle"
LIST = "复议、诉讼案件"
FOLLOWS = {"review": ("after", "first"), "direct": ("direct", "second"), "after": ("after", "second")}


@may(HANDLE)
def new(request: HttpRequest) -> HttpResponse:
    """Register what was brought against the body acted for."""
    body, on = acting_for(request), timezone.localdate()
    if body is None or not allowed(person_of(request), HANDLE, body, on):
        raise PermissionDenied("请先在页面上方选择您任依申请经办或者法制审核岗位的机关。")
    number = request.GET.get("application", "")[:24]
    initial = {"received_on": on, "application": number}
    return _register(request, body, None, initial)


@may(HANDLE)
def following(request: HttpRequest, key: int) -> HttpResponse:
    """Register the suit after a review, or the next instance of a suit."""
    before = remedy_for(request, key, HANDLE)
    kind, instance = FOLLOWS[before.kind]
    if before.result == "remanded":
        instance = "first"
    initial = {
        "kind": kind,
        "instance": instance,
        "dispute": before.dispute,
        "title": before.title,
        "application": str(before.application or ""),
        "letter": before.letter,
        "received_on": timezone.localdate(),
    }
    return _register(request, before.body, before, initial)


def _register(
    request: HttpRequest, body: Body, before: Remedy | None, initial: dict[str, Any]
) -> HttpResponse:
    by = person_of(request)

    def act(given: Mapping[str, Any], form: OfBodies) -> str:
        remedy = register(body, _filing(body, given, before), by=by, at=timezone.now())
        what = f"{remedy.get_due_what_display()}的期限到 {remedy.due_on}。" if remedy.due_on else ""
        return f"已登记“{remedy}”。{what}"

    back = (LIST, reverse("remedies")) if before is None else (str(before), _address(before))
    task = Task(
        code="remedies.register",
        subject=before.pk if before else "",
        title="登记后一案件" if before else "登记复议、诉讼案件",
        button="登记",
        form=ask.FollowingForm if before else ask.FilingForm,
        act=act,
        back=back,
        choices={},
        initial=initial,
    )
    return task_page(request, task)


def _filing(body: Body, given: Mapping[str, Any], before: Remedy | None) -> Filing:
    known = ("kind", "dispute", "title", "letter", "tribunal", "case_number", "received_on", "accepted_on")
    return Filing(
        **{name: given[name] for name in known},
        simple=given["procedure"] == "simple",
        instance=given.get("instance", "first"),
        application=_application(body, given["application"]),
        previous=before,
        papers=_papers(given.get("file")),
    )


def _application(body: Body, number: str) -> Application | None:
    if not number:
        return None
    found = Application.objects.filter(body=body, number=number.strip()).first()
    if found is None:
        raise Refused(f"{body.name}没有登记编号为“{number}”的申请。")
    return found


def _papers(file: Any) -> tuple[tuple[str, str], ...]:
    if not file:
        return ()
    taken = admit(file, file.name or "", on=timezone.localdate(), only=ask.PAPERS)
    return ((taken.digest, taken.name),)


def _address(remedy: Remedy) -> str:
    return reverse("remedy", args=[remedy.pk])


@may(HANDLE)
def step(request: HttpRequest, key: int, code: str) -> HttpResponse:
    """Take one step in a case."""
    remedy = remedy_for(request, key, HANDLE)
    if code not in ask.FORMS:
        raise Http404
    by, label = person_of(request), steps()[code].label

    def act(given: Mapping[str, Any], form: OfBodies) -> str:
        facts = {name: value for name, value in given.items() if name not in ("on", "file") and value}
        if isinstance(facts.get("second"), Person):
            facts["second"] = facts["second"].account
        taken = Taken(code, given["on"], facts, _papers(given.get("file")))
        take(remedy, taken, by=by, at=timezone.now())
        return f"已登记“{label}”。"

    task = Task(
        code=f"remedies.{code}",
        subject=remedy.pk,
        title=f"{label}：{remedy}",
        button="登记",
        form=_form(code, remedy),
        act=act,
        back=(str(remedy), _address(remedy)),
        choices={"second": Person.objects.filter(body=remedy.body, is_active=True).exclude(pk=by.pk)},
        initial={},
        warning=WARNINGS.get(code, ""),
    )
    return task_page(request, task)


WARNINGS = {
    "retract": "只用于登记错的结果；结果和原因一并撤销，原来的登记保留在步骤里。",
    "amend": "答复（答辩）期限随收到通知的日期重新计算。",
}


def _form(code: str, remedy: Remedy) -> type[OfBodies]:
    """The form of a step; a decision offers the results that this kind of case can have."""
    if code != "decide":
        return ask.FORMS[code]
    found = results_for(remedy.kind, remedy.instance, timezone.localdate())
    offered = [("", "请选择"), *((one.code, one.label) for one in found)]
    order = ("on", "result", "comply_until", "defects", "file")
    fields = {"result": ask.chosen("结果", offered), "field_order": order}
    return type("DecisionHere", (ask.DecisionForm,), fields)


@may(HANDLE)
def particulars(request: HttpRequest, key: int) -> HttpResponse:
    """Add the number of a case, or the day it was accepted."""
    remedy, by = remedy_for(request, key, HANDLE), person_of(request)

    def act(given: Mapping[str, Any], form: OfBodies) -> str:
        complete(remedy, **given, by=by, at=timezone.now())
        return "已补充。"

    task = Task(
        code="remedies.complete",
        subject=remedy.pk,
        title=f"补充案号、受理日期：{remedy}",
        button="保存",
        form=ask.CompleteForm,
        act=act,
        back=(str(remedy), _address(remedy)),
        choices={},
        initial={"case_number": remedy.case_number, "accepted_on": remedy.accepted_on},
    )
    return task_page(request, task)
