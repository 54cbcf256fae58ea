"""Plates, papers, mail, addresses and lists of persons are found, and what a body makes public of itself is not."""

from __future__ import annotations

import io

import openpyxl
import pytest

from gongkai.screening.detectors.documents import is_hong_kong_id
from gongkai.screening.screen import screen
from tests.screening.made import saved

OTHER = (
    "plate",
    "email",
    "passport",
    "permit",
    "landline",
    "address",
    "health_list",
    "aid_list",
    "minors",
    "religion",
)


def _kinds(text: str) -> list[str]:
    return [hit.kind for hit in screen(text.encode(), "一.txt").hits if hit.kind in OTHER]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("车牌号粤B12345", "plate"),
        ("粤B·D12345小型轿车", "plate"),
        ("驾驶粤Ｂ１２３４警", "plate"),
        ("粤B 1 2 3 4 5 的车辆", "plate"),
        ("联系 xiaoming@qq.com", "email"),
        ("邮箱xiaoming＠163.com", "email"),
        ("xiaoming [at] qq.com", "email"),
        ("护照号码E12345678", "passport"),
        ("往来港澳通行证C12345678", "permit"),
        ("台胞证 12345678", "permit"),
        ("家庭电话：0755-23456789", "landline"),
        ("家住松石镇幸福小区3栋2单元501室", "address"),
        ("住址：松石镇上村三组12号", "address"),
    ],
)
def test_what_tells_of_a_person_is_found(text: str, kind: str) -> None:
    assert _kinds(text) == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "粤ICP备12345678号",
        "型号：粤B12345",
        "粤B12345号文件",
        "监督邮箱：zwgk@songshi.gov.cn",
        "单位邮箱：songshi@163.com",
        "产品编号E12345678",
        "办公地址：松石县解放路88号行政中心3楼",
        "地点：县政府办公楼3栋501室",
        "咨询电话：0755-23456789",
        "松石镇十二组共有3户",
    ],
)
def test_what_a_body_makes_public_is_not(text: str) -> None:
    assert _kinds(text) == []


def test_an_identity_card_of_hong_kong_is_told_by_its_check() -> None:
    assert is_hong_kong_id("A", "123456", "3") and not is_hong_kong_id("A", "123456", "4")
    assert _kinds("持证人A123456(3)") == ["permit"] and _kinds("持证人A123456(4)") == []


@pytest.mark.parametrize(
    ("head", "kind"),
    [("残疾类别", "health_list"), ("救助金额", "aid_list"), ("监护人", "minors"), ("宗教信仰", "religion")],
)
def test_a_list_of_persons_is_told_by_its_heads(head: str, kind: str) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["某某花名册"], ["序号", "姓名", head], [1, "甲某某", "一"], [2, "乙某某", "二"]):
        sheet.append(row)
    hits = [hit for hit in screen(saved(book), "a.xlsx").hits if hit.kind in OTHER]
    assert [(hit.kind, hit.sure) for hit in hits] == [(kind, "likely")] and "名单 2 人" in hits[0].shown


def test_a_table_of_figures_is_no_list_of_persons() -> None:
    book = openpyxl.load_workbook(io.BytesIO(saved(openpyxl.Workbook())))
    sheet = book.active
    assert sheet is not None
    for row in (["指标", "救助金额", "残疾人数"], ["全县", 12, 3], ["松石镇", 4, 1]):
        sheet.append(row)
    assert screen(saved(book), "a.xlsx").hits == ()
