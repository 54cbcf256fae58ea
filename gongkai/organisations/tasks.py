"""Tasks about people and their programs: clearing away drafts that nobody came back to, and answers of long ago."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.utils import timezone
from django_tasks import task

from gongkai.organisations.desk import clear_drafts
from gongkai.organisations.tokens import forget_answers

KEEP_DRAFTS: Final = timedelta(days=90)


@task(says="清理 90 天没有动过的草稿")
def clear_old_drafts(due: str) -> int:
    """Remove drafts that nobody touched for 90 days; how many."""
    return clear_drafts(before=timezone.now() - KEEP_DRAFTS)


@task(says="清理 30 天前对接口请求的答复")
def clear_old_answers(due: str) -> int:
    """Forget what programs were answered more than thirty days ago; how many."""
    return forget_answers(timezone.now())
