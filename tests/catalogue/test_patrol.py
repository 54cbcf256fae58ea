"""What is out is looked at again by the rules of today: what came in without a look, and what the rules did not know."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gongkai.catalogue import looking
from gongkai.catalogue.importing import write
from gongkai.catalogue.looking import let_pass, open_suspects
from gongkai.catalogue.models import Item, PatrolHit
from gongkai.catalogue.patrol import hits_within, keep, open_hits, patrol, progress, to_do
from gongkai.catalogue.releasing import publish, withdraw
from gongkai.organisations.models import Person, Post
from gongkai.organisations.refusal import Refused
from tests.catalogue.existing import GOOD, PLAIN, decided, taken
from tests.catalogue.items import NOON, a_draft, an_edition
from tests.catalogue.ways import passed
from tests.people import TODAY, County, a_county, staff_of

pytestmark = pytest.mark.django_db
LEAK = ("低保名单", "", "", "2019-01-04", "2019-01-07", "", "张某某，身份证号 11010519491231002X。", "")
WEEK = timedelta(days=7)


@pytest.fixture
def cast() -> County:
    return a_county()


@pytest.fixture
def staff(cast: County) -> dict[Post, Person]:
    return staff_of(cast.township)


def imported(cast: County, staff: dict[Post, Person], *rows: tuple[str, ...]) -> None:
    write(decided(taken(cast.township, cast.clerk, rows), staff), by=cast.clerk, at=NOON)


def test_personal_data_that_came_in_with_old_items_is_found_masked_and_told(
    cast: County, staff: dict[Post, Person]
) -> None:
    imported(cast, staff, GOOD, LEAK, PLAIN)
    assert patrol(on=TODAY, most=2) == 2
    assert progress(TODAY) == (2, 3)
    assert patrol(on=TODAY) == 1 and patrol(on=TODAY + WEEK) == 0
    (hit,) = PatrolHit.objects.filter(kind="id_number")
    assert "11010519491231002X" not in hit.shown and hit.edition.title == "低保名单"
    (todo,) = to_do(staff[Post.INFORMATION_OFFICER], TODAY)
    assert "巡检发现" in todo.says and todo.body == cast.township
    assert to_do(staff[Post.AUDIT_OFFICER], TODAY) == []
    assert hit in hits_within(staff[Post.REVIEWER], TODAY)
    withdraw(Item.objects.get(live__title="低保名单"), reason="泄露个人信息", by=cast.clerk, at=NOON)
    assert not open_hits(frozenset([cast.township.pk])).filter(kind="id_number").exists()


def test_newer_rules_look_at_everything_again(
    cast: County, staff: dict[Post, Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(cast, staff, GOOD, LEAK)
    patrol(on=TODAY)
    before = PatrolHit.objects.count()
    monkeypatch.setattr(looking, "VERSION", "2")
    assert progress(TODAY + WEEK) == (0, 2)
    assert patrol(on=TODAY + WEEK) == 2 and PatrolHit.objects.count() == before


def test_a_hit_may_stay_by_somebody_elses_word_with_a_reason(cast: County, staff: dict[Post, Person]) -> None:
    imported(cast, staff, LEAK)
    patrol(on=TODAY)
    hit = PatrolHit.objects.get(kind="id_number")
    with pytest.raises(Refused, match="导入人不能核定"):
        keep(hit, reason="示例号码", by=cast.clerk, on=TODAY)
    reviewer = staff[Post.SECRECY_REVIEWER]
    with pytest.raises(Refused, match="请写明保留的理由"):
        keep(hit, reason=" ", by=reviewer, on=TODAY)
    keep(hit, reason="是公开的示例号码", by=reviewer, on=TODAY)
    assert hit not in open_hits(frozenset([cast.township.pk]))
    with pytest.raises(Refused, match="已经核定"):
        keep(hit, reason="再来一次", by=reviewer, on=TODAY)


def test_what_was_let_pass_before_it_went_out_is_no_hit(cast: County, staff: dict[Post, Person]) -> None:
    text = "<p>张某某，身份证号 11010519491231002X。</p>"
    edition = passed(an_edition(cast, draft=a_draft(text=text)), staff)
    for suspect in open_suspects(edition):
        let_pass(suspect, reason="示例", by=staff[Post.REVIEWER], at=NOON)
    publish(edition, by=cast.clerk, at=NOON)
    patrol(on=TODAY)
    assert not PatrolHit.objects.exists()
