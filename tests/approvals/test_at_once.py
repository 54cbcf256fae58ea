"""Several people at the same moment: one decision a step, and none about what is no longer there."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from gongkai.approvals import actions
from gongkai.approvals.deciding import Verdict, decide
from gongkai.approvals.models import Decision, Outcome
from gongkai.organisations.models import Post
from gongkai.organisations.refusal import Refused
from tests.approvals.cast import AT, an_office, begun, changed
from tests.people import somebody

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 6


def together(acts: list[Callable[[], object]]) -> int:
    """Do all of them at the same moment; how many were not refused."""
    barrier = Barrier(len(acts))

    def one(act: Callable[[], object]) -> int:
        barrier.wait()
        try:
            act()
        except Refused:
            return 0
        finally:
            connection.close()
        return 1

    with ThreadPoolExecutor(len(acts)) as pool:
        return sum(pool.map(one, acts))


def test_a_step_is_decided_once() -> None:
    office = an_office()
    reviewers = [somebody(f"r{n}", office.body, Post.REVIEWER) for n in range(AT_ONCE)]
    matter = begun(office)
    step, verdict = matter.steps.get(code="review"), Verdict(Outcome.APPROVE, matter.digest)
    done = together([lambda by=by: decide(step, verdict, by=by, at=AT) for by in reviewers])  # type: ignore[misc]
    assert done == Decision.objects.count() == 1


def test_a_change_and_a_decision_never_miss_one_another() -> None:
    office = an_office()
    matter = begun(office)
    step, verdict = matter.steps.get(code="review"), Verdict(Outcome.APPROVE, matter.digest)
    together(
        [
            lambda: decide(step, verdict, by=office.reviewer, at=AT),
            lambda: actions.restart(matter, content=changed(2), by=office.author, at=AT),
        ]
    )
    matter.refresh_from_db()
    assert matter.turn == 2 and matter.waiting == 10
    assert not matter.decisions.filter(digest=matter.digest).exists()
