"""A workbook of five thousand bodies and three hundred people: the look before, and carrying it out against the floor, the
same rows stored in bulk with an entry of the journal each. On the embedded database, or the one of DATABASE_URL."""

from __future__ import annotations

import argparse
import io
import time
from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction
from xlsxwriter import Workbook

from bench.scratch import FOLDER
from gongkai.journal.actions import record
from gongkai.journal.actor import SYSTEM
from gongkai.organisations.actions import enrol, establish
from gongkai.organisations.models import Body, Kind, Naming, Person, Placement, Post
from gongkai.organisations.posts import appoint
from gongkai.organisations.rosters.actions import carry_out, plan_for, take_in
from gongkai.organisations.rosters.columns import roster_sheets

DAY = date(2026, 3, 2)


def _workbook(bodies: int, people: int) -> bytes:
    rows = {
        "bodies": [[f"B{n}", f"第{n}局", "政府部门", f"B{n // 20}" if n else "", ""] for n in range(bodies)],
        "people": [[f"acc{n}", "某某", f"B{n}", "信息员"] for n in range(people)],
    }
    out = io.BytesIO()
    book = Workbook(out)
    for sheet in roster_sheets():
        made = book.add_worksheet(sheet.name)
        made.write_row(0, 0, [column.label for column in sheet.columns])
        for at, row in enumerate(rows.get(sheet.code, ()), 1):
            made.write_row(at, 0, row)
    book.close()
    return out.getvalue()


def _officer() -> Person:
    body = establish(code="SYS", name="某县政务公开办", kind=Kind.OTHER, by=None, on=DAY)
    officer = enrol(account="officer", name="某某", password=None, by=None, on=DAY, body=body)
    appoint(officer, body=body, post=Post.SYSTEM_OFFICER, by=None, on=DAY)
    return officer


@transaction.atomic
def _floor(bodies: int, people: int) -> None:
    """The rows alone, and an entry for each act."""
    made = Body.objects.bulk_create(
        Body(code=f"F{n}", name=f"第{n}局", kind=Kind.DEPARTMENT, established_on=DAY) for n in range(bodies)
    )
    Naming.objects.bulk_create(Naming(body=body, name=body.name, since=DAY) for body in made)
    placed = (Placement(body=body, parent=made[0], since=DAY) for body in made[1:])
    Placement.objects.bulk_create(placed)
    for body in made:
        record("bench.establish", chain=body.code, by=SYSTEM, on=DAY, after={"name": body.name})
    for number in range(2 * people):
        record("bench.enrol", chain=made[number // 2].code, by=SYSTEM, on=DAY)


def _timed(act: Callable[[], Any]) -> tuple[Any, float]:
    begun = time.perf_counter()
    return act(), time.perf_counter() - begun


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--bodies", type=int, default=5_000)
    options.add_argument("--people", type=int, default=300)
    asked = options.parse_args()
    call_command("migrate", verbosity=0)
    officer, data = _officer(), io.BytesIO(_workbook(asked.bodies, asked.people))
    roster, admitted = _timed(lambda: take_in(data, "名册.xlsx", by=officer, on=DAY))
    plan, looked = _timed(lambda: plan_for(roster, DAY))
    assert not plan.problems
    slips, done = _timed(lambda: carry_out(roster, fingerprint=plan.fingerprint, by=officer, on=DAY))
    _, floor = _timed(lambda: _floor(asked.bodies, asked.people))
    FOLDER.cleanup()
    print(f"{connection.vendor}：{asked.bodies} 个机关，{len(slips)} 个账号")
    print(
        f"  收下 {admitted:.1f} 秒，核对 {looked:.1f} 秒，导入 {done:.1f} 秒，仅存行和记日志 {floor:.1f} 秒"
    )
    print(f"  导入 ÷ 底线：{done / floor:.2f}")


if __name__ == "__main__":
    main()
