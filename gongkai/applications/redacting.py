"""Redaction of what is handed out: a paper is taken up for a case, boxes are drawn with their grounds, and the copy is made
once. What the screening finds on a page without a box is let out with a reason only."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.applications.models import Application, Redaction, RedactionBox
from gongkai.applications.sealing import seal
from gongkai.files.actions import keep_own
from gongkai.files.admission import Admitted
from gongkai.files.store import Damaged, give
from gongkai.law.procedure import CLOSED
from gongkai.organisations.access import allowed
from gongkai.organisations.models import Person
from gongkai.organisations.noting import note
from gongkai.organisations.reasons import reason_given
from gongkai.organisations.refusal import Refused
from gongkai.screening.burning import Box, NotBurned, Shown, burn, page_shown, refuse_boxes
from gongkai.screening.hits import Hit
from gongkai.screening.screen import screen

REPLY: Final = "applications.reply"
_PAGE: Final = re.compile(r"第\s*(\d+)\s*页")


@transaction.atomic
def take_up(application: Application, file: Admitted, *, by: Person, at: datetime) -> Redaction:
    """Take up a paper that came in by ``files.admission`` to be handed out in part. Refused for what is neither PDF nor
    picture, and for a closed case."""
    _refuse_without_post(application, by, at)
    if application.state == CLOSED:
        raise Refused("已办结的申请，不能再遮盖材料。")
    try:
        page_shown(give(file.digest), 1)
    except (NotBurned, Damaged) as fault:
        raise Refused(str(fault)) from fault
    made = Redaction.objects.create(
        application=application, source=file.digest, sealed_name=seal(file.name[:255]), by=by, at=at
    )
    after = {"source": file.digest}
    note("applications.redact_begin", made, body=application.body, by=by, on=localdate(at), after=after)
    return made


def page(redaction: Redaction, number: int) -> Shown:
    """A page of the paper to draw boxes on. Refused with a sentence for a page that is not there."""
    try:
        return page_shown(give(redaction.source), number)
    except (NotBurned, Damaged) as fault:
        raise Refused(str(fault)) from fault


def suspects(redaction: Redaction) -> tuple[Hit, ...]:
    """What the screening finds in the paper, values masked: each has to lie under a box or be let out with a reason."""
    return screen(give(redaction.source), redaction.name).hits


@transaction.atomic
def redact(
    redaction: Redaction, boxes: Sequence[Box], *, reason: str = "", by: Person, at: datetime
) -> Redaction:
    """Burn the boxes in and keep the copy; once. ``reason``: why what was found on pages without a box may go out. Refused
    with a sentence for boxes that cover nothing, and without a reason where one is needed."""
    held = _locked(redaction)
    _refuse_without_post(held.application, by, at)
    if held.digest:
        raise Refused("这份材料已经遮盖；要改，请重新上传原件再遮盖。")
    try:
        refuse_boxes(boxes)
        made = burn(give(held.source), boxes)
    except (NotBurned, Damaged) as fault:
        raise Refused(str(fault)) from fault
    if left := _left_open(suspects(held), {box.page for box in boxes}):
        places = "、".join(dict.fromkeys(hit.place for hit in left))
        reason = reason_given(reason, f"{places}查到的内容不遮盖")
    held.digest = keep_own(made, kind="pdf", on=localdate(at)).digest
    held.made_at, held.reason = at, reason
    RedactionBox.objects.bulk_create(
        RedactionBox(redaction=held, order=order, **box._asdict()) for order, box in enumerate(boxes, 1)
    )
    held.save(update_fields=["digest", "made_at", "reason"])
    after = {"source": held.source, "made": held.digest, "grounds": [box.ground for box in boxes]}
    body, on = held.application.body, localdate(at)
    note("applications.redact", held, body=body, by=by, on=on, reason=reason, after=after)
    return held


def _left_open(found: Sequence[Hit], covered: set[int]) -> list[Hit]:
    """Hits on a page without a box, and those that stand on no page: metadata goes away with the page's becoming a picture,
    so a place without a number is left out."""
    return [hit for hit in found if (on := _PAGE.search(hit.place)) and int(on[1]) not in covered]


def _locked(redaction: Redaction) -> Redaction:
    rows = Redaction.objects.select_for_update(of=("self",)).select_related("application__body")
    return rows.get(pk=redaction.pk)


def _refuse_without_post(application: Application, by: Person, at: datetime) -> None:
    if not allowed(by, REPLY, application.body, localdate(at)):
        raise Refused(f"您没有为{application.body.name}遮盖材料的权限。")
