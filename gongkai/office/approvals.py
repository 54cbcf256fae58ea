"""待我审批: what waits for a person, one matter with what changed since their last look, and their decision on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongkai.approvals.chains import chains
from gongkai.approvals.deciding import Verdict, decide
from gongkai.approvals.difference import difference, seen_last
from gongkai.approvals.models import Decision, Kind, Matter, Outcome, State, Step
from gongkai.approvals.queries import Waiting, kept_by, unsigned, visible_to, waiting_for
from gongkai.office.carrying_out import carried_out
from gongkai.office.item_files import desk_of
from gongkai.office.shell import shell_of
from gongkai.office.uploads import person_of
from gongkai.organisations.access import may

SHOWN = 100
WORDS: Mapping[str, str] = {
    Outcome.APPROVE: "同意",
    Outcome.RETURN: "退回修改",
    Outcome.ABSTAIN: "回避，由他人办理",
}


@dataclass(frozen=True)
class Line:
    """A step of a matter with what was decided about it, in the present turn and before."""

    step: Step
    decisions: Sequence[Decision]
    done: bool
    next: bool


@may("approvals.read")
def index(request: HttpRequest) -> HttpResponse:
    """What waits for me, and what I presented."""
    person, on = person_of(request), timezone.localdate()
    waiting = waiting_for(person, on)
    kept = list(kept_by(person)[:SHOWN])
    page = {
        "waiting": waiting[:SHOWN],
        "number": len(waiting),
        "to_sign": [one for one in waiting if one.step.kind == Kind.SIGNATURE],
        "kept": kept,
        "supervises": shell_of(request).may("approvals.supervise"),
    }
    return render(request, "office/approvals.html", page)


def matter_or_404(request: HttpRequest, key: int) -> Matter:
    """A matter that this person may look at; of others not even that they are there is told."""
    found = visible_to(person_of(request), timezone.localdate()).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


@may("approvals.read")
def page(request: HttpRequest, key: int) -> HttpResponse:
    """One matter: what it says, what changed since my last look, who decided what, and what I may do."""
    matter, person = matter_or_404(request, key), person_of(request)
    presentations = list(matter.presentations.select_related("person"))
    now, before = presentations[-1], seen_last(matter, person)
    wanted = request.GET.get("since", "")
    before = next((one for one in presentations[:-1] if str(one.turn) == wanted), before)
    found = {
        "matter": matter,
        "desk": desk_of(matter.subject),
        "chain": chains()[matter.chain],
        "unsigned": unsigned(matter),
        "presentations": presentations,
        "before": before,
        "changed": difference(before, now),
        "lines": _lines(matter),
        "mine": _mine(matter, waiting_for(person, timezone.localdate())),
        "keeps": _keeps(matter, person.pk),
        "outcomes": WORDS,
    }
    return render(request, "office/approval.html", found)


def _mine(matter: Matter, waiting: Sequence[Waiting]) -> list[Waiting]:
    return [one for one in waiting if one.step.matter_id == matter.pk]


def _keeps(matter: Matter, person: int) -> bool:
    """Whether the person may take it back, hasten it, and ask others."""
    under_way = matter.state in (State.OPEN, State.RETURNED)
    return under_way and (matter.keeper_id == person or matter.writers.filter(person=person).exists())


def _lines(matter: Matter) -> list[Line]:
    decisions = list(matter.decisions.select_related("stand_in_for"))
    lines = []
    for step in matter.steps.select_related("body"):
        own = [one for one in decisions if one.step_id == step.pk]
        done = any(
            one.turn == matter.turn and one.outcome in (Outcome.APPROVE, Outcome.SILENT) for one in own
        )
        lines.append(Line(step, own, done, not done and step.order == matter.waiting))
    return lines


@may("approvals.decide")
@require_POST
def decide_step(request: HttpRequest, key: int) -> HttpResponse:
    """Say what I think of a step: first what that means, then for good."""
    step = get_object_or_404(Step.objects.select_related("matter", "body"), pk=key)
    matter = matter_or_404(request, step.matter_id)
    verdict = Verdict(
        request.POST.get("outcome", ""), request.POST.get("digest", ""), request.POST.get("reason", "")
    )
    if verdict.outcome not in WORDS:
        messages.error(request, "请选择同意、退回或者回避。")
        return redirect("approval", matter.pk)
    if verdict.outcome != Outcome.APPROVE and not verdict.reason.strip():
        messages.error(request, f"{WORDS[verdict.outcome]}请写明理由。")
        return redirect("approval", matter.pk)
    if "confirm" not in request.POST:
        page = {"step": step, "matter": matter, "verdict": verdict, "says": WORDS[verdict.outcome]}
        return render(request, "office/approval_confirm.html", page)
    done = carried_out(
        request,
        lambda: decide(step, verdict, by=person_of(request), at=timezone.now()),
        f"{step.says}：已{WORDS[verdict.outcome]}。",
    )
    return redirect("approvals") if done else redirect("approval", matter.pk)
