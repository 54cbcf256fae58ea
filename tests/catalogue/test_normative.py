"""Normative documents: registered once, changed with a basis, cleaned up in batches, counted for table two."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from gongkai.catalogue.cleaning_up import KEEP, Batch, clean_up, plan
from gongkai.catalogue.drafting import begin
from gongkai.catalogue.models import NormativeDocument, ValidityChange
from gongkai.catalogue.normative import (
    Terms,
    change_validity,
    figures_of,
    in_force_on,
    interpret,
    register,
    take_back_interpretation,
)
from gongkai.law.normative import Change, Event, YearFigures
from gongkai.organisations.refusal import Refused
from tests.catalogue.items import NOON, a_draft, an_edition
from tests.people import TODAY, County, a_county

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 1)


def a_document(cast: County, title: str = "柳湾镇养犬管理办法", **more: object) -> NormativeDocument:
    edition = an_edition(cast, draft=a_draft(title))
    terms = Terms(**{"since": date(2026, 3, 1), **more})  # type: ignore[arg-type]
    return register(edition, terms=terms, by=cast.clerk, at=NOON)


def repeal(document: NormativeDocument, cast: County, on: date = DAY) -> ValidityChange:
    event = Event(Change.REPEALED, on, "柳府发〔2026〕9号")
    return change_validity(document, event=event, by=cast.clerk, at=NOON)


def test_a_document_is_registered_once_under_a_number_of_its_own() -> None:
    cast = a_county()
    document = a_document(cast, registration="QXLW—2026—1")
    with pytest.raises(Refused, match="已登记"):
        register(document.item.editions.get(), terms=Terms(DAY), by=cast.clerk, at=NOON)
    with pytest.raises(Refused, match="已经用过"):
        a_document(cast, "另一个办法", registration="QXLW—2026—1")
    with pytest.raises(Refused, match="早于施行日期"):
        a_document(cast, "第三个办法", expires=date(2026, 2, 1))


def test_the_list_of_any_past_day_is_as_it_was() -> None:
    cast = a_county()
    kept, gone = a_document(cast, "甲办法"), a_document(cast, "乙办法")
    repeal(gone, cast)
    assert set(in_force_on(cast.township, DAY - timedelta(1))) == {kept, gone}
    assert in_force_on(cast.township, DAY) == [kept]
    with pytest.raises(Refused, match="《乙办法》：该文件已于 2026-06-01 废止"):
        repeal(gone, cast, DAY + timedelta(30))


def test_a_clean_up_says_what_becomes_of_each_and_the_unlisted_lapse_where_it_says_so() -> None:
    cast = a_county()
    kept, ended, unlisted = (a_document(cast, name) for name in ("甲办法", "乙办法", "丙办法"))
    later = an_edition(cast, draft=a_draft("丁办法"))
    type(later).objects.filter(pk=later.pk).update(formed_on=date(2026, 5, 20))
    later.refresh_from_db()
    young = register(later, terms=Terms(date(2026, 5, 21)), by=cast.clerk, at=NOON)
    batch = Batch(
        "清理结果", "柳府发〔2026〕9号", date(2026, 4, 30), DAY, {kept.pk: KEEP, ended.pk: "repealed"}, True
    )
    planned = plan(cast.township, batch)
    assert planned.having("lapsed") == [unlisted] and planned.having("keep") == [kept]
    row = clean_up(cast.township, batch=batch, fingerprint=planned.fingerprint, by=cast.clerk, at=NOON)
    assert set(in_force_on(cast.township, DAY)) == {kept, young}
    assert {(change.document, change.what) for change in row.changes.all()} == {
        (ended, "repealed"),
        (unlisted, "lapsed"),
    }


@pytest.mark.parametrize("result", ["extended", "gone", ""])
def test_a_clean_up_with_a_result_that_is_none_changes_nothing(result: str) -> None:
    cast = a_county()
    first, second = a_document(cast, "甲办法"), a_document(cast, "乙办法")
    batch = Batch("清理", "柳府发〔2026〕9号", DAY, DAY, {first.pk: "repealed", second.pk: result})
    with pytest.raises(Refused):
        clean_up(cast.township, batch=batch, fingerprint="", by=cast.clerk, at=NOON)
    assert not ValidityChange.objects.exists()


def test_a_clean_up_cannot_touch_the_documents_of_another_body() -> None:
    cast = a_county()
    document = a_document(cast)
    batch = Batch("清理", "县府发〔2026〕9号", DAY, DAY, {document.pk: "repealed"})
    with pytest.raises(Refused, match="不是该机关"):
        clean_up(cast.bureau, batch=batch, fingerprint="", by=cast.clerk, at=NOON)


def test_a_clean_up_is_done_only_as_it_was_looked_at() -> None:
    cast = a_county()
    a_document(cast, "甲办法")
    batch = Batch("清理", "柳府发〔2026〕9号", date(2026, 4, 30), DAY, {}, others_lapse=True)
    seen = plan(cast.township, batch).fingerprint
    a_document(cast, "乙办法")
    with pytest.raises(Refused, match="请重新核对"):
        clean_up(cast.township, batch=batch, fingerprint=seen, by=cast.clerk, at=NOON)
    assert not ValidityChange.objects.exists()


def test_a_document_that_takes_the_place_of_others_ends_them_on_the_day_it_begins() -> None:
    cast = a_county()
    old = a_document(cast, "养犬管理办法（试行）")
    new = a_document(cast, "养犬管理办法", since=DAY, replaces=(old,))
    assert in_force_on(cast.township, DAY - timedelta(1)) == [old]
    assert in_force_on(cast.township, DAY) == [new]
    assert "《养犬管理办法》" in old.changes.get().basis
    foreign = register(
        begin(cast.bureau, draft=a_draft("救助办法"), by=cast.clerk, at=NOON),
        terms=Terms(date(2026, 3, 1)),
        by=cast.clerk,
        at=NOON,
    )
    with pytest.raises(Refused, match="不是柳湾镇人民政府制定的"):
        a_document(cast, "新办法", replaces=(foreign,))


def test_the_figures_of_table_two_are_counted() -> None:
    cast = a_county()
    a_document(cast, "甲办法")
    repeal(a_document(cast, "乙办法"), cast)
    assert figures_of(cast.township, 2026) == YearFigures(made=2, repealed=1, valid=1)
    assert figures_of(cast.township, 2027) == YearFigures(made=0, repealed=0, valid=1)
    assert figures_of(cast.bureau, 2026) == YearFigures(0, 0, 0)


def test_what_was_written_down_stays() -> None:
    cast = a_county()
    repeal(a_document(cast), cast)
    for statement in (
        "UPDATE catalogue_validitychange SET what = 'amended'",
        "DELETE FROM catalogue_validitychange",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_an_interpretation_and_its_document_know_each_other() -> None:
    cast = a_county()
    document, other = an_edition(cast).item, an_edition(cast).item
    interpret(other, of=document, by=cast.clerk, on=TODAY)
    interpret(other, of=document, by=cast.clerk, on=TODAY)
    assert [link.item for link in document.interpretations.all()] == [other]
    take_back_interpretation(other, of=document, by=cast.clerk, on=TODAY)
    assert not document.interpretations.exists()
    with pytest.raises(Refused):
        interpret(other, of=other, by=cast.clerk, on=TODAY)
