"""What is not open: the list with grounds and reasons, the assessment that comes due, and what it came to."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from gongkai.catalogue.drafting import Openness, begin
from gongkai.catalogue.models import Item
from gongkai.catalogue.queries import to_do
from gongkai.catalogue.reassessing import grounds, reassess
from gongkai.journal.models import Entry
from gongkai.organisations.models import Person, Post
from gongkai.organisations.refusal import Refused
from tests.catalogue.items import NOON, a_draft
from tests.people import TODAY, County, a_county, somebody, staff_of

pytestmark = pytest.mark.django_db
SECRET = "过程性材料，尚在讨论"


@pytest.fixture
def cast() -> County:
    return a_county()


@pytest.fixture
def staff(cast: County) -> dict[Post, Person]:
    return staff_of(cast.township)


def withheld(cast: County, title: str, due: date) -> Item:
    ground = next(iter(grounds()))
    openness = Openness("withheld", SECRET, ground, due)
    return begin(cast.township, draft=a_draft(title), by=cast.clerk, at=NOON, openness=openness).item


def as_(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_the_list_says_why_and_when_it_is_looked_at_again(cast: County, staff: dict[Post, Person]) -> None:
    today = timezone.localdate()
    withheld(cast, "讨论稿", today)
    withheld(cast, "会议纪要", today + timedelta(400))
    client = as_(staff[Post.INFORMATION_OFFICER])
    due = client.get("/office/withheld/?due=due").content.decode()
    assert "讨论稿" in due and SECRET in due and "已到期" in due and "会议纪要" not in due
    assert next(iter(grounds().values())) in due
    file = client.get("/office/withheld/?as=xlsx")
    book = load_workbook(io.BytesIO(b"".join(file.streaming_content)))  # type: ignore[attr-defined]
    assert {row[0].value for row in book.active.iter_rows(min_row=2)} == {"讨论稿", "会议纪要"}  # type: ignore[union-attr]


def test_what_is_due_is_on_the_list_of_things_to_do(cast: County, staff: dict[Post, Person]) -> None:
    item = withheld(cast, "讨论稿", TODAY)
    withheld(cast, "会议纪要", TODAY + timedelta(1))
    for post in (Post.INFORMATION_OFFICER, Post.SECRECY_REVIEWER):
        assert [one.link for one in to_do(staff[post], TODAY)] == [f"/office/items/{item.pk}/reassess/"]
    assert to_do(staff[Post.REVIEWER], TODAY) == []


def test_an_assessment_keeps_back_with_a_next_day_or_opens(cast: County, staff: dict[Post, Person]) -> None:
    item = withheld(cast, "讨论稿", TODAY)
    client, path = as_(staff[Post.INFORMATION_OFFICER]), f"/office/items/{item.pk}/reassess/"
    form = {"attribute": "withheld", "ground": item.ground, "reason": SECRET, "found": "仍在讨论"}
    assert "应定下以后的评估日期" in client.post(path, form).content.decode()
    later = timezone.localdate() + timedelta(180)
    assert client.post(path, {**form, "reassess_on": later.isoformat()}).status_code == 302
    item.refresh_from_db()
    assert item.reassess_on == later
    assert client.post(path, {"attribute": "open", "found": "已定稿"}).status_code == 302
    item.refresh_from_db()
    assert (item.attribute, item.ground, item.reason, item.reassess_on) == ("open", "", "", None)
    assert client.get(path).status_code == 404
    assert Entry.objects.filter(act="catalogue.reassess").count() == 2


def test_an_assessment_gives_its_reason_and_names_no_number_of_a_person(cast: County) -> None:
    item = withheld(cast, "讨论稿", TODAY)
    opened = Openness()
    for reason, says in (("", "请写明评估的理由"), ("见 11010519491231002X", "身份证号")):
        with pytest.raises(Refused, match=says):
            reassess(item, openness=opened, reason=reason, by=cast.clerk, on=TODAY)
    with pytest.raises(Refused, match="选明依据"):
        openness = Openness("withheld", SECRET, "none", TODAY + timedelta(1))
        reassess(item, openness=openness, reason="仍不公开", by=cast.clerk, on=TODAY)


def test_what_is_withheld_is_seen_by_its_own_body_alone(cast: County, staff: dict[Post, Person]) -> None:
    item = withheld(cast, "讨论稿", TODAY)
    bureau = as_(somebody("bureau", cast.bureau))
    assert "讨论稿" not in bureau.get("/office/withheld/").content.decode()
    assert bureau.get(f"/office/items/{item.pk}/reassess/").status_code == 404
    assert as_(staff[Post.REVIEWER]).get(f"/office/items/{item.pk}/reassess/").status_code == 403
