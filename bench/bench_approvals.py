"""What waits for a person, and one matter, at a hundred thousand decided matters against the same at a thousand: at most
1.3 times. On the embedded database, or the one of DATABASE_URL (give it one of its own)."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime

from django.core.management import call_command
from django.db import connection, transaction

from bench.scratch import FOLDER
from gongkai.approvals import actions
from gongkai.approvals.actions import Subject
from gongkai.approvals.digest import Content
from gongkai.approvals.models import Matter, State, Step, Writer
from gongkai.approvals.queries import to_do, visible_to, waiting_for
from gongkai.organisations.actions import enrol, establish
from gongkai.organisations.models import Body, Person, Post
from gongkai.organisations.posts import appoint

RATIO = 1.3
BEGUN = date(2020, 1, 1)
AT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
WAITING = 30
AUTHORS = 50


def _somebody(account: str, body: Body, post: str) -> Person:
    person = enrol(account=account, name="某某", password=None, by=None, on=BEGUN, body=body)
    appoint(person, body=body, post=post, by=None, on=BEGUN)
    return person


def _fill(authors: Sequence[Person], body: Body, up_to: int) -> None:
    """So many matters of the past: presented, with their steps, and taken back."""
    already = Matter.objects.count()
    with transaction.atomic():
        made = Matter.objects.bulk_create(
            (
                Matter(
                    subject=f"bench.Text:{number}",
                    chain="publication",
                    body=body,
                    title=f"通告 {number}",
                    author=authors[number % len(authors)],
                    keeper=authors[number % len(authors)],
                    digest="0" * 64,
                    begun_on=BEGUN,
                )
                for number in range(already, up_to)
            ),
            batch_size=2000,
        )
        kinds = (("review", Post.REVIEWER), ("secrecy", Post.SECRECY_REVIEWER), ("signature", Post.SIGNATORY))
        Step.objects.bulk_create(
            (
                Step(matter=one, code=kind, says=kind, kind=kind, body=body, post=post, order=order)
                for one in made
                for order, (kind, post) in enumerate(kinds)
            ),
            batch_size=2000,
        )
        Writer.objects.bulk_create(
            (Writer(matter=one, person_id=one.author_id) for one in made), batch_size=2000
        )
        Matter.objects.filter(waiting=None).update(state=State.RECALLED)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _milliseconds(act: Callable[[], object], times: int) -> float:
    """The quickest of them: whatever else runs on the machine disturbs it least."""
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        act()
        taken.append((time.perf_counter() - begun) * 1000)
    return min(taken)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--small", type=int, default=1_000)
    options.add_argument("--large", type=int, default=100_000)
    options.add_argument("--times", type=int, default=25)
    asked = options.parse_args()
    call_command("migrate", verbosity=0)
    body = establish(code="Q01", name="青溪县人民政府", kind="county", by=None, on=BEGUN)
    authors = [_somebody(f"a{number}", body, Post.INFORMATION_OFFICER) for number in range(AUTHORS)]
    author, reviewer = authors[0], _somebody("b", body, Post.REVIEWER)
    for number in range(WAITING):
        subject = Subject(f"open:{number}", "publication", body, "通告")
        last = actions.begin(subject, content=Content("文", {}), by=author, at=AT)
    acts: dict[str, Callable[[], object]] = {
        "待我审批": lambda: waiting_for(reviewer, BEGUN),
        "今日待办": lambda: to_do(author, BEGUN),
        "打开一件": lambda: visible_to(reviewer, BEGUN).get(pk=last.pk),
    }
    found = []
    for count in (asked.small, asked.large):
        _fill(authors, body, count)
        assert len(waiting_for(reviewer, BEGUN)) == WAITING
        found.append({name: _milliseconds(act, asked.times) for name, act in acts.items()})
    ratios = {name: found[1][name] / found[0][name] for name in acts}
    for name, ratio in ratios.items():
        print(f"{connection.vendor} {name}：{found[0][name]:.1f} → {found[1][name]:.1f} 毫秒，{ratio:.2f} 倍")
    FOLDER.cleanup()
    worst = max(ratios.values())
    print(f"最差：{worst:.2f} 倍，不超过 {RATIO}：{'是' if worst <= RATIO else '否'}")


if __name__ == "__main__":
    main()
