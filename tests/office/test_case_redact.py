"""Papers are covered on the page: by numbers without any script, nothing typed is lost between pages, and the copy can go out
with the reply."""

from __future__ import annotations

import io
from typing import Any

import pypdfium2 as pdfium
import pytest
import typst
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser

from gongkai.applications.models import Application, Redaction
from gongkai.organisations.models import Person, Post
from tests.applications.cases import ID_NUMBER, from_web
from tests.people import County, a_county, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(db: None) -> County:
    return a_county()


@pytest.fixture
def clerk(client: Client, cast: County) -> Person:
    person = somebody("clerk-2", cast.township, Post.APPLICATION_CLERK)
    client.force_login(person)
    return person


@pytest.fixture
def case(cast: County) -> Application:
    return from_web(cast.township, timezone.localdate()).application


def text(answer: Any) -> str:
    tree = LexborHTMLParser(answer.content.decode())
    main = tree.css_first("main")
    return " ".join(main.text().split()) if main else ""


def taken_up(client: Client, case: Application, words: str = "plain words") -> Redaction:
    source = f"#set page(width: 400pt, height: 300pt)\n{words}\n#pagebreak()\nsecond page"
    file = SimpleUploadedFile("名册.pdf", typst.compile(source.encode(), format="pdf"))
    client.post(f"/office/cases/{case.pk}/redactions/", {"file": file})
    return Redaction.objects.get()


BOX = {
    "on": ["1"],
    "left": ["0"],
    "top": ["0"],
    "right": ["100"],
    "bottom": ["50"],
    "ground": ["条例 第十五条"],
}


def test_a_paper_is_covered_by_numbers_and_its_copy_goes_out_with_the_reply(
    client: Client, cast: County, clerk: Person, case: Application
) -> None:
    held = taken_up(client, case)
    address = f"/office/redactions/{held.pk}/"
    drawn = client.post(address, {**BOX, "page": "1"}).content.decode()
    assert '<rect x="0.0" y="0.0" width="1000.0" height="500.0">' in drawn and 'value="50"' in drawn
    done = text(client.post(address, {**BOX, "burn": "yes"}, follow=True))
    assert "已遮盖" in done
    copy = client.get(f"{address}copy.pdf")
    with pdfium.PdfDocument(io.BytesIO(copy.content)) as made:
        assert [page.get_textpage().get_text_range() for page in made] == ["", ""]
    page = client.get(f"/office/cases/{case.pk}/reply/?outcome=granted_in_part").content.decode()
    assert f'name="covered" value="{held.pk}"' in page
    sent = {"outcome": "granted", "article": "条例 第三十六条第（二）项", "given": "名册", "facts": "有"}
    client.post(f"/office/cases/{case.pk}/reply/", {**sent, "form": "纸质", "covered": [held.pk]})
    held.refresh_from_db()
    assert [one.digest for one in case.replies.get().papers.all()] == [held.digest]


def test_what_was_typed_stays_when_another_page_is_turned_to(
    client: Client, cast: County, clerk: Person, case: Application
) -> None:
    held = taken_up(client, case)
    page = client.post(f"/office/redactions/{held.pk}/", {**BOX, "page": "2"}).content.decode()
    assert "第 2 页，共 2 页" in page and 'value="条例 第十五条"' in page and "<rect" not in page
    assert client.get(f"/office/redactions/{held.pk}/pages/2")["Content-Type"] == "image/jpeg"
    assert client.get(f"/office/redactions/{held.pk}/pages/9").status_code == 404


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"left": ["x"]}, "页码和位置应填数字"),
        ({"right": ["0"]}, "左应小于右"),
        ({"bottom": ["nan"]}, "左应小于右"),
        ({"ground": [" "]}, "请写明依据"),
        ({"on": ["7"]}, "第 7 页不存在"),
    ],
)
def test_a_box_that_no_page_could_have_is_refused_in_words(
    wrong: dict[str, list[str]], says: str, client: Client, cast: County, clerk: Person, case: Application
) -> None:
    held = taken_up(client, case)
    page = text(client.post(f"/office/redactions/{held.pk}/", {**BOX, **wrong, "burn": "yes"}))
    held.refresh_from_db()
    assert says in page and held.digest == ""


def test_what_the_screening_finds_is_shown_masked_and_needs_a_reason_to_stay(
    client: Client, cast: County, clerk: Person, case: Application
) -> None:
    held = taken_up(client, case, f"plain #pagebreak() {ID_NUMBER}")
    page = client.get(f"/office/redactions/{held.pk}/").content.decode()
    assert "查到的疑似" in page and ID_NUMBER not in page
    refused = text(client.post(f"/office/redactions/{held.pk}/", {**BOX, "burn": "yes"}))
    assert "理由" in refused


def test_the_papers_of_another_body_are_not_found(
    client: Client, cast: County, clerk: Person, case: Application
) -> None:
    held = taken_up(client, case)
    client.force_login(somebody("other", cast.bureau, Post.APPLICATION_CLERK))
    for path in ("", "pages/1", "copy.pdf"):
        assert client.get(f"/office/redactions/{held.pk}/{path}").status_code == 404
