"""A second place to restore into: an installation of its own beside the one of the tests."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.db import connection

from tests.project import ROOT


@dataclass(frozen=True)
class Elsewhere:
    """Its folder, and its environment."""

    folder: Path
    env: dict[str, str]

    def gongkai(self, *words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        """Run a command of the platform there."""
        command = [sys.executable, "-W", "ignore", "-m", "gongkai.cli.console", *words]
        return subprocess.run(
            command, env=self.env, cwd=ROOT, capture_output=True, text=True, input=typed, check=False
        )


@contextmanager
def elsewhere(folder: Path) -> Iterator[Elsewhere]:
    """An empty place on a database of the same kind, with the keys of journal and personal data put back already."""
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("GONGKAI", "DATABASE"))
    }
    put_back = {"GONGKAI_JOURNAL_KEY": settings.JOURNAL_KEYS[-1], "GONGKAI_DATA_KEYS": settings.DATA_KEYS[-1]}
    env = {**clean, "GONGKAI_VAR": str(folder), **put_back}
    if connection.vendor == "sqlite":
        yield Elsewhere(folder, env)
        return
    name = f"{connection.settings_dict['NAME']}_elsewhere"
    address = urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    try:
        yield Elsewhere(folder, {**env, "DATABASE_URL": address})
    finally:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
