"""Handing in: files or a zip at a time, what became of each, and whose a report is where it does not say."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import chain
from typing import IO, NamedTuple, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongkai.files.limits import limits as limits_of_files
from gongkai.office.drafts import DraftHere
from gongkai.office.listing import Column, Listed, Listing
from gongkai.office.listing_file import listing_file
from gongkai.office.listing_filters import since, until, words
from gongkai.organisations.access import may, scope, viewer
from gongkai.organisations.models import Body, Person
from gongkai.reports.actions import assign
from gongkai.reports.models import ReportPaper, State, Upload, UploadedFile
from gongkai.reports.placing import FIRST_YEAR
from gongkai.reports.queries import may_work_on, one_report, uploads_seen_by, without_foreign
from gongkai.reports.unpacking import limits, papers_announced, papers_in
from gongkai.reports.uploads import go_on as go_on_with
from gongkai.reports.uploads import hand_in, read_next, waiting
from gongkai.work.queries import at_work

SIGNS = {
    State.WAITING: "bare",
    State.ACCEPTED: "clean",
    State.KNOWN: "bare",
    State.HELD: "question",
    State.UNREADABLE: "error",
    State.REFUSED: "error",
}


def _files_in_words(upload: Upload) -> str:
    names = [file.name for file in upload.files.all()]
    return f"{names[0]}等 {len(names)} 个文件" if len(names) > 1 else "".join(names)


def _outcome_in_words(upload: Upload) -> str:
    return "、".join(f"{word} {number}" for _, word, number in _counts(upload.files.all()))


UPLOADS = Listing(
    code="uploads",
    caption="上传记录",
    order="-pk",
    filters=(
        since("since", "上传日期自", "on"),
        until("until", "至", "on"),
        words("file", "文件名", "files__name"),
        words("by", "上传人", "by__name"),
    ),
    columns=(
        Column("files", "文件", _files_in_words, link=lambda upload: reverse("upload", args=[upload.pk])),
        Column("on", "上传日期", lambda upload: upload.on, order="on"),
        Column(
            "outcome",
            "结果",
            _outcome_in_words,
            signs=lambda upload: [
                (sign, f"{word} {number}") for sign, word, number in _counts(upload.files.all())
            ],
        ),
        Column("by", "上传人", lambda upload: upload.by.name),
    ),
    empty="没有上传记录。",
)


def person_of(request: HttpRequest) -> Person:
    """Who is signed in; a view of the office is not reached by anybody else."""
    return cast(Person, viewer(request))


def paper_to_work_on(request: HttpRequest, key: int, action: str) -> ReportPaper:
    """A report this person may do this with: not found where there is none, refused where it is somebody else's."""
    person = person_of(request)
    paper = one_report(key, person, timezone.localdate())
    if paper is None:
        raise Http404
    if not may_work_on(paper, person, action, timezone.localdate()):
        raise PermissionDenied
    return paper


@may("reports.hand_in")
def index(request: HttpRequest) -> HttpResponseBase:
    """The form, and what was handed in before."""
    if request.method == "POST":
        return _received(request)
    seen = uploads_seen_by(person_of(request), timezone.localdate()).prefetch_related("files")
    listed = Listed(UPLOADS, seen, request)
    if listed.wants_file:
        return listing_file(listed)
    return render(request, "office/uploads.html", {"list": listed, "limits": _limits_in_words()})


def _received(request: HttpRequest) -> HttpResponse:
    sent = request.FILES.getlist("files")
    if not sent:
        messages.error(request, "还没有选择文件。")
        return redirect("uploads")
    number, most = (
        sum(papers_announced(cast(IO[bytes], file), file.name or "") for file in sent),
        limits().files,
    )
    if number > most:
        messages.error(request, f"这次有 {number} 个文件，一次最多 {most} 个，都没有接收；请分几次上传。")
        return redirect("uploads")
    on = timezone.localdate()
    handed = chain.from_iterable(papers_in(file, file.name or "", on=on) for file in sent)
    upload = hand_in(handed, by=person_of(request), at=timezone.now())
    if upload.files.count() <= limits().at_once:
        _read_some(upload)
    return redirect("upload", upload.pk)


def _limits_in_words() -> dict[str, int]:
    allowed = limits_of_files()
    return {
        "files": limits().files,
        "file": allowed.file // 1048576,
        "total": allowed.archive // 1048576,
    }


def _counts(files: Iterable[UploadedFile]) -> list[tuple[str, str, int]]:
    """Sign, word and number of each state, without those there are none of."""
    states = [file.state for file in files]
    counted = [(SIGNS[state], str(state.label), states.count(state)) for state in State]
    return [one for one in counted if one[2]]


def _read_some(upload: Upload) -> None:
    """A few files are read while the person waits; the others are a worker's."""
    for _ in range(limits().at_once):
        if read_next(upload, at=timezone.now()) is None:
            return


def upload_or_404(request: HttpRequest, key: int) -> Upload:
    return get_object_or_404(uploads_seen_by(person_of(request), timezone.localdate()), pk=key)


@may("reports.hand_in")
def page(request: HttpRequest, key: int) -> HttpResponse:
    """Every file with what became of it; the page renews itself while files are being read."""
    upload = upload_or_404(request, key)
    rows = upload.files.select_related("paper__reading", "paper__body").defer(*_HEAVY)
    files = without_foreign(rows, person_of(request), timezone.localdate())
    left = [file for file in files if file.state == State.WAITING]
    stopped = bool(left) and _nobody_reads(upload, len(left))
    found = {
        "upload": upload,
        "files": [(file, SIGNS[State(file.state)], file.get_state_display()) for file in files],
        "counts": _counts(files),
        "left": len(left),
        "stopped": stopped,
    }
    return render(request, "office/upload.html", found)


def _nobody_reads(upload: Upload, left: int) -> bool:
    """Whether the files left are being read by nobody, and no worker is there who might."""
    now = timezone.now()
    return waiting(upload, now).count() == left and not at_work(now).exists()


_HEAVY = ("paper__reading__report_json", "paper__reading__corrected_json")


@may("reports.hand_in")
@require_POST
def go_on(request: HttpRequest, key: int) -> HttpResponse:
    """Take up the files that wait since whoever was reading them stopped: some here, the others by a worker."""
    upload = upload_or_404(request, key)
    _read_some(upload)
    go_on_with(upload, at=timezone.now())
    return redirect("upload", upload.pk)


class Place(NamedTuple):
    """Whose report and of which year, as asked for."""

    body: Body
    year: int


class PlaceForm(forms.Form):
    """Whose report it is: one of the bodies this person answers for."""

    body = forms.ModelChoiceField(Body.objects.none(), label="机关", empty_label="请选择")

    def __init__(self, *args: object, person: Person, on: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choices = cast("forms.ModelChoiceField[Body]", self.fields["body"])
        choices.queryset = Body.objects.filter(pk__in=scope(person, "reports.place", on))
        self.fields["year"] = forms.IntegerField(label="报告年度", min_value=FIRST_YEAR, max_value=on.year)


@may("reports.place")
def place(request: HttpRequest, key: int) -> HttpResponse:
    """Say whose report it is, see what that means, confirm."""
    paper, person, on = (
        paper_to_work_on(request, key, "reports.place"),
        person_of(request),
        timezone.localdate(),
    )
    draft = DraftHere(request, "reports.place", key, title=f"确定归属：{paper.title}")
    form = PlaceForm(request.POST or None, person=person, on=on, initial=_guess(paper) | draft.initial)
    asked = Place(form.cleaned_data["body"], form.cleaned_data["year"]) if form.is_valid() else None
    if asked and "confirm" in request.POST:
        assign(paper, body=asked.body, year=asked.year, by=person, on=on)
        draft.handed_in()
        messages.success(request, f"已归入“{asked.body.name}”{asked.year}年度。")
        return redirect("report", paper.pk)
    others = ReportPaper.objects.filter(body=asked.body, year=asked.year) if asked else None
    page = {
        "paper": paper,
        "form": form,
        "asked": asked,
        "others": others and others.exclude(pk=paper.pk),
        "draft": draft,
    }
    return render(request, "office/place.html", page)


def _guess(paper: ReportPaper) -> dict[str, object]:
    read = paper.reading.report
    return {"body": paper.body, "year": paper.year or read.year}
