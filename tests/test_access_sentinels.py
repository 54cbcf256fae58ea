"""Nobody meets what is not theirs: a sentinel in every row of every body, every address asked by everybody, and none
that is foreign in any answer. Who may see what is said in tests/sentinels/rules.py, in words."""

from __future__ import annotations

import io
import zipfile
from datetime import date, timedelta
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import clear_url_caches, path
from django.utils import timezone
from openpyxl import Workbook

from gongkai.organisations import actions as organisations
from gongkai.organisations import tokens
from gongkai.organisations.access import allowed, may
from gongkai.organisations.models import Body, Kind, Person, Post
from gongkai.reports.models import UploadedFile
from gongkai.urls import urlpatterns as all_patterns
from tests.people import a_county, somebody, staff_of
from tests.sentinels.asking import BROKEN, Address, addresses, answers, filled
from tests.sentinels.planting import Garden, ours
from tests.sentinels.rules import GUARDED, PUBLIC, Mark, Reader, is_known, may_see

pytestmark = [pytest.mark.django_db, pytest.mark.faces]


class World:
    """青溪县 with its bodies, another county, and everybody who might look."""

    def __init__(self) -> None:
        cast = a_county(findings_public=False)
        other = organisations.establish(
            code="X01", name="外地县人民政府", kind=Kind.COUNTY, by=None, on=date(2008, 5, 1)
        )
        self.bodies: list[Body] = [cast.county, cast.bureau, cast.township, other]
        self.under = {body.code: {body.code} for body in self.bodies}
        self.under["Q01"] |= {"Q02", "Q03"}
        owners = {body.code: somebody(f"owner{body.code}", body) for body in self.bodies}
        self.people = {body.code: staff_of(body) for body in (cast.county, cast.bureau)}
        self.garden = Garden()
        self.garden.plant_all(owners)
        for body in self.bodies:
            self.garden.rows["organisations.Body", body.code] = body
        self.form = self._form(owners)

    def _form(self, owners: dict[str, Person]) -> dict[str, Any]:
        """Names that forms of the site use, each with something that is not the reader's."""
        foreign, person = self.bodies[3], owners["X01"]
        keys = dict.fromkeys(("person", "to", "heir", "account"), person.pk)
        return {"body": foreign.pk, "parent": foreign.pk, "year": 2023, "q": "zq", "reason": "查看", **keys}

    def readers(self, code: str) -> list[tuple[Reader, Person]]:
        return [(Reader(one.account, post, code), one) for post, one in self.people[code].items()]

    def met(self, person: Person | None, asked: list[Address]) -> list[tuple[str, Mark]]:
        """What somebody meets at these addresses: how it was asked, and where the sentinel comes from."""
        client = Client(raise_request_exception=False, headers=_token_of(person))
        if person is not None:
            client.force_login(person)
        return [
            (how, self.garden.marks.get(mark, Mark(mark, "", "")))
            for address in asked
            for one in filled(address, self.garden)
            for how, found in answers(client, one, self.form, list_like=not address.places)
            for mark in sorted(found)
        ]

    def foreign(self, reader: Reader, person: Person | None, asked: list[Address]) -> list[str]:
        """What this reader meets there and should not, as sentences."""
        return [
            f"{reader.post or '无岗位'}@{reader.body} {how} → {mark}"
            for how, mark in self.met(person, asked)
            if mark.field == BROKEN or not may_see(reader, mark, self.under)
        ]


def _token_of(person: Person | None) -> dict[str, str]:
    """The header of a program with a token for all that this person may give one for; none where they may not."""
    on = timezone.localdate()
    body = person.body if person else None
    if person is None or body is None or not allowed(person, "tokens.own", body, on):
        return {}
    codes = [code for code in tokens.offered() if allowed(person, code, body, on)]
    if not codes:
        return {}
    wish = tokens.Wish("全部", codes, on + timedelta(days=1))
    return {"authorization": f"Bearer {tokens.issue(body, wish=wish, by=person, on=on).secret}"}


@pytest.fixture
def world() -> World:
    return World()


def test_every_model_is_of_a_kind() -> None:
    assert [model._meta.label for model in ours() if not is_known(model._meta.label)] == []


def test_a_row_of_every_model_is_planted(world: World) -> None:
    failed = {label: why for label, why in world.garden.failed.items() if label not in {*GUARDED, *PUBLIC}}
    assert failed == {}


def test_every_address_says_which_rows_fill_it(world: World) -> None:
    assert [one for one in addresses() if not filled(one, world.garden)] == []


def test_everybody_without_a_post_meets_no_sentinel_anywhere(world: World) -> None:
    somewhere = list(addresses())
    bystander = somebody("bystander", None)
    assert world.foreign(Reader(), None, somewhere) == []
    assert world.foreign(Reader("bystander"), bystander, somewhere) == []


@pytest.mark.parametrize("code", ["Q01", "Q02"])
@pytest.mark.parametrize("post", list(Post))
def test_nobody_meets_a_sentinel_that_is_not_theirs(post: Post, code: str, world: World) -> None:
    [(reader, person)] = [one for one in world.readers(code) if one[0].post == post]
    assert world.foreign(reader, person, list(addresses())) == []


def test_what_is_theirs_they_do_meet(world: World) -> None:
    [(_, person)] = [one for one in world.readers("Q02") if one[0].post == Post.INFORMATION_OFFICER]
    fields = {mark.field for _, mark in world.met(person, list(addresses()))}
    expected = {"reports.UploadedFile.name", "reports.ReportPaper.held", "reports.Source.digest"}
    assert expected <= fields


@pytest.mark.parametrize("packing", ["text", "workbook", "archive", "name"])
def test_a_planted_leak_is_caught_whatever_it_is_packed_in(packing: str, world: World, settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.test_access_sentinels"
    clear_url_caches()
    try:
        reader, person = world.readers("Q02")[0]
        leaks = [one for one in addresses() if one.name == f"leak-{packing}"]
        caught = world.foreign(reader, person, leaks)
        assert {body for body in ("Q01", "Q02", "Q03", "X01") if f"body='{body}'" in str(caught)} == {
            "Q01",
            "Q03",
            "X01",
        }
    finally:
        clear_url_caches()


@may("office.open")
def leak(request: HttpRequest, packing: str) -> HttpResponse:
    """Unscoped: shows what everybody handed in."""
    text = ", ".join(UploadedFile.objects.values_list("name", flat=True))
    if packing == "text":
        return HttpResponse(text)
    if packing == "name":
        return HttpResponse("", headers={"Content-Disposition": f'attachment; filename="{text}"'})
    out = io.BytesIO()
    if packing == "workbook":
        book = Workbook()
        book.create_sheet().append([text])
        book.save(out)
    else:
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as inner:
            inner.writestr("a.txt", text)
        inside = out.getvalue()
        with zipfile.ZipFile(out := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as outer:
            outer.writestr("inner.zip", inside)
    return HttpResponse(out.getvalue(), content_type="application/octet-stream")


urlpatterns = [
    *(
        path(f"leak/{packing}/", leak, {"packing": packing}, name=f"leak-{packing}")
        for packing in ("text", "workbook", "archive", "name")
    ),
    *all_patterns,
]
