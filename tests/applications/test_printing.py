"""Letters and labels for the printer: nothing voided, nothing without an address, every address on record."""

from __future__ import annotations

from datetime import date
from typing import Any

import pypdfium2 as pdfium
import pytest

from gongkai.applications.identity import Identity
from gongkai.applications.letters import Wish, issue, void
from gongkai.applications.models import Letter
from gongkai.applications.printing import WHY, print_labels, print_letters
from gongkai.journal.models import Entry
from gongkai.organisations.models import Person, Post
from gongkai.organisations.refusal import Refused
from tests.applications.cases import SOMEBODY, from_web, noon
from tests.people import County

DAY = date(2026, 3, 9)


def _receipt(cast: County, clerk: Person, **more: Any) -> Letter:
    found = from_web(cast.township, title=f"某事项{len(more)}", **more).application
    return issue(found, Wish("LET-02"), by=clerk, at=noon(DAY))


def _pages(made: bytes) -> list[str]:
    with pdfium.PdfDocument(made) as opened:
        return ["".join(page.get_textpage().get_text_range().split()) for page in opened]


def test_several_letters_print_as_one_each_on_its_own_sheet(cast: County, clerk: Person) -> None:
    letters = [_receipt(cast, clerk), _receipt(cast, clerk, wanted="另一件")]
    pages = _pages(print_letters(letters))
    assert len(pages) == 3 and letters[0].number in pages[0] and letters[1].number in pages[2]
    void(letters[0], reason="重复", by=clerk, at=noon(DAY))
    letters[0].refresh_from_db()
    with pytest.raises(Refused, match="已经作废.*1号"):
        print_letters(letters)
    with pytest.raises(Refused, match="没有选定"):
        print_letters([])


def test_a_label_bears_the_address_and_the_look_is_on_record(cast: County, clerk: Person) -> None:
    letter = _receipt(cast, clerk)
    (page,) = _pages(print_labels([letter], by=clerk, at=noon(DAY)))
    assert SOMEBODY.address in page and f"{SOMEBODY.name}收" in page and letter.number in page
    assert Entry.objects.filter(looked=True, reason=WHY).count() == 1


def test_no_label_without_an_address_or_the_right_to_look(
    cast: County, clerk: Person, staff: dict[Post, Person]
) -> None:
    nowhere = Identity(**{**vars(SOMEBODY), "address": ""})
    with pytest.raises(Refused, match="没有收件地址"):
        print_labels([_receipt(cast, clerk, identities=(nowhere,))], by=clerk, at=noon(DAY))
    with pytest.raises(Refused, match="身份信息的权限"):
        print_labels([_receipt(cast, clerk)], by=staff[Post.REVIEWER], at=noon(DAY))
    assert not Entry.objects.filter(looked=True).exists()
