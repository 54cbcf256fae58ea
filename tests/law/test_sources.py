"""Every basis in the law's data names an instrument of sources.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from gongkai.law.load import FOLDER
from gongkai.law.sources import instruments, sources


def bases(value: Any) -> Iterator[str]:
    """Every ``basis`` in a TOML value, at any depth."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "basis":
                yield inner
            else:
                yield from bases(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from bases(inner)


FILES = sorted(FOLDER.rglob("*.toml"))


@pytest.mark.parametrize("path", FILES, ids=[str(path.relative_to(FOLDER)) for path in FILES])
def test_every_basis_names_an_instrument(path: Any) -> None:
    for basis in bases(tomllib.loads(path.read_text("utf-8"))):
        assert instruments(basis)


def test_a_basis_may_name_several_instruments() -> None:
    assert [one.code for one in instruments("条例 第四十九条；国办公开办函〔2021〕30号")] == [
        "regulation",
        "report-format-2021",
    ]


def test_an_unknown_instrument_is_named() -> None:
    with pytest.raises(ValueError, match="“某规定”不在 sources.toml 中"):
        instruments("某规定 第一条")


def test_a_name_points_to_one_instrument_only() -> None:
    names = [name for source in sources() for name in source.cited]
    assert len(names) == len(set(names))


def test_what_has_not_been_read_in_full_says_what_is_unverified_or_is_local() -> None:
    silent = {one.code for one in sources() if one.read == "none" and not one.unverified}
    assert silent == set()


def test_an_instrument_ends_the_day_before_its_successor_begins() -> None:
    by_code = {one.code: one for one in sources()}
    for old, new in [
        ("regulation-2007", "regulation"),
        ("holidays-2007", "holidays-2013"),
        ("holidays-2013", "holidays"),
    ]:
        until, in_force = by_code[old].until, by_code[new].in_force
        assert until is not None and in_force is not None and (in_force - until).days == 1
