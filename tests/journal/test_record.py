"""An entry says who did what as of that day, follows the one before, and names no person in clear."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction

from gongkai.journal import queries
from gongkai.journal.actions import forget, record
from gongkai.journal.actor import SYSTEM, Actor
from gongkai.journal.models import Entry, Head, SubjectKey

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)
CLERK = Actor("clerk", "林知言", "信息员", "Q01", "青溪县人民政府")
MOBILE = "13" + "800138000"
CARD = "11010519491231" + "002X"


def test_an_entry_keeps_who_did_it_as_of_that_day() -> None:
    entry = record(
        "organisations.rename",
        chain="Q01",
        by=CLERK,
        on=DAY,
        object="organisations.Body:12",
        reason="机构改革",
        before={"name": "甲局"},
        after={"name": "乙局", "since": DAY},
    )
    stored = Entry.objects.get(chain="Q01", number=entry.number)
    assert (stored.account, stored.name, stored.post, stored.body, stored.body_name) == (
        "clerk",
        "林知言",
        "信息员",
        "Q01",
        "青溪县人民政府",
    )
    assert (stored.before, stored.after) == ('{"name":"甲局"}', '{"name":"乙局","since":"2026-03-02"}')


def test_entries_of_a_chain_are_counted_without_a_gap_and_chains_do_not_mix() -> None:
    for chain in ("Q01", "Q02", "Q01", "", "Q01"):
        record("test.act", chain=chain, by=SYSTEM, on=DAY)
    assert list(Entry.objects.filter(chain="Q01").values_list("number", flat=True)) == [1, 2, 3]
    assert dict(Head.objects.values_list("chain", "count")) == {"": 1, "Q01": 3, "Q02": 1}
    first, second = Entry.objects.filter(chain="Q01")[:2]
    assert (first.previous, second.previous) == ("", first.digest)


@pytest.mark.django_db(transaction=True)
def test_what_is_undone_leaves_no_entry() -> None:
    class Stop(Exception):
        pass

    with pytest.raises(Stop), transaction.atomic():
        record("test.act", chain="Q01", by=SYSTEM, on=DAY)
        raise Stop
    assert not Entry.objects.exists() and not Head.objects.exists()


@pytest.mark.parametrize(
    "clear",
    [
        {"reason": f"来电 {MOBILE} 询问"},
        {"after": {"phone": MOBILE}},
        {"after": {"phone": int(MOBILE)}},
        {"before": {"phone": "138 0013 8000"}},
        {"reason": f"证件号{CARD}。"},
        {"object": f"applications.Applicant:{CARD.lower()}"},
        {"reason": "证件号１１０１０５１９４９１２３１００２Ｘ"},
        {"reason": "电话+86" + MOBILE},
    ],
)
def test_a_number_of_a_person_is_refused_in_clear(clear: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="不能明文记载"):
        record("test.act", chain="Q01", by=SYSTEM, on=DAY, **clear)
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    "harmless",
    ["3f" * 16 + "13800138000" + "ab" * 10, "114209220112345678", "2026-03-02 的第 20260302138 号", "400 元"],
)
def test_digests_credit_codes_and_numbers_of_letters_are_none(harmless: str) -> None:
    assert record("test.act", chain="Q01", by=SYSTEM, on=DAY, reason=harmless).reason == harmless


def test_looks_at_a_person_are_found_by_the_identifier_which_stands_nowhere() -> None:
    record("test.look", chain="Q01", by=CLERK, on=DAY, subject=CARD, looked=True)
    record("test.look", chain="Q02", by=CLERK, on=DAY, subject=f" {CARD.lower()} ", looked=True)
    record("test.look", chain="Q02", by=CLERK, on=DAY, subject="another", looked=True)
    assert [entry.chain for entry in queries.looks_at(CARD)] == ["Q01", "Q02"]
    with connection.cursor() as cursor:
        for table in ("journal_entry", "journal_subjectkey"):
            cursor.execute(f'SELECT * FROM "{table}"')
            assert CARD not in repr(cursor.fetchall())


def test_a_new_key_of_the_journal_still_finds_whom_the_old_one_hid(settings: Any) -> None:
    record("test.look", chain="Q01", by=CLERK, on=DAY, subject=CARD, looked=True)
    settings.JOURNAL_KEYS = [*settings.JOURNAL_KEYS, "another-key-for-the-journal-of-tests"]
    record("test.look", chain="Q01", by=CLERK, on=DAY, subject=CARD, looked=True)
    assert queries.looks_at(CARD).count() == 2


def test_after_disposal_entries_stay_and_lead_to_nobody() -> None:
    record("test.look", chain="Q01", by=CLERK, on=DAY, subject=CARD, looked=True)
    hashed = Entry.objects.get().subject
    assert forget(CARD, by=CLERK, on=DAY, chain="Q01", reason="保存期满") == 1
    assert not SubjectKey.objects.exists() and not queries.looks_at(CARD).exists()
    assert Entry.objects.filter(subject=hashed).exists()
    record("test.look", chain="Q01", by=CLERK, on=DAY, subject=CARD, looked=True)
    assert queries.looks_at(CARD).get().subject != hashed


def test_entries_are_found_by_thing_and_by_chain_and_days() -> None:
    for day in (1, 2, 3):
        record("test.act", chain="Q01", by=SYSTEM, on=date(2026, 3, day), object=f"test.Thing:{day % 2}")
    assert [entry.on.day for entry in queries.entries_about("test.Thing:1")] == [1, 3]
    found = queries.entries_of("Q01", date(2026, 3, 2), date(2026, 3, 3))
    assert [entry.number for entry in found] == [2, 3]
