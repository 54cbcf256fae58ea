"""One process of the bench of the journal: writes acts with or without the journal, or tampers with it."""

from __future__ import annotations

import random
import sys
import time
from datetime import date, timedelta

from django.db import connection, transaction

from gongkai.cli import installation
from gongkai.journal import anchors, guards
from gongkai.journal.actions import record
from gongkai.journal.actor import Actor
from gongkai.journal.verification import verify
from gongkai.organisations.models import Body, Kind
from tests.journal import tampering
from tests.journal.tampering import KINDS, Past

BEGUN = date(2008, 5, 1)
BY = Actor("bench", "演示员", "信息员", "B0", "机关")


def act(body: Body, number: int, chain: str | None) -> None:
    """An act as the platform has many: read, close the old row, write the new one, repeat it on the body; on record in
    a chain, or not."""
    with transaction.atomic():
        now, day = Body.objects.get(pk=body.pk), BEGUN + timedelta(days=number)
        now.namings.filter(until__isnull=True).update(until=day)
        now.namings.create(name=f"机关{number}", since=day)
        before, now.name = now.name, f"机关{number}"
        now.save(update_fields=["name"])
        if chain is not None:
            record(
                "organisations.rename",
                chain=chain,
                by=BY,
                on=day,
                object=f"organisations.Body:{now.pk}",
                before={"name": before},
                after={"name": now.name},
            )


def write(writer: str, seconds: str, chain: str) -> str:
    """Acts on a body of its own for some seconds; how many. ``chain``: "own", "one" or "none"."""
    code = f"B{writer}"
    body, _ = Body.objects.get_or_create(code=code, defaults={"name": "机关", "kind": Kind.OTHER})
    chosen = {"own": body.code, "one": "shared", "none": None}[chain]
    begun = number = body.namings.count()
    end = time.perf_counter() + float(seconds)
    while time.perf_counter() < end:
        number += 1
        act(body, number, chosen)
    return str(number - begun)


def crowd(writer: str, entries: str) -> str:
    """A number of entries into a chain that all writers share."""
    for number in range(int(entries)):
        record("test.act", chain="crowd", by=BY, on=BEGUN, object=f"test.Writer:{writer}.{number}")
    return entries


def tamper(times: str) -> str:
    """Tamperings of all kinds, each alone on a sound journal; how many were found."""
    past = Past()
    for seed in (1, 2):
        tampering.write(seed, 24, past)
        anchors.anchor(tampering.DAY)
    tampering.write(3, 8, past)
    guards.drop(connection)
    lines = anchors.place().read_bytes()
    found = 0
    for seed in range(int(times)):
        with transaction.atomic():
            KINDS[seed % len(KINDS)](random.Random(seed), past)
            found += verify().broken is not None
            transaction.set_rollback(True)
        anchors.place().write_bytes(lines)
    return str(found)


def walk() -> str:
    """How many entries there are, and how long it takes to verify them; the first broken link instead, if any."""
    begun = time.perf_counter()
    verdict = verify()
    return str(verdict.broken or f"{verdict.entries} {time.perf_counter() - begun:.2f}")


def main() -> None:
    """Does what the lines of the input say, one result a line: starting takes longer than most of it."""
    if complaint := installation.complaint():
        sys.exit(complaint)
    roles = {"write": write, "crowd": crowd, "tamper": tamper, "walk": walk}
    for line in sys.stdin:
        role, *words = line.split()
        print(roles[role](*words), flush=True)


if __name__ == "__main__":
    main()
