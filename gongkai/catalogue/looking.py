"""The machine's look at an edition: text and enclosures screened, each suspect let pass by a person with a reason or not."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from html import escape
from typing import Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate

from gongkai.catalogue.content import digest
from gongkai.catalogue.models import Edition, Enclosure, Passing, Screening, Suspect
from gongkai.files.store import Damaged, give
from gongkai.organisations.models import Person
from gongkai.organisations.noting import note
from gongkai.organisations.reasons import reason_given
from gongkai.organisations.refusal import Refused
from gongkai.screening.hits import Hit
from gongkai.screening.screen import screen

BODY_TEXT: Final = "正文"
VERSION: Final = (
    "1"  # raised when the screening has learnt to find more, so that every edition is looked at anew
)


def hits_of(edition: Edition, own_words: Sequence[str] = ()) -> Iterator[tuple[str, Hit]]:
    """What the screening finds in an edition, each with the file it stands in."""
    page = f"<html><head><title>{escape(edition.title)}</title></head><body>{edition.text}</body></html>"
    for hit in screen(page.encode(), "正文.html", own_words=own_words).all:
        yield BODY_TEXT, hit
    for file in edition.enclosures.order_by("order"):
        for hit in screen(_bytes_of(file), file.name, own_words=own_words).all:
            yield file.name, hit


def _bytes_of(file: Enclosure) -> bytes:
    try:
        return give(file.digest)
    except Damaged as fault:
        raise Refused(f"附件“{file.name}”已损坏或缺失，请重新上传：{fault}") from fault


@transaction.atomic
def look(edition: Edition, *, at: datetime, own_words: Sequence[str] = ()) -> Screening:
    """Screen an edition by the rules of today, once for each state of it; what was found before is given back."""
    now, rules = digest(edition), rules_of(own_words)
    known = edition.screenings.filter(digest=now, rules=rules).first()
    if known is not None:
        return known
    found = list(hits_of(edition, own_words))
    screening = Screening.objects.create(edition=edition, digest=now, at=at, rules=rules, hits=len(found))
    Suspect.objects.bulk_create(
        Suspect(
            screening=screening,
            kind=hit.kind,
            source=source[:255],
            place=hit.place[:200],
            shown=hit.shown[:200],
            sure=hit.sure,
        )
        for source, hit in found
    )
    return screening


def rules_of(own_words: Sequence[str]) -> str:
    """What the screening went by: its version, and the county's own words."""
    words = "\n".join(sorted(own_words))
    return f"{VERSION}-{hashlib.sha256(words.encode()).hexdigest()[:12]}"


@transaction.atomic
def let_pass(suspect: Suspect, *, reason: str, by: Person, at: datetime) -> Passing:
    """Let a suspect go out, with the reason. Nobody lets pass what they wrote themselves."""
    edition = suspect.screening.edition
    reason = reason_given(reason, "放行")
    if edition.hands.filter(person=by).exists():
        raise Refused("起草人、修改人不能放行自己稿件里的疑点，请由审核或保密审查人员放行。")
    if Passing.objects.filter(suspect=suspect).exists():
        raise Refused("这一处已经放行。")
    passing = Passing.objects.create(suspect=suspect, reason=reason, by=by, at=at)
    after = {"kind": suspect.kind, "source": suspect.source, "place": suspect.place}
    body, on = edition.item.body, localdate(at)
    note("catalogue.let_pass", suspect, body=body, by=by, on=on, reason=reason, after=after)
    return passing


def open_suspects(edition: Edition) -> QuerySet[Suspect]:
    """What was found in the present state of an edition and has not been let pass."""
    return Suspect.objects.filter(
        screening__edition=edition, screening__digest=edition.digest, passing__isnull=True
    )
