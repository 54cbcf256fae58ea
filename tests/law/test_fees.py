"""The information processing fee against the amounts a lawyer worked out, and against the formula item by item."""

from __future__ import annotations

from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.law.fees import (
    MOST,
    Band,
    Line,
    NoFee,
    bands,
    charge,
    read_standards,
    standard,
    standards,
)
from gongkai.law.load import Entry, LawError, parse_toml

TODAY = date(2026, 5, 1)
CASES = parse_toml((Path(__file__).parent / "cases/fees.toml").read_bytes(), "cases/fees.toml")


def rate_by_item(n: int) -> int:
    """国办函〔2020〕109号 第四条, written down once more."""
    if n <= 10:
        return 0
    return 100 if n <= 30 else 100 + 100 * ((n - 31) // 10 + 1)


def rate_by_page(n: int) -> int:
    """第五条."""
    return 0 if n <= 30 else 10 if n <= 100 else 20 if n <= 200 else 40


def ids(case: object) -> str:
    return str(case["name"]) if isinstance(case, dict) else ""


@pytest.mark.parametrize("case", CASES["case"], ids=ids)
def test_the_fee_is_what_the_lawyer_worked_out(case: dict[str, Any]) -> None:
    given_standard = standard(case["standard"], TODAY)
    found = {
        quantity: charge(given_standard, int(quantity), case.get("before", 0)).yuan
        for quantity in case["quantities"]
    }
    assert found == case["quantities"]


@pytest.mark.parametrize("case", CASES["refused"], ids=ids)
def test_what_cannot_be_charged_is_refused_in_words(case: dict[str, Any]) -> None:
    with pytest.raises(NoFee, match=case["says"]):
        charge(standard(case["standard"], case.get("on", TODAY)), case["quantity"], case.get("before", 0))


@given(st.integers(0, 300), st.integers(1, 300))
def test_a_month_costs_the_same_however_it_is_divided(before: int, quantity: int) -> None:
    expected = sum(rate_by_item(n) for n in range(before + 1, before + quantity + 1))
    assert charge(standard("items", TODAY), quantity, before).yuan == expected


@given(st.integers(1, 1000))
def test_pages_cost_what_each_page_costs(pages: int) -> None:
    assert charge(standard("pages", TODAY), pages).yuan == sum(rate_by_page(n) for n in range(1, pages + 1))


def test_the_largest_quantity_is_still_worked_out() -> None:
    assert charge(standard("pages", TODAY), MOST).yuan == 2700 + (MOST - 200) * 40
    expected = sum(rate_by_item(n) for n in range(1, MOST + 1))
    assert charge(standard("items", TODAY), MOST).yuan == expected


def test_the_lines_of_the_computation_add_up_and_follow_one_another() -> None:
    found = charge(standard("items", TODAY), 40, 5)
    assert found.lines == (
        Line(6, 10, 0, 0),
        Line(11, 30, 100, 2000),
        Line(31, 40, 200, 2000),
        Line(41, 45, 300, 1500),
    )
    assert (found.yuan, found.quantity, found.before) == (5500, 40, 5)


def test_the_bands_by_item_go_on_and_those_by_page_end() -> None:
    assert list(islice(bands(standard("items", TODAY)), 2, 5)) == [
        Band(31, 40, 200),
        Band(41, 50, 300),
        Band(51, 60, 400),
    ]
    assert list(bands(standard("pages", TODAY)))[-1] == Band(201, None, 40)


def test_the_fee_is_charged_from_2021_on() -> None:
    assert standard("items", date(2021, 1, 1)).basis == "国办函〔2020〕109号 第四条"
    assert [one.code for one in standards()] == ["items", "pages"]


INVENTED = """
[[standard]]
code = "items"
label = "按件计收"
unit = "件"
per = "month"
bands = [{ from = 1, rate = 5 }]
basis = "国办函〔2020〕109号"
in_force = 2030-01-01
"""


def read(text: str) -> Entry:
    return Entry(parse_toml(text.encode(), "fees.toml"), "fees.toml")


def test_a_later_standard_is_a_later_entry() -> None:
    (later,) = read_standards(read(INVENTED))
    assert later.bands == (Band(1, None, 5),)
    assert later.growth is None
    assert charge(later, 7).yuan == 35


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("from = 1,", "from = 2,", "各档的 from 应从 1 起、逐档增大"),
        ("{ from = 1, rate = 5 }", "{ from = 1, rate = 5 }, { from = 1, rate = 6 }", "各档的 from 应从 1 起"),
        ("rate = 5", "rate = 0.5", "rate 的值 0.5 不对"),
        ('"month"', '"year"', "per 的值 'year' 不对"),
        ("rate = 5", "rate = 5, free = 3", "不认识的键 free"),
        ("[[standard]]", "[[standards]]", "不认识的键 standards"),
        ('label = "按件计收"', 'label = "按件计收"\nnote = "x"', "不认识的键 note"),
    ],
)
def test_a_wrong_standard_is_named(old: str, new: str, says: str) -> None:
    with pytest.raises(LawError, match=says):
        read_standards(read(INVENTED.replace(old, new)))
