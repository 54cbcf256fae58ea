"""Papers handed out in part: taken up for a case, covered once, each box with its ground, and on record."""

from __future__ import annotations

import io
from datetime import date

import pypdfium2 as pdfium
import pytest
import typst
from django.db import IntegrityError, connection, transaction

from gongkai.applications.models import Application, Redaction
from gongkai.applications.redacting import redact, suspects, take_up
from gongkai.files.admission import Admitted, admit
from gongkai.files.store import give
from gongkai.journal.models import Entry
from gongkai.organisations.models import Person, Post
from gongkai.organisations.refusal import Refused
from gongkai.screening.burning import Box
from tests.applications.cases import ID_NUMBER, from_web, noon
from tests.people import County, somebody

DAY = date(2026, 3, 9)
BOX = Box(1, 0.0, 0.0, 1.0, 0.5, "条例 第十五条")


def a_paper(words: str, name: str = "名册.pdf") -> Admitted:
    source = f"#set page(width: 400pt, height: 300pt)\n{words}\n#pagebreak()\n{words}"
    return admit(io.BytesIO(typst.compile(source.encode(), format="pdf")), name, on=DAY)


@pytest.fixture
def case(cast: County) -> Application:
    return from_web(cast.township).application


def test_the_copy_has_no_text_and_the_record_says_what_was_covered_and_why(
    case: Application, clerk: Person
) -> None:
    held = take_up(case, a_paper("plain words"), by=clerk, at=noon(DAY))
    made = redact(held, [BOX], by=clerk, at=noon(DAY))
    with pdfium.PdfDocument(give(made.digest)) as copy:
        assert [page.get_textpage().get_text_range() for page in copy] == ["", ""]
    [box] = made.boxes.all()
    assert (box.page, box.bottom, box.ground) == (1, 0.5, "条例 第十五条")
    entry = Entry.objects.get(act="applications.redact")
    assert made.digest in str(entry.after) and "名册" not in str(entry.after)


def test_what_the_screening_finds_on_a_page_without_a_box_goes_out_with_a_reason_only(
    case: Application, clerk: Person
) -> None:
    held = take_up(case, a_paper(ID_NUMBER), by=clerk, at=noon(DAY))
    assert len(suspects(held)) == 2 and ID_NUMBER not in str(suspects(held))
    with pytest.raises(Refused, match="第 ?2 ?页"):
        redact(held, [BOX], by=clerk, at=noon(DAY))
    whole = [BOX, BOX._replace(page=2)]
    assert redact(held, whole, by=clerk, at=noon(DAY)).reason == ""


def test_a_copy_is_made_once_and_nothing_of_it_is_changed(case: Application, clerk: Person) -> None:
    made = redact(take_up(case, a_paper("words"), by=clerk, at=noon(DAY)), [BOX], by=clerk, at=noon(DAY))
    with pytest.raises(Refused, match="已经遮盖"):
        redact(made, [BOX], by=clerk, at=noon(DAY))
    for sql in (
        "UPDATE applications_redaction SET digest = 'x'",
        "DELETE FROM applications_redactionbox",
        "UPDATE applications_redactionbox SET ground = ''",
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


def test_nobody_without_the_post_covers_anything(case: Application, cast: County) -> None:
    stranger = somebody("stranger", cast.bureau, Post.APPLICATION_CLERK)
    with pytest.raises(Refused, match="权限"):
        take_up(case, a_paper("words"), by=stranger, at=noon(DAY))
    assert not Redaction.objects.exists()


def test_what_can_not_be_covered_is_refused_in_words(case: Application, clerk: Person) -> None:
    held = take_up(case, a_paper("words"), by=clerk, at=noon(DAY))
    with pytest.raises(Refused, match="没有划出"):
        redact(held, [], by=clerk, at=noon(DAY))
    text = admit(io.BytesIO("文字".encode()), "说明.txt", on=DAY)
    with pytest.raises(Refused, match="另存为 PDF"):
        take_up(case, text, by=clerk, at=noon(DAY))
