"""Tasks of publishing: what has come to its hour, what is out looked at again."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from gongkai.catalogue.patrol import AT_ONCE, patrol
from gongkai.catalogue.scheduling import publish_due
from gongkai.work.actions import later


@task(says="发布已到定时的信息")
def publish_scheduled(due: str) -> int:
    """Publish what has come to its hour; how many."""
    return publish_due(at=timezone.now())


@task(says="巡检已公开的信息")
def patrol_public(due: str) -> int:
    """Look again at some of what is out; how many. Where more waits, another task goes on."""
    looked = patrol(on=timezone.localdate())
    if looked == AT_ONCE:
        later(patrol_public, due)
    return looked
