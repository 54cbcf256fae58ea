"""Somebody who files applications until they are killed: what they are shown goes to a file of theirs, after they noted which
form they hand in."""

from __future__ import annotations

import json
import secrets
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

from django.utils import timezone

from gongkai.applications.intake import register
from gongkai.applications.models import Application
from gongkai.applications.queries import tracked
from gongkai.applications.recounting import recount
from gongkai.organisations.models import Body
from tests.applications.cases import an_envelope


class Shown(NamedTuple):
    """A receipt as it was shown: the secret of the form, number, code."""

    form: str
    number: str
    code: str


def file(folder: Path, name: str) -> None:
    """File one application after the other; a form that no receipt was shown for is handed in again first."""
    wanted, shown = folder / f"{name}.wanted", folder / f"{name}.shown"
    forms, done = read(wanted), {one.form for one in receipts(shown)}
    pending = [form for form in forms if form not in done]
    body = Body.objects.get(code="Q03")
    while True:
        form = pending.pop() if pending else secrets.token_urlsafe(24)
        if form not in forms:
            append(wanted, form)
        made = register(an_envelope(body, secret=form), by=None, at=timezone.now())
        append(shown, json.dumps([form, made.application.number, made.code]))


def append(path: Path, line: str) -> None:
    """One write, so that a kill leaves the whole line or none of it."""
    with open(path, "ab", buffering=0) as kept:
        kept.write(line.encode() + b"\n")


def read(path: Path) -> list[str]:
    return path.read_text("utf-8").splitlines() if path.exists() else []


def receipts(path: Path) -> list[Shown]:
    return [Shown(*json.loads(line)) for line in read(path)]


def check(folder: Path) -> dict[str, Any]:
    """What the ledger says of the receipts that were shown: how many, those that open nothing, forms that became two
    applications, numbers that are not one after the other, differences from the replay, cases that are not whole."""
    shown = [one for path in sorted(folder.glob("*.shown")) for one in receipts(path)]
    wanted = {form for path in folder.glob("*.wanted") for form in read(path)}
    made = Application.objects.all()
    numbers = sorted(made.values_list("number", flat=True))
    year = timezone.localdate().year
    return {
        "shown": len(shown),
        "lost": [one.number for one in shown if tracked(one.number, one.code) is None],
        "twice": [form for form, times in Counter(one.form for one in shown).items() if times > 1],
        "surplus": max(0, len(numbers) - len(wanted)),
        "gaps": numbers != [f"{year}-{serial:04}" for serial in range(1, len(numbers) + 1)],
        "differences": sum(1 for _ in recount(made)),
        "halves": made.filter(steps__isnull=True).count() + made.filter(applicants__isnull=True).count(),
    }
