"""The database itself refuses what must not happen to a guarded table, and a check tells where it would not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from gongkai.cli.checks import guards_in_place
from gongkai.journal import guards
from gongkai.journal.actions import record
from gongkai.journal.actor import SYSTEM

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)
REFUSED = [
    ("UPDATE journal_entry SET reason = 'x' WHERE number = 1", "只能追加"),
    ("DELETE FROM journal_entry", "只能追加"),
    ("INSERT INTO journal_entry SELECT * FROM journal_entry WHERE number = 1", "接在链尾"),
    ("UPDATE journal_head SET count = 1", "前移一条"),
    ("UPDATE journal_head SET chain = 'X', count = count + 1", "前移一条"),
    ("DELETE FROM journal_head", "不能删除"),
]


def _run(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def written() -> None:
    for _ in range(3):
        record("test.act", chain="Q01", by=SYSTEM, on=DAY)


@pytest.mark.usefixtures("written")
@pytest.mark.parametrize(("statement", "says"), REFUSED)
def test_the_journal_is_only_added_to(statement: str, says: str) -> None:
    with pytest.raises(IntegrityError, match=says):
        _run(statement)


@pytest.mark.usefixtures("written")
@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite replaces rows")
def test_a_row_is_not_replaced_either() -> None:
    with pytest.raises(IntegrityError, match="接在链尾"):
        _run("INSERT OR REPLACE INTO journal_entry SELECT * FROM journal_entry WHERE number = 2")


@pytest.mark.usefixtures("written")
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has no TRUNCATE")
def test_the_journal_is_not_emptied_at_one_stroke() -> None:
    with pytest.raises(IntegrityError, match="只能追加"):
        _run("TRUNCATE journal_entry")


def test_a_missing_or_disabled_guard_is_told_and_migrate_brings_it_back() -> None:
    assert guards_in_place(["default"]) == []
    trigger = guards.triggers(connection)[0]
    if connection.vendor == "sqlite":
        _run(f'DROP TRIGGER "{trigger.name}"')
    else:
        _run(f'ALTER TABLE "{trigger.table}" DISABLE TRIGGER "{trigger.name}"')
    (told,) = guards_in_place(["default"])
    assert told.id == "gongkai.E003" and trigger.table in told.msg and trigger.says in told.msg
    call_command("migrate", verbosity=0)
    assert guards_in_place(["default"]) == []


def test_a_guard_emptied_of_its_meaning_is_told() -> None:
    trigger = guards.triggers(connection)[0]
    if connection.vendor == "sqlite":
        _run(f'DROP TRIGGER "{trigger.name}"')
        _run(f'CREATE TRIGGER "{trigger.name}" BEFORE UPDATE ON "{trigger.table}" BEGIN SELECT 1; END')
    else:
        _run(
            f'CREATE OR REPLACE FUNCTION "{trigger.name}"() RETURNS trigger LANGUAGE plpgsql'
            " AS $$ BEGIN RETURN NEW; END $$"
        )
    assert [told.id for told in guards_in_place(["default"])] == ["gongkai.E003"]


@pytest.fixture
def guarded(tmp_path: Path) -> Callable[[str], None]:
    """A table of its own under the guards written in the test."""
    _run("CREATE TABLE edition (number integer, state text, words text, note text)")
    _run("INSERT INTO edition VALUES (1, 'open', 'one', NULL), (2, 'decided', 'two', NULL)")

    def guard(options: str) -> None:
        path = tmp_path / "guards.toml"
        path.write_text(
            f'[[guard]]\ntable = "edition"\nsays = "这版的文字\'已定稿\'，不能改。"\n{options}', "utf-8"
        )
        for trigger in guards.triggers(connection, guards.read(path)):
            for statement in trigger.create:
                _run(statement)

    return guard


def test_a_row_may_be_frozen_from_a_state_on(guarded: Callable[[str], None]) -> None:
    guarded('forbids = ["update"]\nwhen = "OLD.state = \'decided\'"\ncolumns = ["words", "note"]')
    _run("UPDATE edition SET words = 'new' WHERE number = 1")
    _run("UPDATE edition SET state = 'live', words = 'two' WHERE number = 2")
    _run("UPDATE edition SET state = 'decided' WHERE number = 2")
    with pytest.raises(IntegrityError, match="'已定稿'，不能改"):
        _run("UPDATE edition SET note = 'from nothing' WHERE number = 2")


def test_a_condition_may_look_at_other_rows_and_what_is_unknown_is_refused(
    guarded: Callable[[str], None],
) -> None:
    guarded(
        'forbids = ["insert"]\n'
        "unless = \"EXISTS (SELECT 1 FROM edition o WHERE o.state = NEW.state) AND NEW.words <> ''\""
    )
    _run("INSERT INTO edition VALUES (3, 'open', 'three', NULL)")
    for row in ("(4, 'strange', 'four', NULL)", "(4, 'open', NULL, NULL)"):
        with pytest.raises(IntegrityError, match="不能改"):
            _run(f"INSERT INTO edition VALUES {row}")


@pytest.mark.parametrize("options", ['forbids = ["select"]', 'forbids = ["update"]\nuntil = "x"', ""])
def test_a_declaration_that_is_not_understood_is_refused(
    guarded: Callable[[str], None], options: str
) -> None:
    with pytest.raises(guards.BadGuard):
        guarded(options)
