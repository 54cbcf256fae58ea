"""What is done with files handed in: kept at once, read while the person waits or by a worker, each with what became
of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.timezone import localdate
from django_tasks import task
from django_tasks.base import TaskContext

from gongkai.files import store
from gongkai.organisations.access import scope
from gongkai.organisations.models import ApiToken, Person
from gongkai.organisations.noting import note
from gongkai.organisations.tokens import reach
from gongkai.paper.report import Report
from gongkai.reports.actions import refresh_around, take
from gongkai.reports.models import ReportPaper, State, Upload, UploadedFile
from gongkai.reports.placing import Arrival
from gongkai.reports.queries import paper_with
from gongkai.reports.unpacking import Handed, limits
from gongkai.work.actions import later
from gongkai.work.errors import NotDone


def hand_in(handed: Iterable[Handed], *, by: Person, at: datetime, token: ApiToken | None = None) -> Upload:
    """Keep everything that is handed in; nothing is read yet. Many files are for a worker at once; few are for whoever
    hands them in, and for a worker after a while, in case that reading breaks off. ``token``: of the program that does so
    for its owner, and what it hands in is only placed at bodies the token reaches."""
    rows = [_row(one) for one in handed]
    with transaction.atomic():
        upload = Upload.objects.create(by=by, on=localdate(at), token=token)
        for row in rows:
            row.upload = upload
        UploadedFile.objects.bulk_create(rows)
        kept = [row.digest for row in rows if row.digest]
        after = {"files": kept} | ({"token": token.pk} if token else {})
        body = token.body if token else by.body
        note("reports.hand_in", upload, body=body, by=by, on=upload.on, after=after)
        few = len(rows) <= limits().at_once and token is None
        _read_later(rows, after=at + timedelta(minutes=limits().stale_minutes) if few else None)
    return upload


@transaction.atomic
def go_on(upload: Upload, *, at: datetime) -> int:
    """Have the files read that nobody is reading; how many."""
    rows = list(waiting(upload, at))
    _read_later(rows, after=None)
    return len(rows)


def _read_later(rows: Iterable[UploadedFile], *, after: datetime | None) -> None:
    for row in rows:
        if row.state == State.WAITING:
            later(read_file, row.pk, after=after)


def _row(one: Handed) -> UploadedFile:
    name = one.name.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")[-255:]
    if one.refused:
        return UploadedFile(name=name, state=State.REFUSED, says=one.refused)
    return UploadedFile(name=name, digest=one.digest)


def waiting(upload: Upload, at: datetime) -> QuerySet[UploadedFile]:
    """Files nobody is reading: not begun, or begun so long ago that whoever did must have stopped."""
    stale = Q(taken_up_at__lt=at - timedelta(minutes=limits().stale_minutes))
    return upload.files.filter(Q(taken_up_at__isnull=True) | stale, state=State.WAITING)


def read_next(upload: Upload, *, at: datetime) -> UploadedFile | None:
    """Read one file that waits; None where none does. Two who do so at once take different files."""
    for row in waiting(upload, at)[:1]:
        if not waiting(upload, at).filter(pk=row.pk).update(taken_up_at=at):
            return read_next(upload, at=at)
        _read(row, upload.by, at)
        return row
    return None


@task(says="读取上传的文件", limit=600, attempts=4, takes_context=True)
def read_file(context: TaskContext, key: int) -> str:
    """Read one file that waits; what became of it. A second attempt knows that the first, which took it up, is over."""
    at, waits = timezone.now(), UploadedFile.objects.filter(pk=key, state=State.WAITING)
    row = waits.select_related("upload__by").first()
    if row is None:
        return "已读取"
    free = waits if context.attempt > 1 else waiting(row.upload, at).filter(pk=key)
    if not free.update(taken_up_at=at):
        raise NotDone("正由另一个进程读取。")
    _read(row, row.upload.by, at)
    return str(State(row.state).label)


def _read(row: UploadedFile, by: Person, at: datetime) -> None:
    known, on = paper_with(row.digest), localdate(at)
    if known is None:
        arrival = Arrival(row.name, store.give(row.digest), within=_within(row.upload, by, on))
        _settle(row, take(arrival, by=by, on=on))
    elif _left_half_way(known, by):
        refresh_around(known, on=on)
        _settle(row, known)
    else:
        row.paper, row.state, row.says = known, State.KNOWN, "同一份文件以前已经收到，没有重复入库。"
    row.says = row.says[:500]
    row.save(update_fields=["paper", "state", "says"])


def _within(upload: Upload, by: Person, on: date) -> frozenset[int]:
    """Keys of the bodies at which what was handed in may be placed."""
    return reach(upload.token, "reports.hand_in", on) if upload.token else scope(by, "reports.place", on)


def _left_half_way(paper: ReportPaper, by: Person) -> bool:
    """Whether a reading of this person took the report in and was then broken off, before its file was marked."""
    return paper.source.received_by_id == by.pk and not UploadedFile.objects.filter(paper=paper).exists()


def _settle(row: UploadedFile, paper: ReportPaper) -> None:
    row.paper = paper
    row.state, row.says = _outcome(paper)


def _outcome(paper: ReportPaper) -> tuple[State, str]:
    report = paper.reading.report
    if not (report.sheets or report.sections or report.preface or report.lines):
        why = "；".join(gap.says.rstrip("。") for gap in report.gaps) or "里面没有读到文字和表格"
        return State.UNREADABLE, f"{why}。原件已保存。"
    if paper.held:
        return State.HELD, f"{paper.held}。确定归属之前不对外公开。"
    return State.ACCEPTED, _beside(paper, report)


def _beside(paper: ReportPaper, report: Report) -> str:
    """What to know of a report that was accepted."""
    others = ReportPaper.objects.filter(body=paper.body, year=paper.year, held="").exclude(pk=paper.pk)
    said = [] if report.sheets else ["没有读到国家统一表格"]
    said += ["该机关这一年度已有另一份年报，两份并存"] if others.exists() else []
    return "".join(f"{one}。" for one in said)
