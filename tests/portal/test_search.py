"""The search page: what is public is found by any two characters, narrowed by facets, and an empty result helps."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from gongkai.search.actions import Document, put
from tests.people import a_county

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def library() -> None:
    a_county()
    put(
        Document(
            "catalogue.item",
            str(number),
            f"关于第{number}批危房改造的通知",
            date(2020 + number % 5, 3, 1),
            "Q03" if number % 2 else "Q02",
            f"/items/{number}/",
            number != 7,
            numbers=f"柳府发〔2024〕{number}号",
            text="补助标准<b>按户</b>核定。",
            topic="17",
        )
        for number in range(1, 46)
    )


def shown(client: Client, query: str) -> str:
    answer = client.get(f"/search/?{query}")
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_hits_are_marked_and_text_of_others_stays_text(client: Client) -> None:
    page = shown(client, "q=危房")
    assert "<mark>危房</mark>" in page and "共 44 条" in page
    assert "&lt;b&gt;按户" in page


@pytest.mark.parametrize("number", ["〔2024〕12号", "[2024] 12号", "（２０２４）１２号", "2024 12"])
def test_a_number_of_a_document_is_found_in_any_brackets(client: Client, number: str) -> None:
    assert "/items/12/" in shown(client, f"q={number}")


def test_what_is_not_public_is_not_found(client: Client) -> None:
    assert "/items/7/" not in shown(client, "q=第7批")


def test_facets_narrow_and_can_be_taken_back(client: Client) -> None:
    page = shown(client, "q=危房&body=Q03&year=2021")
    assert "共 5 条" in page and 'href="?q=%E5%8D%B1%E6%88%BF&amp;year=2021" aria-current="true"' in page
    assert "柳湾镇人民政府" in page


def test_pages_lead_on_and_back_under_the_same_question(client: Client) -> None:
    page = shown(client, "q=危房&page=2")
    assert "第 2 页，共 3 页" in page and "page=3" in page and "page=1" in page
    assert "上一页" not in shown(client, "q=危房")
    assert "下一页" not in shown(client, "q=危房&page=3")


@pytest.mark.parametrize(
    "query",
    [
        "q=无此事项",
        "q=。",
        "q=%00",
        "q=危房&body=无此机关",
        "q=危房&page=99999999999999999999",
        f"q={'公' * 5000}",
    ],
)
def test_an_empty_result_helps(client: Client, query: str) -> None:
    page = shown(client, query)
    assert "<mark>" not in page


def test_where_nothing_is_found_in_a_part_the_whole_is_offered(client: Client) -> None:
    page = shown(client, "q=危房&body=无此机关")
    assert "在全部信息里检索" in page


def test_a_search_takes_few_queries(client: Client, django_assert_max_num_queries: object) -> None:
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        shown(client, "q=危房")
