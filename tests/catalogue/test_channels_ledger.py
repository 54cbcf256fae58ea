"""Only what is up goes to other channels: each with proof and reads, and a task to take it off; counted once."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from gongkai.catalogue.drafting import next_edition
from gongkai.catalogue.facts import facts
from gongkai.catalogue.gazettes import arrange, begin_issue, candidates, close_issue, drop_issue
from gongkai.catalogue.models import GazetteIssue, Item, Outlet, ReadCount, Release, Removal
from gongkai.catalogue.outlets import (
    Particulars,
    change_outlet,
    close_outlet,
    faults_of,
    keep_count,
    open_outlet,
    outlets_for,
    to_do,
)
from gongkai.catalogue.owned import OUTLETS
from gongkai.catalogue.reading_points import deliver, digest_of, editions_for, write
from gongkai.catalogue.releasing import cleared, publish, withdraw
from gongkai.catalogue.sending import Proof, count_reads, make, prove, send, sent
from gongkai.catalogue.sending import to_do as unproved
from gongkai.files.actions import keep_own
from gongkai.organisations.models import Body, Person, Post
from gongkai.organisations.refusal import Refused
from tests.catalogue.channels import OPENED, SITE, an_outlet
from tests.catalogue.items import NOON, a_draft, an_edition
from tests.catalogue.ways import passed
from tests.people import TODAY, County, a_county, somebody, staff_of

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=1)


class Scene:
    """A township with an item that is up."""

    def __init__(self) -> None:
        self.cast: County = a_county()
        self.staff: dict[Post, Person] = staff_of(self.cast.township)
        self.clerk = self.cast.clerk
        draft = a_draft()
        self.edition = passed(an_edition(self.cast, draft=draft), self.staff)
        publish(self.edition, by=self.clerk, at=NOON)
        self.edition.refresh_from_db()
        self.item: Item = Item.objects.select_related("body", "live").get()

    def another(self, title: str = "关于春季造林的通知") -> Item:
        edition = passed(an_edition(self.cast, draft=a_draft(title)), self.staff)
        publish(edition, by=self.clerk, at=NOON)
        return Item.objects.select_related("body", "live").get(pk=edition.item_id)


@pytest.fixture
def scene() -> Scene:
    return Scene()


def refused_by_the_database(statement: str, *values: object) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)  # type: ignore[arg-type]


def counted(*bodies: Body) -> dict[tuple[str, int], int]:
    return {(one.applicant, one.received_on.year): one.count for one in facts([body.pk for body in bodies])}


def test_what_is_up_goes_out_with_proof_is_read_and_taken_off_with_proof(scene: Scene) -> None:
    outlet = an_outlet(scene.cast, "wechat")
    release = send(scene.edition, outlet=outlet, by=scene.clerk, at=NOON)
    assert (release.channel, release.digest, release.proof) == ("wechat", scene.edition.digest, "")
    photo = keep_own(b"photo", kind="png", on=TODAY)
    prove(release, proof=Proof("https://example.invalid/s/1", photo), by=scene.clerk, at=LATER)
    count_reads(release, reads=120, by=scene.clerk, on=TODAY)
    (shown,) = sent(scene.item)
    assert (shown.proof, shown.picture) == ("https://example.invalid/s/1", photo)
    withdraw(scene.item, reason="内容有误", by=scene.clerk, at=LATER)
    task = Removal.objects.get(release=release)
    assert task.done_at is None
    with pytest.raises(Refused, match="请写明清除的凭证"):
        cleared(task, proof=" ", by=scene.clerk, at=LATER)
    cleared(task, proof="已删除，截图", picture=photo, by=scene.clerk, at=LATER)
    with pytest.raises(Refused, match="已经办结"):
        cleared(task, proof="再来一次", by=scene.clerk, at=LATER)
    refused_by_the_database("UPDATE catalogue_removal SET proof = '' WHERE id = %s", task.pk)


def test_nothing_goes_out_that_is_not_up(scene: Scene) -> None:
    outlet = an_outlet(scene.cast, "wechat")
    draft = an_edition(scene.cast, draft=a_draft("另一条"))
    fresh = next_edition(scene.item, by=scene.clerk, at=NOON)
    withdrawn = scene.another()
    taken = withdrawn.live
    assert taken is not None
    withdraw(withdrawn, reason="内容有误", by=scene.clerk, at=NOON)
    for edition in (draft, fresh, taken):
        edition.refresh_from_db()
        with pytest.raises(Refused, match="只有正在公开的版本"):
            send(edition, outlet=outlet, by=scene.clerk, at=NOON)
        edition.item.refresh_from_db()
        with pytest.raises(Refused, match="只有正在公开的版本"):
            make(edition, outlet, "article", SITE)


def test_the_database_lets_nothing_onto_a_channel_before_the_portal(scene: Scene) -> None:
    ready = passed(an_edition(scene.cast, draft=a_draft("另一条")), scene.staff)
    plain = (
        "INSERT INTO catalogue_release (edition_id, digest, channel, account, by_id, at, proof)"
        " VALUES (%s, %s, 'wechat', 'x', %s, '2026-03-02 12:00:00', '')"
    )
    refused_by_the_database(plain, ready.pk, ready.digest, scene.clerk.pk)
    publish(ready, channels=[("wechat", "x")], by=scene.clerk, at=NOON)
    assert Release.objects.filter(edition=ready).count() == 2


def test_an_outlet_serves_its_own_body_and_where_it_is_said_those_below(scene: Scene) -> None:
    own = an_outlet(scene.cast, "wechat")
    county = an_outlet(scene.cast, "wechat", "青溪发布", scene.cast.county, serves_below=True)
    shut = an_outlet(scene.cast, "weibo", "青溪微博", scene.cast.county)
    other = an_outlet(scene.cast, "wechat", "青溪民政", scene.cast.bureau, serves_below=True)
    assert set(outlets_for(scene.item, TODAY)) == {own, county}
    for outlet in (shut, other):
        with pytest.raises(Refused, match="不供柳湾镇人民政府发布"):
            send(scene.edition, outlet=outlet, by=scene.clerk, at=NOON)
    send(scene.edition, outlet=county, by=scene.clerk, at=NOON)
    with pytest.raises(Refused, match="已在“青溪发布”发布过"):
        send(scene.edition, outlet=county, by=scene.clerk, at=NOON)


def test_an_item_counts_once_and_once_in_each_row_of_channels(scene: Scene) -> None:
    first, second = (an_outlet(scene.cast, "wechat", name) for name in ("柳湾发布", "柳湾农业"))
    board = an_outlet(scene.cast, "notice_board", "村公示栏")
    screen = an_outlet(scene.cast, "led", "镇电子屏")
    for outlet in (first, second, board, screen):
        send(scene.edition, outlet=outlet, by=scene.clerk, at=NOON)
    scene.another()
    edition = next_edition(scene.item, by=scene.clerk, at=NOON)
    publish(passed(edition, scene.staff), by=scene.clerk, at=NOON.replace(year=2027))
    expected = {("all", 2026): 2, ("website", 2026): 2, ("wechat", 2026): 1, ("other", 2026): 1}
    assert counted(scene.cast.township) == expected
    assert counted(scene.cast.county) == {}
    withdraw(scene.item, reason="内容有误", by=scene.clerk, at=LATER)
    assert counted(scene.cast.township, scene.cast.county) == expected


def test_reads_only_grow_and_the_count_of_a_day_is_one(scene: Scene) -> None:
    release = send(scene.edition, outlet=an_outlet(scene.cast, "weibo"), by=scene.clerk, at=NOON)
    count_reads(release, reads=10, by=scene.clerk, on=TODAY)
    count_reads(release, reads=12, by=scene.clerk, on=TODAY)
    with pytest.raises(Refused, match="不会更少"):
        count_reads(release, reads=11, by=scene.clerk, on=TODAY + timedelta(days=1))
    assert list(ReadCount.objects.values_list("reads", flat=True)) == [12]


def test_who_publishes_is_reminded_of_proof_that_is_missing(scene: Scene) -> None:
    release = send(scene.edition, outlet=an_outlet(scene.cast, "weibo"), by=scene.clerk, at=NOON)
    officer = scene.staff[Post.INFORMATION_OFFICER]
    assert unproved(officer, TODAY) == []
    (todo,) = unproved(officer, TODAY + timedelta(days=3))
    assert "还没有登记凭证" in todo.says
    prove(release, proof=Proof("截图已存"), by=scene.clerk, at=NOON)
    assert unproved(officer, TODAY + timedelta(days=3)) == []


def test_an_account_that_is_quiet_or_dead_is_told_of(scene: Scene) -> None:
    outlet = an_outlet(scene.cast, "wechat")
    board = an_outlet(scene.cast, "notice_board", "村公示栏")
    officer = scene.staff[Post.INFORMATION_OFFICER]

    def told(day: date) -> list[str]:
        return [fault.says for fault in faults_of(outlet, None, day)]

    keep_count(outlet, followers=1500, renewed_on=TODAY, by=scene.clerk, on=TODAY)
    outlet.refresh_from_db()
    assert told(TODAY + timedelta(days=14)) == ["没有认证。", "没有备案。"]
    assert "两周没有更新" in told(TODAY + timedelta(days=15))[0]
    assert "僵尸号" in told(TODAY + timedelta(days=93))[0]
    assert faults_of(board, None, TODAY + timedelta(days=500)) == []
    assert [todo.says for todo in to_do(officer, TODAY + timedelta(days=15))] == ["“柳湾发布”两周没有更新"]
    an_outlet(scene.cast, "wechat", "柳湾农业")
    assert any("不止一个账号" in says for says in told(TODAY))


def test_what_goes_out_on_an_account_renews_it(scene: Scene) -> None:
    outlet = an_outlet(scene.cast, "wechat")
    assert to_do(scene.staff[Post.INFORMATION_OFFICER], TODAY)
    send(scene.edition, outlet=outlet, by=scene.clerk, at=NOON)
    assert to_do(scene.staff[Post.INFORMATION_OFFICER], TODAY) == []


def test_an_account_closes_only_when_nothing_has_to_be_taken_off_it(scene: Scene) -> None:
    outlet = an_outlet(scene.cast, "wechat")
    send(scene.edition, outlet=outlet, by=scene.clerk, at=NOON)
    withdraw(scene.item, reason="内容有误", by=scene.clerk, at=NOON)
    with pytest.raises(Refused, match="还有 1 条撤回的信息"):
        close_outlet(outlet, reason="关停整合", by=scene.clerk, on=TODAY)
    cleared(Removal.objects.get(release__outlet=outlet), proof="已删", by=scene.clerk, at=NOON)
    close_outlet(outlet, reason="关停整合", by=scene.clerk, on=TODAY)
    with pytest.raises(Refused, match="已经停用"):
        keep_count(outlet, followers=1, renewed_on=None, by=scene.clerk, on=TODAY)


def test_an_outlet_is_entered_once_and_keeps_its_platform(scene: Scene) -> None:
    outlet = an_outlet(scene.cast, "wechat")
    with pytest.raises(Refused, match="已有同名的账号"):
        an_outlet(scene.cast, "wechat")
    for wrong, says in ((Particulars("tv", "x"), "选择平台"), (Particulars("weibo", " "), "账号名称")):
        with pytest.raises(Refused, match=says):
            open_outlet(
                scene.cast.township,
                particulars=wrong,
                keeper=scene.clerk,
                opened_on=OPENED,
                by=scene.clerk,
                on=TODAY,
            )
    moved = Particulars("weibo", "柳湾发布")
    with pytest.raises(Refused, match="平台不能改"):
        change_outlet(outlet, particulars=moved, keeper=scene.clerk, by=scene.clerk, on=TODAY)
    change_outlet(
        outlet, particulars=Particulars("wechat", "柳湾新声"), keeper=scene.clerk, by=scene.clerk, on=TODAY
    )
    assert Outlet.objects.get().name == "柳湾新声"


def test_an_open_outlet_is_handed_over(scene: Scene) -> None:
    outlet, heir = an_outlet(scene.cast, "wechat"), somebody("heir", scene.cast.township)
    (held,) = OUTLETS.held(scene.clerk, TODAY)
    OUTLETS.pass_on(held, heir, by=scene.clerk, on=TODAY)
    outlet.refresh_from_db()
    assert outlet.keeper == heir and OUTLETS.held(scene.clerk, TODAY) == []


def test_an_issue_of_the_gazette_is_numbered_arranged_and_closed_for_ever(scene: Scene) -> None:
    gazette = an_outlet(scene.cast, "gazette", "青溪县人民政府公报", scene.cast.county, serves_below=True)
    issue = begin_issue(gazette, on=TODAY, by=scene.clerk, today=TODAY)
    other = scene.another()
    assert other.live is not None
    assert list(candidates(issue, TODAY)) == [other, scene.item]
    arrange(issue, editions=[other.live, scene.edition], by=scene.clerk, on=TODAY)
    close_issue(issue, site=SITE, by=scene.clerk, at=NOON)
    issue.refresh_from_db()
    assert issue.label == "2026年第1期" and issue.pdf is not None and issue.docx is not None
    releases = Release.objects.filter(channel="gazette")
    assert {one.account for one in releases} == {"青溪县人民政府公报2026年第1期"} and len(releases) == 2
    assert counted(scene.cast.township)["gazette", 2026] == 2
    with pytest.raises(Refused, match="已经定稿"):
        arrange(issue, editions=[], by=scene.clerk, on=TODAY)
    refused_by_the_database("UPDATE catalogue_gazetteissue SET number = 9 WHERE id = %s", issue.pk)
    refused_by_the_database("DELETE FROM catalogue_gazetteentry WHERE issue_id = %s", issue.pk)
    assert begin_issue(gazette, on=TODAY, by=scene.clerk, today=TODAY).number == 2
    assert begin_issue(gazette, on=date(2027, 1, 5), by=scene.clerk, today=TODAY).number == 1


def test_an_issue_takes_only_what_is_up_and_what_its_gazette_serves(scene: Scene) -> None:
    gazette = an_outlet(scene.cast, "gazette", "民政公报", scene.cast.bureau)
    issue = begin_issue(gazette, on=TODAY, by=scene.clerk, today=TODAY)
    with pytest.raises(Refused, match="不由“民政公报”刊登"):
        arrange(issue, editions=[scene.edition], by=scene.clerk, on=TODAY)
    own = an_outlet(scene.cast, "gazette", "柳湾公报")
    issue = begin_issue(own, on=TODAY, by=scene.clerk, today=TODAY)
    with pytest.raises(Refused, match="还没有排入"):
        close_issue(issue, site=SITE, by=scene.clerk, at=NOON)
    arrange(issue, editions=[scene.edition], by=scene.clerk, on=TODAY)
    withdraw(scene.item, reason="内容有误", by=scene.clerk, at=NOON)
    with pytest.raises(Refused, match="没有在公开"):
        close_issue(issue, site=SITE, by=scene.clerk, at=NOON)
    later = begin_issue(own, on=TODAY, by=scene.clerk, today=TODAY)
    with pytest.raises(Refused, match="后面已有"):
        drop_issue(issue, by=scene.clerk, on=TODAY)
    drop_issue(later, by=scene.clerk, on=TODAY)
    assert GazetteIssue.objects.filter(outlet=own).count() == 1


def test_a_package_put_on_the_computer_proves_what_is_in_it_and_that_the_rest_is_off(scene: Scene) -> None:
    point = an_outlet(scene.cast, "reading_point", "镇便民服务中心查阅点")
    other = scene.another()
    digest = digest_of(editions_for(point, TODAY))
    write(point, io.BytesIO(), site=SITE, on=TODAY)
    with pytest.raises(Refused, match="凭证"):
        deliver(point, digest=digest, by=scene.clerk, at=NOON)
    assert deliver(point, digest=digest, proof=Proof("窗口已签收"), by=scene.clerk, at=NOON) == (2, 0)
    withdraw(other, reason="内容有误", by=scene.clerk, at=LATER)
    with pytest.raises(Refused, match="有了变化"):
        deliver(point, digest=digest, proof=Proof("窗口已签收"), by=scene.clerk, at=LATER)
    digest = digest_of(editions_for(point, TODAY))
    assert deliver(point, digest=digest, proof=Proof("窗口已签收"), by=scene.clerk, at=LATER) == (0, 1)
    assert not Removal.objects.filter(done_at__isnull=True).exists()
