"""What the store has done from time to time: scanning what waits, and clearing away what a power cut left."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django_tasks import task

from gongkai.files.actions import scan_again
from gongkai.files.shelves import shelf

LEFT_FOR: Final = timedelta(days=1)


@task(says="补做病毒扫描")
def scan_waiting(due: str) -> int:
    """Scan what the scanner did not answer for; how many files have an answer now."""
    return scan_again()


@task(says="清理断电时留下的半份文件")
def clear_leftovers(due: str) -> int:
    """Remove halves of files that nobody has been writing for a day; how many."""
    return shelf().clear(datetime.fromisoformat(due) - LEFT_FOR)
