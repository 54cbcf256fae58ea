"""The list of applications at fifty thousand cases against the same at a thousand: at most 1.3 times and at most eight
queries (one more where rows without the day sorted by come on the page), by the clock, closed, all, filtered, on the first
page and the last. On the embedded database, or the one of DATABASE_URL (give it one of its own)."""

# ruff: noqa: I001
from __future__ import annotations

from bench import scratch  # first: it starts Django

import argparse
import sys
import time
from datetime import timedelta
from random import Random

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser

from gongkai.applications.clock import calendar
from gongkai.applications.models import Application
from gongkai.organisations.models import Body, Post
from tests.people import a_county, somebody

RATIO, QUERIES, SEED, FEW, MANY, ROUNDS = 1.3, 8, 405, 1_000, 50_000, 25
LIST, CLOSED, ALL = "/office/cases/", "/office/cases/closed/", "/office/cases/all/"
OUTCOMES = ("granted", "granted_in_part", "not_held", "not_responsible")
OPEN_SHARE = 0.3  # more than any register has under way, so that a page is full at a thousand too


TWO_RUNS = ("在办，末页", "已办结，按办结日期")


def main(argv: list[str]) -> int:
    """Prints a line a page; 1 where one costs more than it may."""
    line = argparse.ArgumentParser("bench_case_list")
    line.add_argument("--count", type=int, default=MANY)
    many = line.parse_args(argv).count
    call_command("migrate", verbosity=0)
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    cast = a_county()
    clerk = somebody("bench-clerk", cast.township, Post.APPLICATION_CLERK)
    client = Client()
    client.force_login(clerk)
    fill(cast.township, FEW)
    few = {name: _asked(client, path) for name, path in _pages(client).items()}
    fill(cast.township, many)
    failed = False
    for name, path in _pages(client).items():
        taken, queries = _asked(client, path)
        ratio = taken / few[name][0]
        failed = failed or ratio > RATIO or queries > QUERIES + (name in TWO_RUNS)
        print(
            f"{connection.vendor}：{name}　{few[name][0]:.1f} 毫秒（{FEW} 件）→ {taken:.1f} 毫秒（{many} 件），"
            f"{ratio:.2f} 倍，{queries} 次查询"
        )
    return int(failed)


def fill(body: Body, up_to: int) -> None:
    """A register of so many cases over the last years; a few are under way, the others closed."""
    today, dice, days, now = timezone.localdate(), Random(SEED), calendar(), timezone.now()
    made = []
    for at in range(Application.objects.count(), up_to):
        running = dice.random() < OPEN_SHARE
        received = today - timedelta(days=dice.randint(0, 60) if running else dice.randint(61, 2000))
        due = days.add_workdays(received, 20).day
        ended = {"state": "open", "due_on": due, "alarm_on": due}
        if not running:
            ended = {"state": "closed", "closed_on": due, "outcome": dice.choice(OUTCOMES)}
        made.append(
            Application(
                body=body,
                number=f"{received.year}-{at:06}",
                code_hash=f"{at:064}",
                channel="web",
                first_received_on=received,
                received_on=received,
                registered_at=now,
                applicant_kind="natural",
                title=f"第 {at} 件申请的内容",
                wanted="内容",
                **ended,
            )
        )
    Application.objects.bulk_create(made, batch_size=2000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _pages(client: Client) -> dict[str, str]:
    return {
        "在办，按期限": LIST,
        "在办，末页": _end(client, LIST),
        "在办，10 日内到期": f"{LIST}?within=10",
        "在办，逾期": f"{LIST}?within=late",
        "在办，按收到日期": f"{LIST}?sort=-received",
        "已办结": CLOSED,
        "已办结，末页": _end(client, CLOSED),
        "已办结，按办结日期": f"{CLOSED}?sort=-closed",
        "全部": ALL,
        "全部，末页": _end(client, ALL),
    }


def _end(client: Client, path: str) -> str:
    page = LexborHTMLParser(client.get(path).content.decode())
    links = {link.text(): link.attributes.get("href") or path for link in page.css(".pager a")}
    return links.get("末页", path)


def _asked(client: Client, path: str) -> tuple[float, int]:
    """Milliseconds of a page (the quickest of some), and how many queries it asks."""
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    # what else runs on the machine does not count, where the database works within this process
    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    queries, taken = len(asked), []
    for _ in range(ROUNDS):
        begun = clock()
        client.get(path)
        taken.append((clock() - begun) * 1000)
    return min(taken), queries


if __name__ == "__main__":
    assert scratch.FOLDER
    sys.exit(main(sys.argv[1:]))
