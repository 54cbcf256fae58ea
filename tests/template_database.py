"""The database as the migrations leave it, kept as a template: what a test committed goes away by copying it back. A
flush would not do: guarded tables refuse to be emptied."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper


class SqliteTemplate:
    """A copy of the file beside it, put back page by page under the locks of the database."""

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.live = str(connection.settings_dict["NAME"])
        self.kept = f"{self.live}.template"
        connection.close()
        self._copy(self.live, self.kept)

    def put_back(self) -> None:
        """Make the database what it was."""
        self._copy(self.kept, self.live)

    def drop(self) -> None:
        """Leave nothing behind."""
        Path(self.kept).unlink()

    @staticmethod
    def _copy(start: str, end: str) -> None:
        source, target = sqlite3.connect(start), sqlite3.connect(end, timeout=20)
        target.execute("PRAGMA synchronous=OFF")
        source.backup(target)
        target.close()
        source.close()


class PostgresTemplate:
    """A second database on the server, of which the first is made anew."""

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.connection = connection
        self.live = str(connection.settings_dict["NAME"])
        self.kept = f"{self.live}_template"
        connection.close()
        self._run(
            f'DROP DATABASE IF EXISTS "{self.kept}"', f'CREATE DATABASE "{self.kept}" TEMPLATE "{self.live}"'
        )

    def put_back(self) -> None:
        """Make the database what it was; a connection still open from the test is cut."""
        self._run(
            f'DROP DATABASE "{self.live}" WITH (FORCE)',
            f'CREATE DATABASE "{self.live}" TEMPLATE "{self.kept}"',
        )

    def drop(self) -> None:
        """Leave nothing behind."""
        self._run(f'DROP DATABASE "{self.kept}"')

    def _run(self, *statements: str) -> None:
        with self.connection._nodb_cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)


Template = SqliteTemplate | PostgresTemplate


def template_of(connection: BaseDatabaseWrapper) -> Template:
    """Keep the database as it is now."""
    return SqliteTemplate(connection) if connection.vendor == "sqlite" else PostgresTemplate(connection)


def put_back(template: Template) -> None:
    """Close what this thread has open, and make the database what it was."""
    connections.close_all()
    template.put_back()
