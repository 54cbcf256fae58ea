"""What belongs into the file of a case, in its order: papers of the steps, letters and their services, redacted copies, the
steps and the journal as data."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import Final, NamedTuple

from django.db.models import QuerySet

from gongkai.applications.models import Application, Letter, Service, Step
from gongkai.files.kinds import kinds
from gongkai.files.models import StoredFile
from gongkai.journal.models import SEALED, Entry
from gongkai.law.letters import letters

OPEN: Final = (
    "decide",
)  # steps whose papers say nothing of who applied: they were looked at before they were signed
FOLDER: Final = "文件"
STEPS: Final = "办理过程.json"
JOURNAL: Final = "操作记录.jsonl"


@dataclass(frozen=True)
class Member:
    """A file of the archive: its path, what it is, and its bytes, by ``digest`` in the store or as ``text``. ``kept``: it is
    in the archive, and not only in its list."""

    path: str
    says: str
    digest: str = ""
    text: str = ""
    kept: bool = True


class Packed(NamedTuple):
    """A member as it stands in the archive: its size and its two hashes; ``missing``: why its bytes are not there."""

    member: Member
    size: int
    sha256: str
    sm3: str
    missing: str = ""


def members(application: Application, *, clear: bool) -> Iterator[Member]:
    """Everything of a case. ``clear``: papers that say who applied are in it too."""
    numbers = count(1)
    found = [*_papers(application, clear), *_letters(application, clear), *_redacted(application)]
    endings = _endings({digest for _, digest, _ in found})
    for says, digest, kept in found:
        name = says.replace("/", "／")
        path = f"{FOLDER}/{next(numbers):03}-{name}.{endings.get(digest, 'bin')}"
        yield Member(path, says, digest, kept=kept)
    yield Member(STEPS, "办理过程（数据）", text=_steps(application))
    yield Member(JOURNAL, "操作记录（数据）", text="".join(map(_line, entries(application))))


def entries(application: Application) -> QuerySet[Entry]:
    """What the journal says of a case, its letters, drafts and looks, the oldest first."""
    about = [
        application,
        *application.letters.all(),
        *application.replies.all(),
        *application.redactions.all(),
    ]
    about += [*application.applicants.all(), *application.amendments.all(), *application.consultations.all()]
    about += [*Service.objects.filter(letter__application=application)]
    named = [f"{one._meta.label}:{one.pk}" for one in about]
    return Entry.objects.filter(object__in=named).order_by("at", "chain", "number")


def _papers(application: Application, clear: bool) -> Iterator[tuple[str, str, bool]]:
    rows: QuerySet[Step] = application.steps.order_by("position").prefetch_related("papers")
    for row in rows:
        for paper in row.papers.all():
            says = f"{row.on:%Y%m%d} {row.get_code_display()} 材料{paper.order}"
            yield says, paper.digest, clear or row.code in OPEN


def _letters(application: Application, clear: bool) -> Iterator[tuple[str, str, bool]]:
    rows: QuerySet[Letter] = application.letters.order_by("pk").prefetch_related("services")
    for row in rows:
        title = (
            f"{row.on:%Y%m%d} {letters()[row.code].title} {row.number}{'（已作废）' if row.voided_at else ''}"
        )
        for digest in filter(None, (row.pdf, row.docx)):
            yield title, digest, clear
        for service in row.services.all():
            for digest, what in ((service.scan, "送达件"), (service.proof, "送达凭证")):
                if digest:
                    yield f"{service.sent_on:%Y%m%d} {row.number} {what}", digest, clear


def _redacted(application: Application) -> Iterator[tuple[str, str, bool]]:
    for row in application.redactions.exclude(digest="").order_by("pk"):
        yield f"遮盖件{row.pk}", row.digest, True


def _endings(digests: set[str]) -> dict[str, str]:
    """The extension of each file, by what its bytes are."""
    known = kinds()
    rows = StoredFile.objects.filter(digest__in=digests).values_list("digest", "kind")
    return {digest: known[kind].extensions[0] for digest, kind in rows if kind in known}


def _steps(application: Application) -> str:
    rows = application.steps.order_by("position").select_related("person")
    told = [
        {
            "position": row.position,
            "step": row.code,
            "label": row.get_code_display(),
            "on": row.on.isoformat(),
            "post": row.post,
            "account": row.person.account if row.person else "",
            "facts": row.facts,
            "recorded_at": row.recorded_at.isoformat(),
        }
        for row in rows
    ]
    return json.dumps(told, ensure_ascii=False, indent=1)


def _line(entry: Entry) -> str:
    """An entry as a line of JSON, with the columns its seal is made over and the seal."""
    return (
        json.dumps({name: str(getattr(entry, name)) for name in (*SEALED, "digest")}, ensure_ascii=False)
        + "\n"
    )
