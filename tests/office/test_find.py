"""What is not public is found by those who work on it, and by nobody else on any page of the site."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.test import Client

from gongkai.catalogue.drafting import Openness, begin, change, next_edition
from gongkai.catalogue.models import Edition
from gongkai.catalogue.reassessing import grounds
from gongkai.catalogue.releasing import publish, withdraw
from gongkai.organisations.models import Person, Post
from gongkai.search.actions import rebuild
from gongkai.search.models import Entry
from gongkai.search.queries import Filters, find
from tests.catalogue.items import NOON, a_draft, an_edition
from tests.catalogue.ways import passed
from tests.people import TODAY, County, a_county, somebody, staff_of

pytestmark = pytest.mark.django_db
WORD = "犬类管理蓝皮书"
PUBLIC = (f"/search/?q={WORD}", f"/items/?q={WORD}", "/items/", "/", f"/api/v1/reports?q={WORD}")


@pytest.fixture
def cast() -> County:
    return a_county()


@pytest.fixture
def staff(cast: County) -> dict[Post, Person]:
    return staff_of(cast.township)


def as_(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def hits(client: Client, query: str = WORD, **asked: str) -> str:
    page: str = client.get("/office/find/", {"q": query, **asked}).content.decode()
    return page.split("<h1>检索稿件</h1>")[1].replace("<mark>", "").replace("</mark>", "")


def seen_outside(staff: dict[Post, Person]) -> list[str]:
    """Where somebody who does not work on it meets the word."""
    found = [path for path in PUBLIC if f"{WORD}</a>" in Client().get(path).content.decode()]
    found += (
        ["find"] if find(WORD).hits or find(WORD, filters=Filters(within=frozenset({"Q02"}))).hits else []
    )
    officer = as_(staff[Post.SYSTEM_OFFICER])
    return found + (["officer"] if officer.get("/office/find/", {"q": WORD}).status_code != 403 else [])


def test_a_draft_is_found_by_its_own_body_in_every_state_and_by_the_public_only_while_it_is_live(
    cast: County, staff: dict[Post, Person]
) -> None:
    clerk, bureau = as_(staff[Post.INFORMATION_OFFICER]), as_(somebody("bureau", cast.bureau))
    edition = an_edition(cast, draft=a_draft(WORD))
    assert WORD in hits(clerk) and "没有公开</span>" in hits(clerk)
    passed(edition, staff)
    assert f"/office/items/{edition.item_id}/" in hits(clerk) and seen_outside(staff) == []
    assert "没有找到" in hits(bureau)
    publish(edition, by=cast.clerk, at=NOON)
    assert "没有找到" in hits(clerk) and "公开中" in hits(clerk, where="all")
    assert find(WORD).total == 1
    edition.item.refresh_from_db()
    withdraw(edition.item, reason="日期有误", by=cast.clerk, at=NOON)
    assert WORD in hits(clerk) and seen_outside(staff) == []


def test_the_next_edition_is_not_found_outside_while_the_live_one_is(
    cast: County, staff: dict[Post, Person]
) -> None:
    edition = passed(an_edition(cast, draft=a_draft("关于养犬的通知")), staff)
    publish(edition, by=cast.clerk, at=NOON)
    change(next_edition(edition.item, by=cast.clerk, at=NOON), draft=a_draft(WORD), by=cast.clerk, at=NOON)
    assert WORD in hits(as_(staff[Post.REVIEWER])) and seen_outside(staff) == []
    assert find("关于养犬的通知").total == 1


def test_what_is_withheld_is_found_within_and_its_old_words_are_gone(
    cast: County, staff: dict[Post, Person]
) -> None:
    openness = Openness("withheld", "尚在讨论", next(iter(grounds())), TODAY)
    edition = begin(cast.township, draft=a_draft(WORD), by=cast.clerk, at=NOON, openness=openness)
    clerk = as_(staff[Post.INFORMATION_OFFICER])
    assert WORD in hits(clerk) and seen_outside(staff) == []
    change(edition, draft=a_draft("护林防火"), by=cast.clerk, at=NOON)
    assert "没有找到" in hits(clerk) and "护林防火" in hits(clerk, "护林防火")


def test_a_supervisor_finds_what_is_below_and_narrows_it_to_a_body(cast: County) -> None:
    an_edition(cast, draft=a_draft(WORD))
    above = as_(cast.clerk)
    assert WORD in hits(above) and WORD in hits(above, body=str(cast.township.pk))
    assert "没有找到" in hits(above, body=str(cast.bureau.pk))


def test_drafts_are_found_again_after_the_index_was_lost(cast: County, staff: dict[Post, Person]) -> None:
    an_edition(cast, draft=a_draft(WORD))
    live = passed(an_edition(cast, draft=a_draft("关于养犬的通知")), staff)
    publish(live, by=cast.clerk, at=NOON)
    Entry.objects.all().delete()
    rebuild()
    call_command("reindex")
    clerk = as_(staff[Post.INFORMATION_OFFICER])
    assert WORD in hits(clerk) and seen_outside(staff) == [] and "没有找到" in hits(clerk, "关于养犬的通知")
    assert Edition.objects.count() == Entry.objects.count() == 2
