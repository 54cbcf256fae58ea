"""Who reports and for which year."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from gongkai.reading.identity import body_kind, identify

CASES: list[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("identities.toml").read_text(encoding="utf-8")
)["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["lines"][0]))
def test_body_and_year_are_what_the_text_names(case: dict[str, Any]) -> None:
    found = identify(case["lines"])
    assert (found.body, found.year) == (case.get("body"), case["year"])


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("云溪县石桥镇人民政府", "township"),
        ("东港街道办事处", "subdistrict"),
        ("云溪县人民政府", "county"),
        ("滨海市人民政府", "city"),
        ("天津市人民政府", "province"),
        ("云溪县水利局", "department"),
        ("云溪县人民政府办公室", "department"),
        ("云溪新区管委会", "other"),
        (None, None),
    ],
)
def test_kind_of_body_follows_its_name(name: str | None, kind: str | None) -> None:
    assert body_kind(name) == kind
