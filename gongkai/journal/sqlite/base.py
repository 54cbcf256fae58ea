"""The connection to SQLite. Django leaves the cursor of a BEGIN that found the database busy to the collector of garbage;
a thread that holds the lock and happens to collect it then waits for the thread that waits for the lock. Closed at once,
nobody does."""

from __future__ import annotations

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's connection, but for how a transaction begins."""

    transaction_mode: str | None

    def _start_transaction_under_autocommit(self) -> None:
        with self.cursor() as cursor:
            cursor.execute(f"BEGIN {self.transaction_mode or ''}")
