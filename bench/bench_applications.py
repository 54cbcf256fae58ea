"""The register of applications held against its replay: what 100,000 cases cost over reading the same rows, in flat memory, and
planted wrong columns found. ``--count N`` cases; SQLite, or the database of DATABASE_URL."""

# ruff: noqa: I001
from __future__ import annotations

from bench import scratch  # first: it starts Django

import argparse
import resource
import sys
import time
from datetime import date, timedelta
from itertools import islice
from random import Random

from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from gongkai.applications.clock import calendar
from gongkai.applications.models import Application, Step as Row
from gongkai.applications.recounting import AT_ONCE, recount
from gongkai.applications.replaying import cached, rules_of, stored
from gongkai.law.procedure import Step
from gongkai.law.replay import replay
from gongkai.organisations.models import Body
from tests.applications.histories import a_history
from tests.people import a_county

POOL, BATCH, PLANTED, SEED = 500, 5_000, 20, 711


def main(argv: list[str]) -> int:
    """Prints the figures; 1 where a planted difference is not found or another is, or memory grows by more than a tenth."""
    line = argparse.ArgumentParser("bench_applications")
    line.add_argument("--count", type=int, default=100_000)
    count = line.parse_args(argv).count
    call_command("migrate", verbosity=0)
    with transaction.atomic():
        body = a_county().township
    fill(body, count)
    keys = list(Application.objects.values_list("pk", flat=True)[:: max(1, count // PLANTED)])
    wrong = Application.objects.filter(pk__in=keys).update(alarm_on=date(2001, 1, 1))
    _recounted(count // 10)  # everything that is made once is made
    early = peak()
    read, counted = _read(), time.perf_counter()
    found = sum(1 for _ in recount(Application.objects.all()))
    seconds = time.perf_counter() - counted
    grown = peak() / early - 1
    print(
        f"{connection.vendor}：{count} 件核对 {seconds:.0f} 秒，读同样的行 {read:.0f} 秒，{seconds / read:.1f} 倍；"
        f"植入 {wrong} 处，发现 {found} 处；内存峰值 {peak()} MB，自第 {count // 10} 件起增加 {grown:.0%}"
    )
    print(f"replay：步骤增至 10 倍，用时 {_linear():.1f} 倍")
    return int(found != wrong or grown > 0.1)


def fill(body: Body, count: int) -> None:
    """So many cases with histories of a pool, and the columns that their replay gives."""
    dice, days = Random(SEED), calendar()
    pool = []
    for _ in range(POOL):
        received = date(2020, 1, 2) + timedelta(dice.randint(0, 2200))
        steps = list(a_history(dice, received, 40, signed=True))
        pool.append((steps, cached(replay(steps, rules_of(steps), days), steps)))
    for start in range(0, count, BATCH):
        _batch(body, [pool[n % POOL] for n in range(start, min(start + BATCH, count))], start)


def _batch(body: Body, cases: list[tuple[list[Step], dict[str, object]]], start: int) -> None:
    now = timezone.now()
    made = Application.objects.bulk_create(
        Application(
            body=body,
            number=f"2026-{start + at:06}",
            code_hash=f"{start + at:064}",
            channel="signed_post",
            first_received_on=steps[0].on,
            registered_at=now,
            applicant_kind="natural",
            title="标题",
            wanted="内容",
            taken_over=True,
            **columns,
        )
        for at, (steps, columns) in enumerate(cases)
    )
    Row.objects.bulk_create(
        [
            Row(
                application=application,
                position=position,
                code=step.code,
                on=step.on,
                post=step.by,
                facts=stored(step.facts),
                from_paper=True,
                recorded_at=now,
            )
            for application, (steps, _) in zip(made, cases, strict=True)
            for position, step in enumerate(steps, 1)
        ],
        batch_size=2000,
    )


def _recounted(count: int) -> None:
    for _ in islice(recount(Application.objects.filter(pk__lte=_key(count))), None):
        pass


def _key(count: int) -> int:
    return Application.objects.order_by("pk").values_list("pk", flat=True)[count - 1]


def _read() -> float:
    """The floor: every case with its steps read as the recount reads them."""
    begun, rows = time.perf_counter(), 0
    for one in Application.objects.order_by("pk").prefetch_related("steps").iterator(chunk_size=AT_ONCE):
        rows += len(one.steps.all())
    return time.perf_counter() - begun


def _linear() -> float:
    """Time of a replay of 3,000 steps over that of 300, the best of five each."""
    return _best(3000) / _best(300)


def _best(count: int) -> float:
    received = date(2024, 9, 25)
    steps = [Step("receive", received, "", {"channel": "web"})]
    steps += [Step("search", received, "", {"where": "档案室", "words": "河道"}) for _ in range(count)]
    times = []
    for _ in range(5):
        begun = time.process_time()
        replay(steps, rules_of(steps), calendar())
        times.append(time.process_time() - begun)
    return min(times)


def peak() -> int:
    """The most memory this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    finally:
        scratch.FOLDER.cleanup()
