"""清理 of a body's normative documents: what a result would do to each, looked at first, and done as it was looked at."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.catalogue.models import CleanUp, NormativeDocument
from gongkai.catalogue.normative import change_validity, in_force_on
from gongkai.law import normative as law
from gongkai.organisations.models import Body, Person
from gongkai.organisations.noting import note
from gongkai.organisations.refusal import Refused

KEEP = "keep"


@dataclass(frozen=True)
class Batch:
    """The result of a clean-up. ``results``: key of the document → keep, or a change (amended, lapsed, repealed)."""

    title: str
    basis: str
    upto: date
    on: date
    results: Mapping[int, str]
    others_lapse: bool = False


@dataclass(frozen=True)
class Planned:
    """What a batch comes to: every document in force that was made up to its day, with its result — "" for one that it
    does not list and that stays — and whether the document is listed. ``fingerprint``: of all of it."""

    rows: tuple[tuple[NormativeDocument, str, bool], ...]
    fingerprint: str

    def having(self, result: str) -> list[NormativeDocument]:
        return [document for document, became, _ in self.rows if became == result]


def standing_for(body: Body, upto: date, on: date) -> list[NormativeDocument]:
    """The documents a clean-up is about: in force on the day of the result, made up to ``upto``; the oldest first."""
    return sorted(
        (one for one in in_force_on(body, on) if one.made_on <= upto), key=lambda one: (one.made_on, one.pk)
    )


def plan(body: Body, batch: Batch) -> Planned:
    """What a batch would do to each document. Refused: one without basis, or that speaks of documents that are not the
    body's in force, or whose result takes effect before the day it reaches up to."""
    if not batch.basis.strip():
        raise Refused("清理结果应写明依据的文件。")
    if not batch.title.strip():
        raise Refused("请写明清理的名称。")
    if batch.on < batch.upto:
        raise Refused(f"结果施行日期 {batch.on} 早于清理截止日期 {batch.upto}。")
    standing = standing_for(body, batch.upto, batch.on)
    _known(batch, {one.pk for one in standing})
    rest = law.Change.LAPSED.value if batch.others_lapse else ""
    rows = tuple((one, batch.results.get(one.pk, rest), one.pk in batch.results) for one in standing)
    told = [
        body.code,
        batch.title,
        batch.basis,
        batch.upto,
        batch.on,
        *((one.pk, what) for one, what, _ in rows),
    ]
    return Planned(rows, hashlib.sha256(repr(told).encode()).hexdigest())


def _known(batch: Batch, standing: set[int]) -> None:
    allowed = {KEEP, *(change.value for change in law.Change)} - {law.Change.EXTENDED.value}
    wrong = [key for key, result in batch.results.items() if key not in standing or result not in allowed]
    if wrong:
        raise Refused(f"清理结果中有 {len(wrong)} 件不是该机关截至 {batch.upto} 的有效文件，或结果写得不对。")


@transaction.atomic
def clean_up(body: Body, *, batch: Batch, fingerprint: str, by: Person, at: datetime) -> CleanUp:
    """Carry out a clean-up: what its result says of each document, and, where it says so, the end of those made up to its
    day that it does not list. All or nothing, and only as it was looked at: ``fingerprint`` is that of the plan."""
    planned = plan(body, batch)
    if planned.fingerprint != fingerprint:
        raise Refused("核对以后内容或者文件有了变化，没有办理；请重新核对。")
    row = CleanUp.objects.create(
        body=body,
        title=batch.title.strip(),
        basis=batch.basis.strip(),
        upto=batch.upto,
        on=batch.on,
        others_lapse=batch.others_lapse,
        by=by,
    )
    after = {
        "basis": row.basis,
        "upto": row.upto,
        "others_lapse": row.others_lapse,
        "rows": len(planned.rows),
    }
    note("catalogue.clean_up", row, body=body, by=by, on=localdate(at), after=after)
    for document, result, _ in planned.rows:
        if result not in ("", KEEP):
            event = law.Event(law.Change(result), batch.on, row.basis)
            change_validity(document, event=event, by=by, at=at, clean_up=row)
    return row
