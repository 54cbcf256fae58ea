"""A list of the office at a hundred thousand rows against the same at a thousand: at most 1.3 times, on the first page, on
the last, sorted, and between. On the embedded database, or the one of DATABASE_URL (give it one of its own)."""

from __future__ import annotations

import argparse
import statistics
import time
from datetime import date, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from selectolax.lexbor import LexborHTMLParser

from bench.scratch import FOLDER
from gongkai.organisations.actions import enrol, establish
from gongkai.organisations.models import Person, Post
from gongkai.organisations.posts import appoint
from gongkai.reports.models import State, Upload, UploadedFile

RATIO = 1.3
BEGUN = date(2020, 1, 1)
PATH = "/office/uploads/"


def _clerk() -> Person:
    body = establish(code="Q01", name="青溪县人民政府", kind="county", by=None, on=BEGUN)
    clerk = enrol(account="bench", name="某某", password=None, by=None, on=BEGUN, body=body)
    appoint(clerk, body=body, post=Post.INFORMATION_OFFICER, by=None, on=BEGUN)
    return clerk


def _fill(clerk: Person, up_to: int) -> None:
    """So many uploads of one file each, a few hundred a day."""
    already = Upload.objects.count()
    made = Upload.objects.bulk_create(
        (Upload(by=clerk, on=BEGUN + timedelta(days=number // 400)) for number in range(already, up_to)),
        batch_size=2000,
    )
    UploadedFile.objects.bulk_create(
        (
            UploadedFile(upload=one, name=f"{one.pk}.docx", digest="0" * 64, state=State.ACCEPTED)
            for one in made
        ),
        batch_size=2000,
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _steps(client: Client, query: str) -> dict[str, str]:
    page = LexborHTMLParser(client.get(f"{PATH}{query}").content.decode())
    return {link.text(): link.attributes.get("href") or "" for link in page.css(".pager a")}


def _pages(client: Client, count: int) -> dict[str, str]:
    """What is asked of the list: its ends, its middle by day, sorted both ways, from a day on."""
    end = _steps(client, "")["末页"]
    before_end = _steps(client, f"?{urlsplit(end).query}")["上一页"]
    middle = BEGUN + timedelta(days=count // 800)
    return {
        "第一页": PATH,
        "末页": end,
        "倒数第二页": before_end,
        "按日期升序": f"{PATH}?sort=on",
        "按日期降序": f"{PATH}?sort=-on",
        "按日期升序的末页": _steps(client, "?sort=on")["末页"],
        "一天以后的": f"{PATH}?since={middle}",
        "一天以前的，按日期": f"{PATH}?until={middle}&sort=on",
    }


def _milliseconds(client: Client, path: str, times: int) -> float:
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        answer = client.get(path)
        taken.append((time.perf_counter() - begun) * 1000)
        assert answer.status_code == 200
    return statistics.quantiles(taken, n=4)[
        0
    ]  # the lower quartile: whatever else runs on the machine disturbs it least


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--small", type=int, default=1_000)
    options.add_argument("--large", type=int, default=100_000)
    options.add_argument("--times", type=int, default=25)
    asked = options.parse_args()
    call_command("migrate", verbosity=0)
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    clerk, client = _clerk(), Client()
    client.force_login(clerk)
    found: list[dict[str, float]] = []
    for count in (asked.small, asked.large):
        _fill(clerk, count)
        pages = _pages(client, count)
        found.append({name: _milliseconds(client, path, asked.times) for name, path in pages.items()})
        with CaptureQueriesContext(connection) as queries:
            client.get(PATH)
        print(f"{connection.vendor}：{count} 行，第一页 {len(queries)} 次查询")
    ratios = [found[1][name] / found[0][name] for name in found[0]]
    for name, ratio in zip(found[0], ratios, strict=True):
        print(f"  {name}：{found[0][name]:.1f} → {found[1][name]:.1f} 毫秒，{ratio:.2f} 倍")
    FOLDER.cleanup()
    worst = max(ratios)
    print(f"最差的一页：{worst:.2f} 倍，不超过 {RATIO}：{'是' if worst <= RATIO else '否'}")


if __name__ == "__main__":
    main()
