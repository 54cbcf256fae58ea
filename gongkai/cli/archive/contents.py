"""What a backup says of itself, so that what is restored can be proved to be what was there."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from importlib.metadata import version

from django.db import connection

from gongkai.cli.archive.databases import Ask
from gongkai.journal import keys
from gongkai.organisations.sealing import key_names

LAYOUT = 1
Heads = dict[str, tuple[int, str]]


@dataclass(frozen=True)
class Contents:
    """When and of what the backup was made: rows of every table, heads of the journal, files with their bytes, the
    migrations applied, the ids of the keys that are needed to read it again."""

    made: str
    version: str
    database: str
    tables: dict[str, int]
    heads: Heads
    files: int
    octets: int
    damaged: tuple[str, ...]
    migrations: tuple[str, ...]
    journal_keys: tuple[str, ...]
    data_keys: tuple[str, ...] = ()
    layout: int = LAYOUT

    def written(self) -> bytes:
        """As JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1).encode()


def read(data: bytes) -> Contents:
    """The contents out of its JSON. ValueError where it is of another layout."""
    told = json.loads(data)
    if told.get("layout") != LAYOUT:
        raise ValueError(f"备份的格式是第 {told.get('layout')} 版，本版只认第 {LAYOUT} 版。")
    told["heads"] = {chain: (count, digest) for chain, (count, digest) in told["heads"].items()}
    for name in ("damaged", "migrations", "journal_keys", "data_keys"):
        told[name] = tuple(told.get(name, ()))
    return Contents(**told)


def rows_of_tables(ask: Ask) -> dict[str, int]:
    """How many rows each table has."""
    names = sorted(connection.introspection.table_names())
    return {name: int(ask(f'SELECT COUNT(*) FROM "{name}"')[0][0]) for name in names}


def heads(ask: Ask) -> Heads:
    """Count and digest of every chain of the journal."""
    return {str(chain): (int(count), str(digest)) for chain, count, digest in ask(_HEADS)}


def migrations(ask: Ask) -> tuple[str, ...]:
    """The migrations applied, in order of their names."""
    return tuple(
        f"{app}.{name}" for app, name in ask("SELECT app, name FROM django_migrations ORDER BY app, name")
    )


def about(made: str, ask: Ask, files: tuple[int, int, tuple[str, ...]]) -> Contents:
    """The contents of a database and of files (how many, how many bytes, which are damaged)."""
    return Contents(
        made=made,
        version=version("gongkai"),
        database=connection.vendor,
        tables=rows_of_tables(ask),
        heads=heads(ask),
        files=files[0],
        octets=files[1],
        damaged=files[2],
        migrations=migrations(ask),
        journal_keys=tuple(keys.every()),
        data_keys=key_names(),
    )


_HEADS = "SELECT chain, count, digest FROM journal_head ORDER BY chain"
