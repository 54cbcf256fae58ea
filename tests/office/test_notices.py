"""我的提醒: one's own and nobody else's, read and done and taken back; how one wants to be told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from gongkai.notices.actions import done, tell
from gongkai.notices.models import Notice, Reach, Telling
from gongkai.organisations.models import Body, Person, Post
from tests.people import County, a_county, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> County:
    return a_county()


def told(body: Body, key: str = "n", says: str = "一件待办的事", link: str = "/office/drafts/") -> Notice:
    now = timezone.now()
    return tell(
        key=key,
        kind="applications",
        body=body,
        post=Post.INFORMATION_OFFICER,
        says=says,
        link=link,
        on=now,
        due=timezone.localdate() + timedelta(days=2),
    )


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_a_notice_is_listed_with_its_deadline_and_leads_to_where_it_is_dealt_with(cast: County) -> None:
    notice, office = told(cast.county), signed_in(cast.clerk)
    listed = office.get("/office/notices/").content.decode()
    assert "一件待办的事" in listed and "未读" in listed and "还剩 2 天" in listed
    assert "一件待办的事" in office.get("/office/").content.decode()
    answer = office.post(f"/office/notices/{notice.pk}/read", {"go": ""})
    assert answer.headers["Location"] == "/office/drafts/"
    assert Telling.objects.get().read_at is not None
    assert "其中未读" not in office.get("/office/notices/").content.decode()


def test_a_notice_leads_nowhere_outside(cast: County) -> None:
    notice, office = told(cast.county, link="https://evil.test/"), signed_in(cast.clerk)
    assert "evil.test" not in office.get(f"/office/notices/{notice.pk}/").content.decode()
    answer = office.post(f"/office/notices/{notice.pk}/read", {"go": ""})
    assert answer.headers["Location"] == "/office/notices/"


def test_done_is_taken_back_by_a_person_but_not_what_the_ledger_said(cast: County) -> None:
    notice, office = told(cast.county), signed_in(cast.clerk)
    office.post(f"/office/notices/{notice.pk}/done")
    assert "撤回" in office.get("/office/notices/").content.decode()
    office.post(f"/office/notices/{notice.pk}/take-back")
    notice.refresh_from_db()
    assert notice.done_at is None
    done("n", on=timezone.now())
    page = office.post(f"/office/notices/{notice.pk}/take-back", follow=True).content.decode()
    assert "随业务办结，不能撤回" in page


def test_nobody_sees_or_touches_a_notice_of_somebody_else(cast: County) -> None:
    somebody("town", cast.township)
    notice = told(cast.township, says="镇里的事")
    office = signed_in(cast.clerk)
    assert "镇里的事" not in office.get("/office/notices/").content.decode()
    for part in ("", "read", "done", "take-back"):
        address = f"/office/notices/{notice.pk}/{part}"
        assert (office.post(address) if part else office.get(address)).status_code == 404


def test_how_one_wants_to_be_told_is_kept_and_a_wrong_address_is_asked_again(cast: County) -> None:
    office = signed_in(cast.clerk)
    wrong = office.post("/office/notices/reach/", {"mail": "nowhere", "by_mail": "on"}).content.decode()
    assert "格式不对" in wrong and 'value="nowhere"' in wrong and not Reach.objects.exists()
    office.post("/office/notices/reach/", {"mail": "box@example.test", "by_mail": "on"})
    reach = Reach.objects.get()
    assert (reach.mail, reach.by_mail, reach.by_robot) == ("box@example.test", True, False)


def test_the_list_asks_no_more_for_many_notices_than_for_few(
    cast: County, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(30):
        told(cast.county, key=str(number))
        if number % 2:
            done(str(number), on=timezone.now())
    office = signed_in(cast.clerk)
    with django_assert_max_num_queries(8):
        assert office.get("/office/notices/").status_code == 200
