"""Drafting keeps every edition as it was handed in, and who had a hand in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from gongkai.catalogue.drafting import Openness, begin, change, draft_of, next_edition, set_openness
from gongkai.catalogue.models import Attribute, Edition, Item
from gongkai.journal.models import Entry
from gongkai.organisations import actions as organisations
from gongkai.organisations.models import Person
from gongkai.organisations.refusal import Refused
from tests.catalogue.items import NOON, a_draft, an_edition, hand_in
from tests.people import PASSWORD, TODAY, a_county

pytestmark = pytest.mark.django_db


def a_colleague() -> Person:
    return organisations.enrol(account="second", name="何其信", password=PASSWORD, by=None, on=TODAY)


def test_an_item_begins_with_its_first_edition_and_is_on_record() -> None:
    cast = a_county()
    edition = an_edition(cast)
    assert (edition.number, edition.frozen, edition.item.index_number) == (1, False, "")
    assert [file.name for file in edition.enclosures.all()] == ["方案.docx"]
    entry = Entry.objects.get(act="catalogue.begin")
    assert entry.chain == cast.township.code and edition.digest in entry.after


def test_the_day_on_record_is_that_of_the_platform_not_of_greenwich() -> None:
    cast = a_county()
    early = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
    edition = begin(cast.township, draft=a_draft(), by=cast.clerk, at=early)
    assert edition.item.begun_on == Entry.objects.get(act="catalogue.begin").on == date(2026, 3, 2)


@pytest.mark.parametrize(
    "field",
    [
        "title",
        "text",
        "summary",
        "document_number",
        "issuer",
        "category",
        "theme",
        "genre",
        "keywords",
        "source",
    ],
)
def test_any_change_a_reader_would_see_is_another_digest(field: str) -> None:
    cast = a_county()
    edition = an_edition(cast)
    before = edition.digest
    changed = replace(draft_of(edition), **{field: "改"})
    assert change(edition, draft=changed, by=cast.clerk, at=NOON).digest != before


def test_other_files_are_another_digest_and_the_same_draft_is_the_same() -> None:
    cast = a_county()
    edition = an_edition(cast)
    before = edition.digest
    same = change(edition, draft=draft_of(edition), by=cast.clerk, at=NOON)
    assert same.digest == before
    assert (
        change(edition, draft=replace(draft_of(edition), files=()), by=cast.clerk, at=NOON).digest != before
    )


def test_what_was_handed_in_cannot_be_changed_by_the_platform_or_on_a_plain_connection() -> None:
    cast = a_county()
    edition = an_edition(cast)
    hand_in(edition)
    with pytest.raises(Refused, match="已送审定稿"):
        change(edition, draft=a_draft("改过的题"), by=cast.clerk, at=NOON)
    for statement in (
        "UPDATE catalogue_edition SET text = '改' WHERE id = %s",
        "UPDATE catalogue_edition SET frozen = (1 = 0) WHERE id = %s",
        "DELETE FROM catalogue_enclosure WHERE edition_id = %s",
        "UPDATE catalogue_enclosure SET digest = 'b' WHERE edition_id = %s",
        "DELETE FROM catalogue_edition WHERE id = %s",
        "DELETE FROM catalogue_hand WHERE edition_id = %s",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [edition.pk])


def test_the_next_edition_begins_as_the_last_one_and_keeps_the_hands_of_what_never_went_out() -> None:
    cast = a_county()
    edition = an_edition(cast)
    assert next_edition(edition.item, by=cast.clerk, at=NOON) == edition
    hand_in(edition)
    other = a_colleague()
    copy = next_edition(edition.item, by=other, at=NOON)
    assert (copy.number, copy.digest) == (2, edition.digest)
    assert {hand.person for hand in copy.hands.all()} == {cast.clerk, other}


def test_what_is_not_open_has_its_reason_and_what_is_withheld_its_ground_and_next_look() -> None:
    cast = a_county()
    wrong = [
        Openness(Attribute.ON_REQUEST),
        Openness(Attribute.WITHHELD, reason="涉密"),
        Openness(Attribute.WITHHELD, reason="涉密", ground="state_secret"),
    ]
    for openness in wrong:
        with pytest.raises(Refused):
            begin(cast.township, draft=a_draft(), by=cast.clerk, at=NOON, openness=openness)
    right = Openness(Attribute.WITHHELD, "涉密", "state_secret", date(2027, 3, 1))
    edition = begin(cast.township, draft=a_draft(), by=cast.clerk, at=NOON, openness=right)
    assert edition.item.attribute == Attribute.WITHHELD
    with pytest.raises(DatabaseError), transaction.atomic():
        Item.objects.filter(pk=edition.item.pk).update(ground="")


def test_a_decided_attribute_is_part_of_what_is_looked_at() -> None:
    cast = a_county()
    edition = an_edition(cast)
    set_openness(edition.item, openness=Openness("on_request", "限依申请"), by=cast.clerk, on=TODAY)
    assert Edition.objects.get(pk=edition.pk).digest != edition.digest


@pytest.mark.parametrize("title", ["", "  ", "长" * 301])
def test_a_title_is_needed_and_fits(title: str) -> None:
    cast = a_county()
    with pytest.raises(Refused, match="名称"):
        begin(cast.township, draft=a_draft(title), by=cast.clerk, at=NOON)
