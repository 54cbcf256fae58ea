"""Tables that refuse what must not happen to them, by trigger, on both databases. A package declares it as data in its
``guards.toml``; the SQL of triggers stands here alone."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

EVENTS = ("insert", "update", "delete")
OPTIONS = {"table", "forbids", "says", "when", "unless", "columns"}


class BadGuard(Exception):
    """A declaration that cannot be understood; names the file."""


@dataclass(frozen=True)
class Guard:
    """A table and what it refuses, with the sentence it says. Refused is what meets ``when`` (always, if empty) and does
    not meet ``unless`` (never, if empty), both conditions in SQL over OLD and NEW that both databases understand; an
    unknown (NULL) meets neither. ``columns``: only updates that change one of these."""

    table: str
    forbids: tuple[str, ...]
    says: str
    when: str = ""
    unless: str = ""
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Trigger:
    """One trigger of a guard: its name tells its content, ``body`` is what the database should show of it."""

    name: str
    table: str
    says: str
    body: str
    create: tuple[str, ...]
    event: str


def declared() -> Iterator[Guard]:
    """All guards of all packages, in the order of the installed applications. BadGuard where one is not understood."""
    for config in apps.get_app_configs():
        path = Path(config.path) / "guards.toml"
        if path.exists():
            yield from read(path)


def read(path: Path) -> Iterator[Guard]:
    """The guards of one file."""
    for told in tomllib.loads(path.read_text("utf-8"))["guard"]:
        events = tuple(told.get("forbids", ()))
        if unknown := set(told) - OPTIONS:
            raise BadGuard(f"{path}：不认识 {'、'.join(sorted(unknown))}。")
        if not events or not set(events) <= set(EVENTS):
            raise BadGuard(f"{path}：forbids 应为 {'、'.join(EVENTS)} 中的若干项。")
        columns = tuple(told.get("columns", ()))
        yield Guard(
            told["table"], events, told["says"], told.get("when", ""), told.get("unless", ""), columns
        )


def triggers(connection: BaseDatabaseWrapper, guards: Iterable[Guard] | None = None) -> list[Trigger]:
    """The triggers that the guards come to on this database."""
    make = _sqlite if connection.vendor == "sqlite" else _postgres
    wanted = declared() if guards is None else guards
    made = [make(guard, event) for guard in wanted for event in _events(guard, connection.vendor)]
    return list({trigger.name: trigger for trigger in made}.values())


def missing(connection: BaseDatabaseWrapper) -> list[Trigger]:
    """The triggers that are not in the database as they should be, among the tables that are there."""
    tables = set(connection.introspection.table_names())
    found = dict(_existing(connection))
    return [
        trigger
        for trigger in triggers(connection)
        if trigger.table in tables and found.get(trigger.name) != trigger.body
    ]


def renew(connection: BaseDatabaseWrapper) -> None:
    """Bring the triggers of the database to what is declared: the missing made, the altered and the strange dropped."""
    lacking = missing(connection)
    names = {trigger.name for trigger in triggers(connection)} - {trigger.name for trigger in lacking}
    with transaction.atomic(connection.alias):
        _drop(connection, [name for name in _names(connection) if name not in names])
        with connection.cursor() as cursor:
            for trigger in lacking:
                for statement in trigger.create:
                    cursor.execute(statement)


def drop(connection: BaseDatabaseWrapper) -> None:
    """Take all guards away, for a migration that rebuilds tables; ``renew`` brings them back."""
    with transaction.atomic(connection.alias):
        _drop(connection, _names(connection))


def _events(guard: Guard, vendor: str) -> tuple[str, ...]:
    """PostgreSQL empties a table without asking row by row, so what refuses to delete refuses that too."""
    return (*guard.forbids, "truncate") if vendor != "sqlite" and "delete" in guard.forbids else guard.forbids


def _name(guard: Guard, event: str, body: str) -> str:
    mark = hashlib.sha256(f"{guard.table} {event} {body}".encode()).hexdigest()[:10]
    return f"guard_{guard.table[:32]}_{event}_{mark}"


def _refused(guard: Guard, event: str, differs: str) -> str:
    """The condition of refusal; ``differs`` is how the database says that two values are not the same, NULL or not."""
    parts = [f"COALESCE(({guard.when}), FALSE)"] if guard.when else []
    if guard.unless:
        parts.append(f"NOT COALESCE(({guard.unless}), FALSE)")
    if guard.columns and event == "update":
        parts.append("(" + " OR ".join(f'NEW."{one}" {differs} OLD."{one}"' for one in guard.columns) + ")")
    return " AND ".join(parts) or "TRUE"


def _said(guard: Guard) -> str:
    return "'" + guard.says.replace("'", "''") + "'"


def _sqlite(guard: Guard, event: str) -> Trigger:
    refusal = f"SELECT RAISE(ABORT, {_said(guard)}) WHERE {_refused(guard, event, 'IS NOT')};"
    name = _name(guard, event, refusal)
    whole = (
        f'CREATE TRIGGER "{name}" BEFORE {event.upper()} ON "{guard.table}" FOR EACH ROW BEGIN {refusal} END'
    )
    return Trigger(name, guard.table, guard.says, whole, (whole,), event)


def _postgres(guard: Guard, event: str) -> Trigger:
    refused = "TRUE" if event == "truncate" else _refused(guard, event, "IS DISTINCT FROM")
    back = "OLD" if event == "delete" else "NEW"
    body = (
        f" BEGIN IF {refused} THEN RAISE EXCEPTION USING MESSAGE = {_said(guard)},"
        f" ERRCODE = 'integrity_constraint_violation'; END IF; RETURN {back if event != 'truncate' else 'NULL'}; END "
    )
    name = _name(guard, event, body)
    each = "STATEMENT" if event == "truncate" else "ROW"
    function = (
        f'CREATE OR REPLACE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS $guard${body}$guard$'
    )
    whole = f'CREATE TRIGGER "{name}" BEFORE {event.upper()} ON "{guard.table}" FOR EACH {each} EXECUTE FUNCTION "{name}"()'
    return Trigger(name, guard.table, guard.says, body, (function, whole), event)


EXISTING = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND substr(name, 1, 6) = 'guard_'",
    "postgresql": (
        "SELECT t.tgname, CASE WHEN t.tgenabled IN ('O', 'A') THEN p.prosrc ELSE '' END"
        " FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_class c ON c.oid = t.tgrelid"
        " WHERE NOT t.tgisinternal AND substr(t.tgname, 1, 6) = 'guard_' AND pg_table_is_visible(c.oid)"
    ),
}
DROPPING = {"sqlite": 'DROP TRIGGER "{0}"', "postgresql": 'DROP FUNCTION "{0}"() CASCADE'}


def _existing(connection: BaseDatabaseWrapper) -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(EXISTING[connection.vendor])
        return [(str(name), str(body)) for name, body in cursor.fetchall()]


def _names(connection: BaseDatabaseWrapper) -> list[str]:
    return [name for name, _ in _existing(connection)]


def _drop(connection: BaseDatabaseWrapper, names: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(DROPPING[connection.vendor].format(name))
