"""后台任务, for the system officer: who is at work, what waits, runs or failed, the schedule, messages not delivered."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from gongkai.notices.actions import send_again
from gongkai.notices.models import Message
from gongkai.notices.queries import undelivered
from gongkai.office.carrying_out import carried_out
from gongkai.office.uploads import person_of
from gongkai.organisations.access import may
from gongkai.organisations.acting import actor
from gongkai.work import actions
from gongkai.work.queries import at_work, jobs, lines, with_status

MOST = 50


@may("work.manage")
def index(request: HttpRequest) -> HttpResponse:
    """Everything on one page, what needs a hand first."""
    now = timezone.now()
    waiting = with_status(TaskResultStatus.READY)
    failed = with_status(TaskResultStatus.FAILED)
    page = {
        "now": now,
        "workers": list(at_work(now)),
        "failed": list(jobs(failed[:MOST])),
        "failed_number": failed.count(),
        "running": list(jobs(with_status(TaskResultStatus.RUNNING))),
        "waiting": list(jobs(waiting[:MOST])),
        "waiting_number": waiting.count(),
        "lines": lines(),
        "undelivered": list(undelivered()[:MOST]),
    }
    return render(request, "office/work.html", page)


@may("work.manage")
def job(request: HttpRequest, key: UUID) -> HttpResponse:
    """One task, with where it went wrong; retrying it or giving it up is confirmed here."""
    rows = DBTaskResult.objects.filter(pk=key)
    found = next(jobs(rows), None)
    if found is None:
        raise Http404
    return render(request, "office/work_job.html", {"job": found, "failed": TaskResultStatus.FAILED})


@may("work.manage")
@require_POST
def retry(request: HttpRequest, key: UUID) -> HttpResponse:
    """Let a failed task be tried again."""
    by, on = actor(person_of(request), timezone.localdate()), timezone.localdate()
    task = get_object_or_404(DBTaskResult, pk=key)
    carried_out(request, lambda: actions.retry(task, by=by, on=on, at=timezone.now()), "已重新排队。")
    return redirect("work")


@may("work.manage")
@require_POST
def give_up(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take a failed task off the list."""
    by, on = actor(person_of(request), timezone.localdate()), timezone.localdate()
    task, reason = get_object_or_404(DBTaskResult, pk=key), request.POST.get("reason", "")[:200]
    done = carried_out(
        request,
        lambda: actions.give_up(task, by=by, on=on, reason=reason),
        "已放弃这项任务，理由已记入操作记录。",
    )
    return redirect("work") if done else redirect("work-job", key)


@may("work.manage")
@require_POST
def run_now(request: HttpRequest, code: str) -> HttpResponse:
    """Run a line of the schedule beside its times."""
    by, on = actor(person_of(request), timezone.localdate()), timezone.localdate()
    carried_out(request, lambda: actions.run_now(code, by=by, on=on, at=timezone.now()), "已排队，马上运行。")
    return redirect("work")


@may("work.manage")
@require_POST
def resend(request: HttpRequest, key: int) -> HttpResponse:
    """Try a message again that did not arrive."""
    message = get_object_or_404(Message, pk=key)
    carried_out(
        request, lambda: send_again(message, by=person_of(request), on=timezone.now()), "已重新排队发送。"
    )
    return redirect("work")
