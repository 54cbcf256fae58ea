"""Tasks about people: clearing away drafts that nobody came back to."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.utils import timezone
from django_tasks import task

from gongkai.organisations.desk import clear_drafts

KEEP_DRAFTS: Final = timedelta(days=92)


@task(says="清理三个月没有动过的草稿")
def clear_old_drafts(due: str) -> int:
    """Remove drafts that nobody touched for a quarter; how many."""
    return clear_drafts(before=timezone.now() - KEEP_DRAFTS)
