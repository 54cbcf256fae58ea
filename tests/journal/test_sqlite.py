"""A transaction that found SQLite busy leaves nothing open: the garbage of one thread must never wait for another's lock."""

from __future__ import annotations

import gc
import sqlite3
from pathlib import Path

import pytest
from django.db import OperationalError
from django.db.utils import ConnectionHandler

from gongkai.journal.sqlite.base import DatabaseWrapper


@pytest.mark.django_db
def test_a_begin_that_found_the_database_busy_closes_its_cursor(tmp_path: Path) -> None:
    place = tmp_path / "busy.sqlite3"
    about = {
        "ENGINE": "gongkai.journal.sqlite",
        "NAME": str(place),
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 0},
    }
    connection = ConnectionHandler({"default": about})["default"]
    assert isinstance(connection, DatabaseWrapper)
    connection.ensure_connection()
    holder = sqlite3.connect(place)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(OperationalError, match="locked"):
        connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    cursors = [one for one in gc.get_objects() if issubclass(type(one), sqlite3.Cursor)]
    left = [one for one in cursors if one.connection is connection.connection]
    assert left, "the error still holds the cursor"
    for cursor in left:
        with pytest.raises(sqlite3.ProgrammingError, match="closed"):
            sqlite3.Cursor.execute(cursor, "SELECT 1")
    holder.close()
    connection.close()
