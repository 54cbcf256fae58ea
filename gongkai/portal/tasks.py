"""Tasks of the portal: published files follow what is decided; every night all of them are made anew."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django_tasks import task

from gongkai.portal.static_folder import Busy
from gongkai.portal.static_site import Done, publish_all, publish_touched
from gongkai.work.errors import NotDone


@task(says="更新有变动的静态页面", limit=1800)
def publish_changes(due: str) -> int:
    """Make the pages anew that acts have touched; how many files were written. Nothing where no folder is set."""
    return _published(publish_touched, due)


@task(says="重新生成全部静态页面", limit=6 * 3600, attempts=2)
def publish_everything(due: str) -> int:
    """Make every page anew, for what the day alone changes; how many files were written."""
    return _published(publish_all, due)


def _published(publish: Callable[..., Done], due: str) -> int:
    if not settings.STATIC_SITE:
        return 0
    try:
        done = publish(Path(settings.STATIC_SITE), on=timezone.localdate(datetime.fromisoformat(due)))
    except Busy:
        return 0
    if done.failed:
        raise NotDone(f"有 {done.failed} 个公开页面没有生成静态文件，原因见日志")
    return done.written
