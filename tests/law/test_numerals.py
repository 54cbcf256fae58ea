"""Numbers written in Chinese, against a table written by hand."""

from __future__ import annotations

import pytest

from gongkai.law.numerals import number_of, numeral_of

WRITTEN = {
    1: "一",
    9: "九",
    10: "十",
    11: "十一",
    19: "十九",
    20: "二十",
    21: "二十一",
    90: "九十",
    99: "九十九",
}
SPOKEN = {
    "两": 2,
    "一百": 100,
    "一百零五": 105,
    "两千三百": 2300,
    "三千〇六": 3006,
    "一万二千": 12000,
    "两亿零三": 200_000_003,
}


@pytest.mark.parametrize(("number", "written"), WRITTEN.items())
def test_a_number_up_to_99_is_written_as_chapters_are_and_read_back(number: int, written: str) -> None:
    assert numeral_of(number) == written and number_of(written) == number


@pytest.mark.parametrize(("spoken", "number"), SPOKEN.items())
def test_hundreds_and_more_are_read(spoken: str, number: int) -> None:
    assert number_of(spoken) == number


def test_what_no_chapter_reaches_stays_in_digits_and_no_numeral_is_refused() -> None:
    assert [numeral_of(number) for number in (0, 100)] == ["0", "100"]
    with pytest.raises(KeyError):
        number_of("第一")
