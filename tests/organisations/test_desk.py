"""Drafts and saved views belong to one person, replace themselves, and never hold a password."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from gongkai.organisations.desk import (
    LARGEST_DRAFT,
    MOST_VIEWS,
    Typed,
    clear_drafts,
    draft_of,
    drop_draft,
    keep_draft,
    save_view,
)
from gongkai.organisations.models import Draft, SavedView
from gongkai.organisations.refusal import Refused
from tests.people import a_county, somebody

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


def _typed(**fields: list[str]) -> Typed:
    return Typed("reports.place", "7", "/office/reports/7/place/", "确定归属", fields)


def test_a_draft_replaces_the_one_before_and_is_nobody_elses() -> None:
    cast = a_county()
    other = somebody("other", cast.bureau)
    keep_draft(cast.clerk, _typed(year=["2023"]), at=NOW)
    keep_draft(cast.clerk, _typed(year=["2024"]), at=NOW + timedelta(minutes=1))
    kept = draft_of(cast.clerk, form="reports.place", subject="7")
    assert kept is not None and kept.fields == {"year": ["2024"]}
    assert "2024" not in kept.sealed
    assert draft_of(other, form="reports.place", subject="7") is None
    drop_draft(cast.clerk, form="reports.place", subject="7")
    assert Draft.objects.count() == 0


def test_passwords_tokens_and_nul_are_not_kept() -> None:
    cast = a_county()
    typed = _typed(
        old_password=["x"], csrfmiddlewaretoken=["x"], otp_token=["1"], note=["一\x00二"], code=["Q1"]
    )
    assert keep_draft(cast.clerk, typed, at=NOW).fields == {"note": ["一二"], "code": ["Q1"]}


def test_a_draft_that_is_too_long_is_refused_in_words_and_the_one_before_stays() -> None:
    cast = a_county()
    keep_draft(cast.clerk, _typed(note=["短"]), at=NOW)
    with pytest.raises(Refused, match="内容太长"):
        keep_draft(cast.clerk, _typed(note=["长" * LARGEST_DRAFT]), at=NOW)
    kept = draft_of(cast.clerk, form="reports.place", subject="7")
    assert kept is not None and kept.fields == {"note": ["短"]}


def test_old_drafts_are_cleared_and_young_ones_stay() -> None:
    cast = a_county()
    keep_draft(cast.clerk, _typed(note=["旧"]), at=NOW - timedelta(days=91))
    keep_draft(somebody("other", cast.bureau), _typed(note=["新"]), at=NOW)
    assert clear_drafts(before=NOW - timedelta(days=90)) == 1
    assert Draft.objects.get().fields == {"note": ["新"]}


def test_a_view_of_the_same_name_is_replaced_and_there_is_an_end_to_them() -> None:
    cast = a_county()
    save_view(cast.clerk, listing="uploads", name="  今年 ", query="since=2026-01-01")
    assert (
        save_view(cast.clerk, listing="uploads", name="今年", query="since=2026-02-01").query[-5:] == "02-01"
    )
    assert SavedView.objects.count() == 1
    for number in range(MOST_VIEWS - 1):
        save_view(cast.clerk, listing="uploads", name=f"第{number}个", query="a=1")
    with pytest.raises(Refused, match="最多保存"):
        save_view(cast.clerk, listing="uploads", name="再一个", query="a=1")
    with pytest.raises(Refused, match="名称"):
        save_view(cast.clerk, listing="held", name=" ", query="a=1")
