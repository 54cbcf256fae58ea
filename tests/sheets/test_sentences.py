"""The little language of the checks: what it says, what it refuses, and what it answers when a figure is missing."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.law.load import LawError
from gongkai.sheets.filled import BLANK, Face, Figure, FilledSheet, number
from gongkai.sheets.sentence_values import Sentence, Sheets, Verdict, judge, numbers_in
from gongkai.sheets.sentences import Vocabulary, parse

LOCAL = {
    "A": "T3.A.total",
    "B": "T3.B.total",
    "C3.1": "T3.C3.1.total",
    "C3.2": "T3.C3.2.total",
    "D": "T3.D.total",
}
WORDS = Vocabulary(LOCAL, frozenset({"T4.after.total"}))
CODES = list(LOCAL.values())


def own(**figures: int | Decimal | Figure) -> FilledSheet:
    cells = {LOCAL[key.replace("_", ".")]: one for key, one in figures.items()}
    return FilledSheet("2021", 2023, {c: f if isinstance(f, Figure) else number(f) for c, f in cells.items()})


def held(that: str, sheets: Sheets, when: str = "", parent: str = "") -> Verdict:
    conditions = parse(when, WORDS, "X") if when else ()
    return judge(
        Sentence(parse(that, WORDS, "X"), conditions, LOCAL.get(parent, "")), sheets, numbers_in(sheets)
    )


def answer(that: str, sheet: FilledSheet, when: str = "", parent: str = "") -> bool | None:
    return held(that, Sheets(sheet), when, parent).holds


@pytest.mark.parametrize(
    ("that", "expected"),
    [
        ("A = 7", True),
        ("A != 7", False),
        ("A < 8", True),
        ("A < 7", False),
        ("A <= 7", True),
        ("A > 6", True),
        ("A > 7", False),
        ("A >= 7", True),
        ("A >= 8", False),
        ("A = B + D", True),
        ("A - B = D", True),
        ("A - B - D = 0", True),
        ("2 * B + 3 = A", True),
        ("B * D = 10", True),
        ("sum(B, D) = A", True),
        ("sum(C3.1..C3.2) = 30", True),
        ("sum(A..D) = 44", True),
        ("max(A..D) = 20", True),
        ("max(A, B, D) = A", True),
        ("max(A, B + D + 1) = 8", True),
        ("A = 7 and B = 2", True),
        ("A = 7 and B = 3", False),
        ("A=B+D and C3.1<C3.2", True),
    ],
)
def test_a_sentence_says_what_it_reads(that: str, expected: bool) -> None:
    sheet = own(A=7, B=2, C3_1=10, C3_2=20, D=5)
    assert answer(that, sheet) is expected
    assert Sentence(parse(that, WORDS, "X")).quick(*numbers_in(Sheets(sheet))) is expected


@pytest.mark.parametrize(
    ("that", "place", "why"),
    [
        ("A = E", 5, "代码"),
        ("A + = B", 5, "代码"),
        ("A", 2, "比较"),
        ("A = B C3.1", 7, "and"),
        ("A == B", 4, "代码"),
        ("A = B or D = 1", 7, "and"),
        ("A = (B + D)", 5, "代码"),
        ("A = B; D = 1", 6, "符号"),
        ("A = min(B, D)", 5, "代码"),
        ("A = __import__", 5, "代码"),
        ("A = sum(B..T4.after.total)", 12, "本表的代码"),
        ("A = sum(D..B)", 9, "次序"),
        ("A = sum(B", 10, "）"),
        ("A = units.B", 5, "units"),
        ("A = sum(units.B + D)", 17, "）"),
        ("A = next_year.B", 5, "代码"),
        ("A = 1.5", 6, "符号"),
        ("A / B = 1", 3, "符号"),
        ("甲 = B", 1, "符号"),
        ("", 1, "代码"),
    ],
)
def test_anything_else_is_refused_with_check_and_place(that: str, place: int, why: str) -> None:
    with pytest.raises(LawError) as refused:
        parse(that, WORDS, "F2021-T9-99")
    assert str(refused.value).startswith(f"F2021-T9-99：第 {place} 个字符")
    assert why.replace("）", ")") in str(refused.value)


def test_a_missing_figure_is_undetermined_whatever_its_face() -> None:
    for figure in (BLANK, Figure(Face.NOT_APPLICABLE, None, "/"), Figure(Face.UNREADABLE, None, "若干")):
        verdict = held("A = B", Sheets(own(A=7, B=figure)))
        assert (verdict.holds, verdict.missing, verdict.known) == (None, ["T3.B.total"], 1)
    assert held("A = B", Sheets(own(A=7))).missing == ["T3.B.total"]


def test_a_blank_part_is_nought_only_under_a_filled_parent() -> None:
    sheet = own(A=7, C3_1=7, C3_2=BLANK)
    assert answer("A = C3.1 + C3.2", sheet, parent="A") is True
    assert answer("A = C3.1 + C3.2", sheet) is None
    assert answer("A = C3.1 + C3.2", own(A=BLANK, C3_1=7, C3_2=0), parent="A") is None
    assert held("A = C3.1 + C3.2", Sheets(own(A=8, C3_1=7, C3_2=BLANK)), parent="A").zeroed == [
        "T3.C3.2.total"
    ]


def test_a_part_that_is_not_there_or_does_not_apply_is_never_nought() -> None:
    assert answer("A = C3.1 + C3.2", own(A=7, C3_1=7), parent="A") is None
    assert answer("A = C3.1 + C3.2", own(A=7, C3_1=7, C3_2=Figure(Face.NOT_APPLICABLE)), parent="A") is None


def test_a_total_without_any_part_is_undetermined_unless_it_is_nought() -> None:
    assert answer("A = C3.1 + C3.2", own(A=7, C3_1=BLANK, C3_2=BLANK), parent="A") is None
    assert answer("A = C3.1 + C3.2", own(A=0, C3_1=BLANK, C3_2=BLANK), parent="A") is True


def test_a_blank_part_that_is_a_total_over_figures_is_never_nought() -> None:
    sentence = Sentence(parse("A = C3.1 + C3.2", WORDS, "X"), (), LOCAL["A"], {LOCAL["C3.2"]: (LOCAL["D"],)})
    for below, expected in ((1, None), (0, True)):
        sheets = Sheets(own(A=7, C3_1=7, C3_2=BLANK, D=below))
        assert judge(sentence, sheets, numbers_in(sheets)).holds is expected


def test_a_condition_that_does_not_hold_excuses_and_one_unknown_leaves_it_open() -> None:
    assert answer("A = 1", own(A=7, B=0), when="B > 0") is True
    assert answer("A = 1", own(A=7, B=1), when="B > 0") is False
    assert answer("A = 1", own(A=7, B=BLANK), when="B > 0") is None
    assert answer("A = 7", own(A=7, B=BLANK), when="B > 0") is None
    assert answer("A = 1", own(A=BLANK, B=0), when="B > 0") is True


def test_one_false_comparison_decides_even_beside_an_unknown_one() -> None:
    verdict = held("A = 1 and B = 2", Sheets(own(A=7, B=BLANK)))
    assert verdict.holds is False
    assert verdict.failed == parse("A = 1", WORDS, "X")[0]


def test_other_sheets_are_named_by_their_prefix() -> None:
    sheets = Sheets(own(A=7, B=2), last_year=own(D=2), ledger=own(D=3), units=(own(A=3), own(A=4)))
    assert held("B = last_year.D", sheets).holds is True
    assert held("B = ledger.D", sheets).holds is False
    assert held("A = sum(units.A)", sheets).holds is True
    assert held("A - 3 = max(units.A)", sheets).holds is True
    for that in ("B = last_year.D", "A = sum(units.A)", "A - 3 = max(units.A)"):
        assert Sentence(parse(that, WORDS, "X")).quick(*numbers_in(sheets)) is True


def test_what_nobody_gave_is_told_from_what_is_printed_without_a_number() -> None:
    absent = held("B = last_year.D", Sheets(own(B=2), last_year=own(A=1)))
    blank = held("B = last_year.D", Sheets(own(B=2), last_year=own(D=BLANK)))
    assert (absent.holds, absent.not_given, absent.elsewhere) == (None, True, False)
    assert (blank.holds, blank.not_given, blank.elsewhere) == (None, False, True)


@given(
    st.lists(st.integers(0, 99), min_size=5, max_size=5), st.sampled_from(["=", "!=", "<", "<=", ">", ">="])
)
def test_the_quick_answer_is_the_careful_one(values: list[int], sign: str) -> None:
    sheet = FilledSheet("2021", 2023, {code: number(one) for code, one in zip(CODES, values, strict=True)})
    for that in (f"A + B {sign} C3.1 + D", f"max(A..C3.1) {sign} sum(C3.2, D) - 3", f"2 * A {sign} B * D"):
        sentence = Sentence(parse(that, WORDS, "X"), parse("A != B", WORDS, "X"))
        sheets = Sheets(sheet)
        assert judge(sentence, sheets, numbers_in(sheets)).holds is sentence.quick(*numbers_in(sheets))
