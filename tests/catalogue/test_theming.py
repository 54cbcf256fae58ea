"""Themes are proposed from what a document says, the right one among the first three; none where nothing speaks for one."""

from __future__ import annotations

import pytest

from gongkai.catalogue.theming import themes_of, words
from gongkai.law.disclosure import theme_labels

TITLES = {
    "关于做好春季森林防火和造林工作的通知": "0602",
    "二〇二六年柳湾镇部门预算公开说明": "0401",
    "关于提高城乡居民最低生活保障标准的通知": "1703",
    "柳湾镇中心小学秋季招生公告": "1102",
    "关于道路交通临时管制的通告": "0707",
    "青溪县城乡居民基本养老保险实施办法": "1502",
    "关于征收土地预公告": "0501",
    "青溪县突发事件总体应急预案": "0203",
    "关于开展安全生产隐患排查的通知": "0905",
    "食品安全监督抽检信息通告": "0904",
    "关于河道清淤的通知": "0603",
    "建设项目环境影响评价审批公示": "1003",
    "关于王某某等同志任免的通知": "1503",
    "事业单位公开招聘工作人员公告": "1503",
    "退役军人优待证申领指南": "1504",
    "柳湾镇生活垃圾分类管理办法": "1002",
    "关于夏秋季征兵工作的通告": "2102",
    "法律援助案件受理情况": "1603",
    "农机购置补贴公示": "0601",
    "关于全民健身运动会的通知": "1303",
}


def test_the_right_theme_is_among_those_proposed() -> None:
    missed = [title for title, code in TITLES.items() if code not in themes_of(title, "")]
    assert missed == []


@pytest.mark.parametrize("title", ["", "关于召开会议的通知", "附件"])
def test_nothing_is_proposed_where_nothing_speaks_for_it(title: str) -> None:
    assert themes_of(title, "请准时参加。") == ()


def test_the_text_counts_where_the_title_is_silent() -> None:
    assert (
        themes_of("关于有关事项的通知", "为做好征兵工作，适龄青年应当依法履行兵役义务，民兵组织配合征兵。")[0]
        == "2102"
    )


def test_every_word_belongs_to_a_theme_and_every_theme_proposed_has_a_name() -> None:
    assert set(words()) <= set(theme_labels()) and all(words().values())
