"""What is found and in which order: the same as by looking through every text, on both databases."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest

from gongkai.search.actions import Document, put, rebuild, remove
from gongkai.search.models import Entry
from gongkai.search.queries import Filters, find
from tests.search.library import MATTERS, PLACES, a_document, a_text, scan

pytestmark = pytest.mark.django_db
ANYTHING = Filters()
ODD_QUERIES = (
    "",
    "  ",
    "。",
    "NEAR(",
    '"公开"',
    "公开 OR 低保",
    "a'b\\",
    "*",
    "%",
    "_k",
    "公",
    "𠮷",
    "2017 16",
    "〔2017〕16号",
    "ＸＸＧＫ",
    "gb/t",
)


def keys(query: str, filters: Filters = ANYTHING, size: int = 400) -> list[str]:
    return [hit.key for hit in find(query, filters=filters, size=size).hits]


def a_library(seed: int, count: int = 150) -> list[Document]:
    chance = random.Random(seed)
    documents = [a_document(chance, number) for number in range(count)]
    put(documents)
    return documents


def queries(documents: list[Document], seed: int) -> list[str]:
    """Pieces of the texts themselves, words side by side, and oddities."""
    chance = random.Random(seed)
    cut = []
    for _ in range(80):
        text = chance.choice(documents).text or "公开"
        at = chance.randrange(len(text))
        cut.append(text[at : at + chance.randint(1, 8)])
    pairs = [f"{chance.choice(PLACES)} {chance.choice(MATTERS)}" for _ in range(20)]
    return [*cut, *pairs, *ODD_QUERIES, *(a_text(chance, 1) for _ in range(20))]


@pytest.mark.parametrize("seed", range(4))
def test_the_index_finds_what_looking_through_every_text_finds_in_the_same_order(seed: int) -> None:
    documents = a_library(seed)
    for query in queries(documents, seed):
        assert keys(query) == scan(documents, query), query


def test_filters_narrow_and_pages_join(seed: int = 9) -> None:
    documents = a_library(seed)
    for query in ("公开", "青溪县", "土地征收"):
        narrowed = keys(query, Filters(kinds=("item",), bodies=("q01",)))
        assert narrowed == scan(documents, query, kind="item", body="q01")
        whole = scan(documents, query)
        pages = [hit.key for at in range(0, len(whole), 7) for hit in find(query, offset=at, size=7).hits]
        assert pages == whole and find(query).total == len(whole)


def test_what_is_not_public_is_found_only_by_those_within() -> None:
    documents = a_library(3)
    hidden = {document.key for document in documents if not document.public}
    assert not hidden & set(keys("公开"))
    within = set(keys("公开", Filters(within=frozenset({"Q01"})))) & hidden
    own = {document.key for document in documents if document.body == "Q01"}
    assert within and within <= own
    assert within == hidden & own & set(scan([replace(d, public=True) for d in documents], "公开"))


def test_a_changed_document_is_found_by_its_new_words_only_and_a_removed_one_not_at_all() -> None:
    first = Document("item", "7", "水库除险加固", date(2024, 1, 2), "Q01", "/items/7/", True, text="招标公告")
    put([first])
    put([replace(first, title="水库移民安置", day=date(2024, 5, 6))])
    assert (keys("除险加固"), keys("移民安置"), Entry.objects.count()) == ([], ["7"], 1)
    remove("item", "7", "8")
    assert (keys("招标公告"), Entry.objects.count()) == ([], 0)


def test_the_words_can_be_built_anew() -> None:
    documents = a_library(5)
    before = [keys(query) for query in MATTERS]
    assert rebuild() == len(documents)
    assert [keys(query) for query in MATTERS] == before
    remove("item", *(document.key for document in documents if document.kind == "item"))
    assert all(hit.kind == "report" for query in MATTERS for hit in find(query, size=400).hits)


def test_facets_count_the_hits_by_kind_body_year_and_topic() -> None:
    documents = a_library(6)
    found = find("公开", facets=True, size=5)
    hits = scan(documents, "公开")
    by_key = {document.key: document for document in documents}
    for name, values in found.facets.items():
        told = {str(by_key[key].day.year) if name == "year" else getattr(by_key[key], name) for key in hits}
        assert {value for value, _ in values} == told - {""}
    assert sum(count for _, count in found.facets["kind"]) == len(hits) == found.total


def test_nobody_pages_beyond_the_end() -> None:
    a_library(7, 20)
    assert find("公开", offset=10**9).hits == find("公开", offset=-1).hits == []
    assert find("公开", offset=5000).hits == []
