"""The journal shows every tampering up to the last anchor, and after it all but the loss of the tail."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction

from gongkai.cli.verify import told
from gongkai.journal import anchors, guards
from gongkai.journal.actions import record
from gongkai.journal.actor import SYSTEM
from gongkai.journal.models import Entry, Head
from gongkai.journal.verification import verify
from tests.journal import tampering
from tests.journal.tampering import DAY, KINDS, Past, Touched

pytestmark = pytest.mark.django_db
TAMPERINGS = 200


@pytest.fixture
def past() -> Iterator[Past]:
    """A journal of four chains with two anchors and some entries after them, and nobody on guard."""
    kept = Past()
    tampering.write(1, 24, kept)
    anchors.anchor(DAY)
    tampering.write(2, 24, kept)
    anchors.anchor(DAY)
    tampering.write(3, 8, kept)
    guards.drop(connection)
    yield kept


@pytest.mark.usefixtures("past")
def test_a_journal_that_nobody_touched_is_sound() -> None:
    verdict = verify()
    assert verdict.broken is None
    assert (verdict.chains, verdict.entries, verdict.anchors) == (4, 58, 2)
    assert told(verdict).startswith("操作记录相符：4 条链，58 条记录；最近的锚点是 2026-03-02 的第 2 号")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_tampering_is_found_and_named(kind: Any, past: Past) -> None:
    for seed in range(TAMPERINGS // len(KINDS) + 1):
        _tampered(kind, seed, past)


def _tampered(kind: Any, seed: int, past: Past) -> None:
    lines = anchors.place().read_bytes()
    try:
        with transaction.atomic():
            touched = kind(random.Random(seed), past)
            broken = verify().broken
            transaction.set_rollback(True)
    finally:
        anchors.place().write_bytes(lines)
    assert broken is not None, f"{kind.__name__} {seed}"
    assert touched == Touched(None) or touched.chain == broken.chain, f"{kind.__name__} {seed}: {broken}"
    assert touched.number in (None, broken.number), f"{kind.__name__} {seed}: {touched} {broken}"


def _said(kind: str, past: Past) -> str:
    touched: dict[str, str] = {}
    with transaction.atomic():
        getattr(tampering, kind)(random.Random(3), past)
        touched["said"] = str(verify().broken)
        transaction.set_rollback(True)
    return touched["said"]


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("edit", "内容被改"),
        ("delete", "缺号"),
        ("delete_and_renumber", "缺号"),
        ("insert", "被插入"),
        ("append", "被插入|内容被改|次序不对"),
        ("swap", "次序不对"),
        ("truncate", "与锚点不符"),
        ("remove_chain", "与锚点不符|缺号"),
        ("rechain", "内容被改"),
    ],
)
def test_what_was_done_is_said(kind: str, says: str, past: Past) -> None:
    said = _said(kind, past)
    assert any(f"条：{one}" in said for one in says.split("|")), said


def test_after_the_last_anchor_only_the_loss_of_the_tail_with_its_old_head_goes_unseen(past: Past) -> None:
    last = Head.objects.get(chain="Q01").count
    tampering.run("DELETE FROM journal_entry WHERE chain = 'Q01' AND number = %s", last)
    assert str(verify().broken) == f"链 Q01 第 {last} 条：缺号。"
    past.heads["Q01", last - 1].save(force_update=True)
    assert verify().broken is None
    Entry.objects.filter(chain="Q01", number=last - 1).update(reason="altered")
    assert str(verify().broken) == f"链 Q01 第 {last - 1} 条：内容被改。"


@pytest.mark.usefixtures("past")
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps no bytes that are no text")
def test_bytes_that_are_no_text_are_an_altered_entry() -> None:
    tampering.run(
        "UPDATE journal_entry SET reason = CAST(x'ff00fe' AS TEXT) WHERE chain = 'Q02' AND number = 5"
    )
    assert str(verify().broken) == "链 Q02 第 5 条：内容被改。"


@pytest.mark.usefixtures("past")
def test_a_changed_key_still_verifies_what_the_earlier_one_sealed(settings: Any) -> None:
    settings.JOURNAL_KEYS = [*settings.JOURNAL_KEYS, "another-key-for-the-journal-of-tests"]
    guards.renew(connection)
    record("test.act", chain="Q01", by=SYSTEM, on=DAY)
    anchors.anchor(DAY)
    assert verify().broken is None
    settings.JOURNAL_KEYS = settings.JOURNAL_KEYS[1:]
    assert verify().broken is not None
