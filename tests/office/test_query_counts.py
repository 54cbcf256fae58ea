"""Office pages ask the database as often as written down, however many files and reports there are."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from gongkai.files import store
from gongkai.organisations.models import Person
from gongkai.reports.actions import take_in
from gongkai.reports.corrections import correct
from gongkai.reports.unpacking import Handed
from gongkai.reports.uploads import hand_in, read_next
from gongkai.sheets.filled import number
from tests.people import TODAY, County, a_county
from tests.reports.published import published, with_a_gap

pytestmark = pytest.mark.django_db
PINNED = {
    "/office/": 24,  # one to five for each package that has something to be done
    "/office/uploads/": 7,
    "/office/uploads/?sort=on&since=2020-01-01": 7,
    "/office/bodies/?q=镇": 5,
    "/office/people/?post=reviewer": 6,
    "/office/people/": 7,
    "/office/drafts/": 4,
    "/office/normative/?on=2026-03-01": 8,  # documents, their changes, and the page of them
    "/office/normative/figures/": 7,
    "/office/standard/": 7,
    "/office/standard/lines/": 8,
    "/office/withheld/": 8,
    "/office/find/?q=养犬": 9,
    "/office/uploads/{upload}/": 7,
    "/office/reports/{paper}/reading/": 9,
    "/office/reports/{held}/place/": 8,
}


@pytest.fixture
def keys() -> dict[str, int]:
    cast = a_county()
    upload = _uploads(cast)
    paper = take_in(name="r.html", data=with_a_gap(), by=None, on=TODAY)
    for cell, value in (("T3.A.natural", 8), ("T3.A.total", 8)):
        paper.reading.refresh_from_db()
        correct(paper, cell=cell, figure=number(value), reason="见原件", by=cast.clerk, on=TODAY)
    held = take_in(name="h.html", data=published("无名镇人民政府", 2023), by=cast.clerk, on=TODAY)
    return {"upload": upload, "paper": paper.pk, "held": held.pk}


def _uploads(cast: County) -> int:
    for count in (1, 4):
        files = [Handed(f"{n}.txt", store.keep(f"{count} {n}".encode())) for n in range(count)]
        upload = hand_in(files, by=cast.clerk, at=timezone.now())
        while read_next(upload, at=timezone.now()):
            pass
    return upload.pk


@pytest.mark.parametrize("path", PINNED)
def test_an_office_page_asks_no_more_than_is_pinned(
    path: str, keys: dict[str, int], client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(Person.objects.get(account="clerk"))
    with django_assert_max_num_queries(PINNED[path]):
        client.get(path.format(**keys))
