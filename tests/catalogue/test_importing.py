"""Old items come in under one decision over all of them: every row accounted for, written wholly or not at all."""

from __future__ import annotations

import io

import pytest
from django.db import DatabaseError, connection, transaction
from django_tasks_db.models import DBTaskResult

from gongkai.approvals.deciding import Verdict, decide
from gongkai.approvals.queries import latest
from gongkai.catalogue.existing_batches import Sent, drop, hand_in, standing, subject, take_in
from gongkai.catalogue.existing_rows import template
from gongkai.catalogue.facts import facts
from gongkai.catalogue.importing import write
from gongkai.catalogue.models import Batch, Edition, Item, Manifest, Release
from gongkai.catalogue.numbering import numbers
from gongkai.catalogue.public import live_items
from gongkai.catalogue.releasing import publish
from gongkai.catalogue.tasks import patrol_public
from gongkai.files.admission import NotAdmitted
from gongkai.organisations.models import Person, Post
from gongkai.organisations.refusal import Refused
from gongkai.search.queries import find
from tests.catalogue.existing import GOOD, PLAIN, a_package, a_workbook, decided, taken
from tests.catalogue.items import NOON, a_draft, an_edition
from tests.catalogue.ways import passed
from tests.people import TODAY, County, a_county, staff_of

pytestmark = pytest.mark.django_db
SAYS = (
    "没有名称",
    "成文日期没有填写或者写得不对",
    "正文和附件都没有",
    "在今天之后",
    "早于成文日期",
    "没有附件“没有.pdf”",
    "体裁“诏书”不认识",
    "与第 2 行重复",
    "索引号与第 2 行相同",
)


@pytest.fixture
def cast() -> County:
    return a_county()


@pytest.fixture
def staff(cast: County) -> dict[Post, Person]:
    return staff_of(cast.township)


def faults(batch: Batch) -> dict[int, str]:
    return {line.row: line.fault for line in batch.lines.all()}


def refused_by_the_database(statement: str, *values: object) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)  # type: ignore[arg-type]


def test_a_batch_that_has_passed_is_public_under_its_numbers_and_is_found(
    cast: County, staff: dict[Post, Person]
) -> None:
    batch = decided(taken(cast.township, cast.clerk), staff)
    manifest = write(batch, by=cast.clerk, at=NOON)
    assert (manifest.count, manifest.decided_by) == (2, staff[Post.SIGNATORY])
    assert DBTaskResult.objects.get().task_path == patrol_public.module_path
    first, second = Item.objects.order_by("pk").select_related("live")
    assert (first.index_number, second.index_number) == ("LW/2019-0003", "Q03/2020-00001")
    assert first.live is not None and first.live.genre == "notice" and first.live.frozen
    assert [str(one.at.date()) for one in Release.objects.order_by("pk")] == ["2019-03-05", "2020-06-02"]
    assert [hit.key for hit in find("值班").hits] == [str(second.pk)]
    assert [hit.key for hit in find("张村").hits] == [str(second.pk)]  # the words of the enclosure
    assert len(list(live_items())) == 2
    counted = {one.received_on.year: one.count for one in facts([cast.township.pk]) if one.applicant == "all"}
    assert counted == {2019: 1, 2020: 1}
    batch.refresh_from_db()
    assert standing(batch) == "已导入"


def test_every_row_is_accounted_for(cast: County) -> None:
    rows = (
        GOOD,
        ("", "", "", "2020-01-01", "2020-01-01", "", "x", ""),
        ("没有日期", "", "", "去年", "2020-01-01", "", "x", ""),
        ("没有内容", "", "", "2020-01-01", "2020-01-01", "", "", ""),
        ("来自将来", "", "", "2020-01-01", "2099-01-01", "", "x", ""),
        ("发布在成文前", "", "", "2020-01-02", "2020-01-01", "", "x", ""),
        ("附件不在", "", "", "2020-01-01", "2020-01-01", "", "", "没有.pdf"),
        ("体裁不对", "", "", "2020-01-01", "2020-01-01", "诏书", "x", ""),
        GOOD,
        (*("同号", "", GOOD[2]), "2020-01-01", "2020-01-01", "", "x", ""),
        PLAIN,
    )
    batch = taken(cast.township, cast.clerk, rows)
    found = faults(batch)
    assert sorted(found) == list(range(2, 13)) and not found[2] and not found[12]
    for row, part in enumerate(SAYS, 3):
        assert part in found[row], found[row]


def test_nothing_is_written_before_the_decision_nor_twice(cast: County, staff: dict[Post, Person]) -> None:
    batch = taken(cast.township, cast.clerk)
    with pytest.raises(Refused, match="没有按现有内容通过审签"):
        write(batch, by=cast.clerk, at=NOON)
    matter = hand_in(batch, by=cast.clerk, at=NOON)
    with pytest.raises(Refused, match="没有按现有内容通过审签"):
        write(batch, by=cast.clerk, at=NOON)
    with pytest.raises(Refused, match="已经送审"):
        drop(batch, by=cast.clerk, on=TODAY)
    for step in matter.steps.order_by("order", "pk"):
        decide(step, Verdict("approve", matter.digest), by=staff[Post(step.post)], at=NOON)
    assert not Item.objects.exists()
    write(batch, by=cast.clerk, at=NOON)
    batch.refresh_from_db()
    with pytest.raises(Refused, match="已经导入"):
        write(batch, by=cast.clerk, at=NOON)
    assert Item.objects.count() == 2


def test_what_was_decided_about_cannot_be_changed_on_a_plain_connection(
    cast: County, staff: dict[Post, Person]
) -> None:
    batch = taken(cast.township, cast.clerk)
    hand_in(batch, by=cast.clerk, at=NOON)
    other = "f" * 64
    refused_by_the_database("UPDATE catalogue_batch SET digest = %s WHERE id = %s", other, batch.pk)
    refused_by_the_database("UPDATE catalogue_batchline SET digest = %s WHERE batch_id = %s", other, batch.pk)
    refused_by_the_database("DELETE FROM catalogue_batchline WHERE batch_id = %s", batch.pk)
    refused_by_the_database(
        "INSERT INTO catalogue_batchline (batch_id, \"row\", title, digest, fault) VALUES (%s, 99, 'x', %s, '')",
        batch.pk,
        other,
    )
    refused_by_the_database(
        "INSERT INTO catalogue_manifest (digest, count, decided_by_id, decided_on, reason)"
        " VALUES (%s, 1, %s, '2026-03-02', 'x')",
        batch.digest,
        cast.clerk.pk,
    )


def test_no_other_edition_goes_out_under_a_manifest(cast: County, staff: dict[Post, Person]) -> None:
    write(decided(taken(cast.township, cast.clerk), staff), by=cast.clerk, at=NOON)
    other = an_edition(cast, draft=a_draft())
    Edition.objects.filter(pk=other.pk).update(frozen=True)
    refused_by_the_database(
        "INSERT INTO catalogue_release (edition_id, digest, channel, account, by_id, at, proof, manifest_id)"
        " VALUES (%s, %s, 'portal', '', %s, '2026-03-02 12:00:00', '', %s)",
        other.pk,
        other.digest,
        cast.clerk.pk,
        Manifest.objects.get().pk,
    )


def test_a_list_that_no_longer_fits_is_refused_whole(cast: County, staff: dict[Post, Person]) -> None:
    batch = decided(taken(cast.township, cast.clerk), staff)
    Item.objects.create(body=cast.bureau, author=cast.clerk, begun_on=TODAY, index_number="LW/2019-0003")
    with pytest.raises(Refused, match="第 2 行现在不能导入：索引号已有别的条目使用"):
        write(batch, by=cast.clerk, at=NOON)
    assert Item.objects.count() == 1 and not Manifest.objects.exists() and not find("值班").hits


def test_what_is_public_already_is_not_taken_in_again(cast: County, staff: dict[Post, Person]) -> None:
    write(decided(taken(cast.township, cast.clerk), staff), by=cast.clerk, at=NOON)
    again = taken(cast.township, cast.clerk)
    found = faults(again)
    assert "索引号已有别的条目使用" in found[2] and "已经公开" in found[3]
    with pytest.raises(Refused, match="没有一行可以导入"):
        hand_in(again, by=cast.clerk, at=NOON)
    drop(again, by=cast.clerk, on=TODAY)


def test_an_imported_item_goes_on_like_any_other(cast: County, staff: dict[Post, Person]) -> None:
    write(decided(taken(cast.township, cast.clerk), staff), by=cast.clerk, at=NOON)
    edition = passed(an_edition(cast, draft=a_draft()), staff)
    publish(edition, by=cast.clerk, at=NOON)
    assert Item.objects.get(live=edition).index_number == "Q03/2026-00001"


@pytest.mark.parametrize(
    ("package", "says"),
    [
        (a_package(**{"a／安排.txt": b"1", "b／安排.txt": b"2"}), "都叫“安排.txt”"),
        (a_package(**{"x.exe": b"MZ\x90"}), "平台不接收程序"),
    ],
)
def test_a_zip_with_what_may_not_come_in_is_refused(cast: County, package: bytes, says: str) -> None:
    sent = Sent(io.BytesIO(a_workbook()), "存量.xlsx", io.BytesIO(package), "附件.zip")
    with pytest.raises((Refused, NotAdmitted), match=says):
        take_in(cast.township, sent=sent, by=cast.clerk, at=NOON)
    assert not Batch.objects.exists()


def test_what_is_no_list_is_refused_in_words(cast: County) -> None:
    for data, error in ((b"<html>", NotAdmitted), (template(), Refused)):
        with pytest.raises(error):
            take_in(cast.township, sent=Sent(io.BytesIO(data), "存量.xlsx"), by=cast.clerk, at=NOON)


def test_many_numbers_at_once_pass_over_those_that_are_taken(cast: County) -> None:
    Item.objects.create(body=cast.township, author=cast.clerk, begun_on=TODAY, index_number="Q03/2026-00002")
    wanted = [(TODAY, "")] * 3
    assert numbers(cast.township, wanted, taken={"Q03/2026-00004"}) == [
        "Q03/2026-00001",
        "Q03/2026-00003",
        "Q03/2026-00005",
    ]
    assert numbers(cast.township, [(TODAY, "")]) == ["Q03/2026-00006"]


def test_whoever_brought_the_list_does_not_decide_about_it(cast: County) -> None:
    batch = taken(cast.township, cast.clerk)
    hand_in(batch, by=cast.clerk, at=NOON)
    matter = latest(subject(batch))
    assert matter is not None and matter.writers.filter(person=cast.clerk).exists()
