"""Tasks of approvals: silence that counts as consent."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from gongkai.approvals.countersigning import lapse


@task(says="会签期满，约定视为同意的按同意计")
def take_silence_for_consent(due: str) -> int:
    """Close every 会签 whose term is over and whose silence was said to mean consent; how many."""
    return lapse(at=timezone.now())
