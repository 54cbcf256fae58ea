"""Tasks of publishing: what has come to its hour."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from gongkai.catalogue.scheduling import publish_due


@task(says="发布已到定时的信息")
def publish_scheduled(due: str) -> int:
    """Publish what has come to its hour; how many."""
    return publish_due(at=timezone.now())
