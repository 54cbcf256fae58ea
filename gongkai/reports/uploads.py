"""What is done with files handed in: kept at once, read one after the other, each with what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from gongkai.files import store
from gongkai.organisations.access import scope
from gongkai.organisations.models import Person
from gongkai.paper.report import Report
from gongkai.reports.actions import take
from gongkai.reports.models import ReportPaper, State, Upload, UploadedFile
from gongkai.reports.placing import Arrival
from gongkai.reports.queries import paper_with
from gongkai.reports.unpacking import Handed, limits


def hand_in(handed: Iterable[Handed], *, by: Person, at: datetime) -> Upload:
    """Keep everything that is handed in; nothing is read yet."""
    rows = [_row(one) for one in handed]
    with transaction.atomic():
        upload = Upload.objects.create(by=by, on=localdate(at))
        for row in rows:
            row.upload = upload
        UploadedFile.objects.bulk_create(rows)
    return upload


def _row(one: Handed) -> UploadedFile:
    name = one.name.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")[-255:]
    if one.refused:
        return UploadedFile(name=name, state=State.REFUSED, says=one.refused)
    return UploadedFile(name=name, digest=store.keep(one.data))


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


def _read(row: UploadedFile, by: Person, at: datetime) -> None:
    known = paper_with(row.digest)
    if known is not None:
        row.paper, row.state, row.says = known, State.KNOWN, "同一份文件以前已经收到，没有重复入库。"
    else:
        on = localdate(at)
        arrival = Arrival(row.name, store.give(row.digest), within=scope(by, "reports.place", on))
        row.paper = take(arrival, by=by, on=on)
        row.state, row.says = _outcome(row.paper)
    row.says = row.says[:500]
    row.save(update_fields=["paper", "state", "says"])


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
