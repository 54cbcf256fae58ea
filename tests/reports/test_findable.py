"""A report is found from the moment it is known whose it is, and only then."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongkai.paper.report import Section
from gongkai.search.queries import find
from tests.people import a_county, a_report, file

pytestmark = pytest.mark.django_db


def test_a_placed_report_is_found_by_its_title_and_its_prose() -> None:
    a_county()
    paper = file(a_report())
    assert [hit.address for hit in find("柳湾镇 年度报告").hits] == [f"/reports/{paper.pk}/"]
    assert [hit.kind for hit in find("及时性还不够").hits] == ["reports.report"]


def test_a_held_report_is_not_found() -> None:
    a_county()
    file(a_report("无名镇人民政府"))
    assert not find("无名镇").hits


def test_prose_of_any_characters_is_taken_in() -> None:
    a_county()
    odd = replace(a_report(), sections=(Section(1, "总体情况", ("a\x00b\ud800c征地信息",)),))
    file(odd)
    assert find("征地信息").total == 1
