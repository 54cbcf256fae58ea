"""A fault in the law's data on checks is named by file, entry and key, in words that say what is expected."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gongkai.law import load
from gongkai.law.load import LawError
from gongkai.law.sources import instruments
from gongkai.sheets import checks_plan, profiles
from gongkai.sheets.checks_law import all_checks, checks_of
from gongkai.sheets.checks_named import NAMED
from gongkai.sheets.forms import FORMS, form

SOUND = 'basis = "国办发〔2014〕32号"\n[[check]]\ncode = "F2014-99"\nsays = "甲"\nseverity = "error"\norigin = "official"\n'


@pytest.fixture
def laid(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the forms of 2014 that a test may spoil."""
    shelf = load.FOLDER / "sheets"
    for name in ("2014/form.toml", "2014/r.toml", "profiles/dean.toml", "2014/checks.toml"):
        place = tmp_path / "sheets" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes((shelf / name).read_bytes())
    monkeypatch.setattr(load, "FOLDER", tmp_path)
    for one in (form, checks_of, profiles.profile, checks_plan.plan):
        one.cache_clear()
    yield tmp_path / "sheets"
    for one in (form, checks_of, profiles.profile, checks_plan.plan):
        one.cache_clear()


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ('that = "R02 = R03"\ntable = "R"\nsevere = 1', "F2014-99.*不认识的键 severe"),
        ("", "F2014-99.*应有 that、rules、function 其中一种"),
        ('that = "R02 = R03"\nfunction = "blank_rows"', "F2014-99.*应有 that、rules、function 其中一种"),
        ('that = "R02 = R03"\nneeds = ["paper", "weather"]', "F2014-99.*needs 的值 weather 不对"),
        ('that = "R02 = R03"\neach = "corner"', "F2014-99.*each"),
        ('that = "R02 = R03"\nsides = ["总计"]', "F2014-99.*sides"),
        ('that = "R02 = R03"\nsofter = { rain = "fatal" }', "F2014-99.*softer.*rain"),
    ],
)
def test_a_fault_in_an_entry_is_named(laid: Path, wrong: str, message: str) -> None:
    (laid / "2014/checks.toml").write_text(f"{SOUND}{wrong}\n", "utf-8")
    with pytest.raises(LawError, match=f"sheets/2014/checks.toml：第 1 条 {message}"):
        checks_of("2014")


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ('table = "R"\nthat = "R02 = R66"', "F2014-99：第 7 个字符“R66”"),
        ('table = "R"\nthat = "R02 = R03"\nparent = "R66"', "F2014-99：parent R66"),
    ],
)
def test_a_fault_in_a_sentence_is_named(laid: Path, wrong: str, message: str) -> None:
    (laid / "2014/checks.toml").write_text(f"{SOUND}{wrong}\n", "utf-8")
    with pytest.raises(LawError, match=message):
        checks_plan.plan("2014", "2014")


@pytest.mark.parametrize(
    ("sound", "wrong", "message"),
    [
        ('code = "R02"', 'code = "R99"', "第 1 条 R99：code 的值 R99"),
        ('check = "F2014-12"', 'check = "F2014-98"', "check 的值 F2014-98"),
        ("may_be_blank = true", 'may_be_blank = "ja"', "may_be_blank"),
    ],
)
def test_a_fault_in_a_profile_is_named(laid: Path, sound: str, wrong: str, message: str) -> None:
    path = laid / "profiles/dean.toml"
    path.write_text(path.read_text("utf-8").replace(sound, wrong, 1), "utf-8")
    with pytest.raises(LawError, match=message):
        profiles.profile("dean")


def test_a_check_taken_over_must_be_there(laid: Path) -> None:
    text = 'basis = "国办发〔2014〕32号"\nsame = { form = "2014", checks = ["98"] }\ncheck = []\n'
    (laid / "2021").mkdir()
    (laid / "2021/checks.toml").write_text(text, "utf-8")
    with pytest.raises(LawError, match="checks 中的 98"):
        checks_of("2021")


def test_every_check_rests_on_an_instrument_and_taken_over_ones_on_their_own_notice() -> None:
    assert all(instruments(check.basis) for check in all_checks())
    assert {check.basis for check in checks_of("2021") if check.table} == {"国办公开办函〔2021〕30号"}


def test_every_function_named_in_the_data_is_there_and_none_is_idle() -> None:
    named = {check.function for code in FORMS for check in checks_of(code) if check.function}
    assert named == set(NAMED)
