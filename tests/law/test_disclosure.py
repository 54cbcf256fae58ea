"""What has to be published is complete, in force when the law was, and for the bodies that the law names."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from gongkai.law.disclosure import categories, categories_for, theme_labels, themes, words
from gongkai.law.sources import instruments

LAST_OLD, FIRST_NEW = date(2019, 5, 14), date(2019, 5, 15)


@pytest.mark.parametrize(
    ("kind", "on", "count"),
    [
        ("county", FIRST_NEW, 15 + 7),
        ("department", FIRST_NEW, 15 + 7),
        ("township", FIRST_NEW, 15 + 8),
        ("province", FIRST_NEW, 15),
        ("county", LAST_OLD, 11 + 4),
        ("township", LAST_OLD, 11 + 8),
        ("county", date(2008, 4, 30), 0),
    ],
)
def test_a_body_has_the_classes_of_its_kind_and_edition(kind: str, on: date, count: int) -> None:
    assert len(categories_for(kind, on)) == count


def test_every_class_names_an_article_of_an_instrument_that_is_known() -> None:
    for category in categories().values():
        assert instruments(category.basis)
    assert Counter(code[:3] for code in categories()) == {"a20": 15, "a21": 15, "p10": 11, "p11": 4, "p12": 8}


def test_there_are_twenty_two_themes_with_an_other_where_the_list_has_one() -> None:
    assert [theme.code for theme in themes()] == [f"{n:02}" for n in range(1, 23)]
    without = [theme.code for theme in themes() if not any(part.code.endswith("99") for part in theme.within)]
    assert without == ["18", "20", "21", "22"]
    assert theme_labels()["0201"] == "综合政务/政务公开"


def test_the_lists_of_words_hold_the_official_ones() -> None:
    assert list(words("attribute").values()) == ["主动公开", "依申请公开", "不予公开"]
    assert list(words("aspect").values()) == ["决策公开", "执行公开", "管理公开", "服务公开", "结果公开"]
    assert {"通知", "公告", "决定", "命令（令）", "纪要", "规章"} <= set(words("genre").values())
