"""Nothing goes out unreviewed: refused by the platform and, on a plain connection, by the database."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from gongkai.approvals import actions as approvals
from gongkai.approvals.deciding import Verdict, decide
from gongkai.approvals.models import State
from gongkai.approvals.queries import latest
from gongkai.catalogue.content import content_of, subject
from gongkai.catalogue.drafting import File, change, draft_of, next_edition
from gongkai.catalogue.looking import let_pass, look, open_suspects
from gongkai.catalogue.models import Item, Release, Removal
from gongkai.catalogue.releasing import cleared, publish, withdraw
from gongkai.catalogue.review import hand_in
from gongkai.files.store import keep
from gongkai.organisations.models import Post
from gongkai.organisations.refusal import Refused
from gongkai.search.queries import find
from tests.catalogue.items import NOON, a_draft, an_edition
from tests.catalogue.ways import decide_all, passed
from tests.people import a_county, staff_of

pytestmark = pytest.mark.django_db
PLAIN = (
    "INSERT INTO catalogue_release (edition_id, digest, channel, account, by_id, at, proof)"
    " VALUES (%s, %s, 'portal', '', %s, '2026-03-02 12:00:00', '')"
)


def refused_by_the_database(statement: str, values: list[object]) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def enclosed(name: str, data: bytes) -> File:
    return File(name, keep(data), "txt", len(data))


def test_a_reviewed_edition_goes_out_under_its_number_and_is_found() -> None:
    cast = a_county()
    draft = a_draft(files=(enclosed("方案.txt", "清淤方案".encode()),))
    edition = passed(an_edition(cast, draft=draft), staff_of(cast.township))
    (release,) = publish(edition, by=cast.clerk, at=NOON)
    item = Item.objects.get()
    assert (item.live, item.index_number, release.digest) == (edition, "Q03/2026-00001", edition.digest)
    assert [hit.address for hit in find("河道清淤").hits] == [f"/items/{item.pk}/"]
    assert [hit.key for hit in find("Q03／2026－00001").hits] == [str(item.pk)]


@pytest.mark.parametrize("missing", [Post.REVIEWER, Post.SECRECY_REVIEWER, Post.SIGNATORY])
def test_without_any_one_decision_it_stays_in(missing: Post) -> None:
    cast = a_county()
    staff = staff_of(cast.township)
    edition = an_edition(cast, draft=a_draft())
    matter = hand_in(edition, by=cast.clerk, at=NOON)
    for step in matter.steps.order_by("order", "pk"):
        if step.post != missing:
            with suppress(Refused), transaction.atomic():
                decide(step, Verdict("approve", matter.digest), by=staff[Post(step.post)], at=NOON)
    edition.refresh_from_db()
    with pytest.raises(Refused, match="没有按现有内容通过审签"):
        publish(edition, by=cast.clerk, at=NOON)
    refused_by_the_database(PLAIN, [edition.pk, edition.digest, cast.clerk.pk])


def test_the_author_alone_cannot_publish() -> None:
    cast = a_county()
    edition = an_edition(cast, draft=a_draft())
    with pytest.raises(Refused, match="还没有送审"):
        publish(edition, by=cast.clerk, at=NOON)
    refused_by_the_database(PLAIN, [edition.pk, edition.digest, cast.clerk.pk])
    matter = hand_in(edition, by=cast.clerk, at=NOON)
    for step in matter.steps.all():
        with pytest.raises(Refused):
            decide(step, Verdict("approve", matter.digest), by=cast.clerk, at=NOON)
    refused_by_the_database("UPDATE approvals_matter SET state = 'passed' WHERE id = %s", [matter.pk])


def test_a_byte_changed_after_the_look_is_refused() -> None:
    cast = a_county()
    staff = staff_of(cast.township)
    edition = passed(an_edition(cast, draft=a_draft()), staff)
    refused_by_the_database("UPDATE catalogue_edition SET text = '<p>改</p>' WHERE id = %s", [edition.pk])
    refused_by_the_database(PLAIN, [edition.pk, "0" * 64, cast.clerk.pk])
    copy = next_edition(edition.item, by=cast.clerk, at=NOON)
    changed = change(copy, draft=replace(draft_of(copy), title="改过的题"), by=cast.clerk, at=NOON)
    refused_by_the_database(PLAIN, [changed.pk, edition.digest, cast.clerk.pk])
    refused_by_the_database(PLAIN, [changed.pk, changed.digest, cast.clerk.pk])


def test_a_file_that_is_no_longer_what_was_looked_at_is_refused(tmp_path: Path) -> None:
    cast = a_county()
    file = enclosed("方案.txt", b"plan")
    edition = passed(an_edition(cast, draft=a_draft(files=(file,))), staff_of(cast.township))
    from_store = next((tmp_path / "files").rglob(file.digest))
    from_store.chmod(0o644)
    from_store.write_bytes(b"plot")
    with pytest.raises(Refused, match="附件“方案.txt”已损坏"):
        publish(edition, by=cast.clerk, at=NOON)


def test_an_open_suspect_is_refused_until_somebody_else_lets_it_pass() -> None:
    cast = a_county()
    staff = staff_of(cast.township)
    edition = an_edition(cast, draft=a_draft(text="<p>身份证号：11010519491231002X</p>"))
    edition = passed(edition, staff)
    with pytest.raises(Refused, match="1 处疑点"):
        publish(edition, by=cast.clerk, at=NOON)
    refused_by_the_database(PLAIN, [edition.pk, edition.digest, cast.clerk.pk])
    (suspect,) = open_suspects(edition)
    refused_by_the_database(
        "INSERT INTO catalogue_passing (suspect_id, reason, by_id, at) VALUES (%s, '样例', %s, '2026-03-02 12:00:00')",
        [suspect.pk, cast.clerk.pk],
    )
    let_pass(suspect, reason="国家标准的样例", by=staff[Post.REVIEWER], at=NOON)
    assert len(publish(edition, by=cast.clerk, at=NOON)) == 1


def test_what_came_back_is_presented_anew_and_earlier_decisions_fall() -> None:
    cast = a_county()
    staff = staff_of(cast.township)
    edition = an_edition(cast, draft=a_draft())
    matter = hand_in(edition, by=cast.clerk, at=NOON)
    first = matter.steps.get(code="review")
    decide(first, Verdict("return", matter.digest, "标题应写全称"), by=staff[Post.REVIEWER], at=NOON)
    copy = next_edition(edition.item, by=cast.clerk, at=NOON)
    change(copy, draft=replace(draft_of(copy), title="关于清沟河道清淤的通知"), by=cast.clerk, at=NOON)
    copy.refresh_from_db()
    again = hand_in(copy, by=cast.clerk, at=NOON)
    assert (again.pk, again.turn, again.state) == (matter.pk, 2, State.OPEN)
    decide_all(again, staff)
    with pytest.raises(Refused):
        publish(edition, by=cast.clerk, at=NOON)
    assert publish(copy, by=cast.clerk, at=NOON)


def test_the_live_page_stays_up_while_the_next_edition_is_prepared() -> None:
    cast = a_county()
    staff = staff_of(cast.township)
    draft = a_draft()
    edition = passed(an_edition(cast, draft=draft), staff)
    publish(edition, by=cast.clerk, at=NOON)
    copy = next_edition(edition.item, by=cast.clerk, at=NOON)
    change(copy, draft=replace(draft, title="关于河道清淤的补充通知"), by=cast.clerk, at=NOON)
    assert Item.objects.get().live == edition
    copy.refresh_from_db()
    passed(copy, staff)
    publish(copy, by=cast.clerk, at=NOON)
    item = Item.objects.get()
    assert (item.live, item.index_number) == (copy, "Q03/2026-00001")
    assert [hit.key for hit in find("补充通知").hits] == [str(item.pk)]


def test_an_item_taken_back_is_found_no_more_and_leaves_a_task_for_every_other_channel() -> None:
    cast = a_county()
    staff = staff_of(cast.township)
    edition = passed(an_edition(cast, draft=a_draft()), staff)
    publish(edition, channels=[("wechat", "柳湾发布")], by=cast.clerk, at=NOON)
    withdrawal = withdraw(edition.item, reason="附件有误", by=cast.clerk, at=NOON)
    assert not find("河道清淤").hits and Item.objects.get().live is None
    (task,) = Removal.objects.filter(withdrawal=withdrawal, done_at__isnull=True)
    assert task.release.channel == "wechat"
    with pytest.raises(Refused, match="凭证"):
        cleared(task, proof=" ", by=cast.clerk, at=NOON)
    cleared(task, proof="已删除，截图 3 号", by=cast.clerk, at=NOON)
    with pytest.raises(Refused, match="没有在公开"):
        withdraw(edition.item, reason="再撤", by=cast.clerk, at=NOON)
    refused_by_the_database("UPDATE catalogue_item SET live_id = %s", [an_edition(cast).pk])


def test_releases_stay_on_record() -> None:
    cast = a_county()
    edition = passed(an_edition(cast, draft=a_draft()), staff_of(cast.township))
    publish(edition, by=cast.clerk, at=NOON)
    assert Release.objects.count() == 1
    refused_by_the_database("DELETE FROM catalogue_release", [])
    refused_by_the_database("UPDATE catalogue_release SET at = '2026-01-01 00:00:00'", [])
    refused_by_the_database("DELETE FROM approvals_decision", [])


def test_what_passed_a_chain_without_the_looks_stays_in() -> None:
    cast = a_county()
    staff = staff_of(cast.township)
    edition = an_edition(cast, draft=a_draft())
    look(edition, at=NOON)
    hand_in(edition, by=cast.clerk, at=NOON)
    waiting = latest(subject(edition.item))
    assert waiting is not None
    approvals.recall(waiting, by=cast.clerk, at=NOON, reason="改走别的链")
    edition.refresh_from_db()
    asked = approvals.Subject(subject(edition.item), "withdrawal", edition.item.body, edition.title)
    decide_all(approvals.begin(asked, content=content_of(edition), by=cast.clerk, at=NOON), staff)
    with pytest.raises(Refused, match="没有按现有内容通过审签"):
        publish(edition, by=cast.clerk, at=NOON)
    refused_by_the_database(PLAIN, [edition.pk, edition.digest, cast.clerk.pk])
