"""Every failure under /api is a problem in Chinese, whoever failed."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from gongkai.api import reports
from tests.api.callers import API, a_token, bearing
from tests.people import a_county

pytestmark = pytest.mark.django_db
MEDIA = "application/problem+json"


def problem(answer: Any, status: int) -> dict[str, Any]:
    assert (answer.status_code, answer["Content-Type"]) == (status, MEDIA)
    found: dict[str, Any] = answer.json()
    assert found["status"] == status and found["type"].startswith("urn:gongkai:problem:")
    assert any("\u4e00" <= sign <= "\u9fff" for sign in found["title"] + found["detail"])
    return found


@pytest.mark.parametrize(
    "address",
    [
        "nothing",
        "reports/999999",
        "reports/x",
        "reports/99999999999999999999999",
        "reports/1/cells/",
        "uploads",
    ],
)
def test_what_is_nowhere_is_a_problem(address: str, client: Client) -> None:
    problem(client.get(f"{API}/{address}"), 404)


@pytest.mark.parametrize(
    ("method", "address"), [("put", "reports"), ("delete", "reports/1"), ("post", "bodies")]
)
def test_a_method_that_is_not_there_is_a_problem_and_says_which_are(method: str, address: str) -> None:
    answer = getattr(Client(), method)(f"{API}/{address}")
    problem(answer, 405)
    assert "GET" in answer["Allow"]


@pytest.mark.parametrize(
    ("asked", "where", "says"),
    [
        ("limit=0", "query.limit", "应不小于 1"),
        ("limit=201", "query.limit", "应不大于 200"),
        ("limit=x", "query.limit", "应为整数"),
        ("offset=99999999999999999999999", "query.offset", "应不大于 100000"),
        ("year=1999", "query.year", "应不小于 2008"),
        ("form=2020", "query.form", "应为 '2014', '2019' 或 '2021' 之一"),
        ("findings=2", "query.findings", "应为 true 或 false"),
        ("body=" + "x" * 33, "query.body", "最多 32 个字符"),
        ("colour=red", "query.colour", "没有这一项"),
    ],
)
def test_what_is_asked_wrongly_is_said_item_by_item(
    asked: str, where: str, says: str, client: Client
) -> None:
    found = problem(client.get(f"{API}/reports?{asked}"), 422)
    assert found["errors"] == [{"where": where, "says": says}]


@pytest.mark.parametrize("day", ["2024-02-30", "0", "1709251200", "2024-03-02T00:00:00", "2024-3-2", "null"])
def test_a_day_that_is_none_is_said(day: str, client: Client) -> None:
    found = problem(client.get(f"{API}/bodies?on={day}"), 422)
    assert found["errors"] == [{"where": "query.on", "says": "应为日期，例：2026-03-02"}]


def test_other_content_than_files_is_a_problem() -> None:
    cast = a_county()
    headers = bearing(a_token(cast.county, cast.clerk)[1])
    sent: Any = Client().post(
        f"{API}/reports", {"files": ["a"]}, content_type="application/json", headers=headers
    )
    problem(sent, 415)
    broken: Any = Client().post(f"{API}/reports", b"--x", content_type="multipart/form-data", headers=headers)
    problem(broken, 400)
    assert problem(Client().post(f"{API}/reports", {}, headers=headers), 422)["errors"]


def test_more_than_may_be_sent_is_refused_before_it_is_read() -> None:
    answer = Client().post(f"{API}/reports", b"x", content_type="text/plain", CONTENT_LENGTH=str(2**40))
    assert "500 MB" in problem(answer, 413)["detail"]


def test_a_server_that_breaks_says_so_and_nothing_of_how(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("secret of the house")

    monkeypatch.setattr(reports, "public_reports", broken)
    answer = Client(raise_request_exception=False).get(f"{API}/reports")
    problem(answer, 500)
    assert "secret" not in answer.content.decode()


def test_whoever_asks_too_often_waits_and_others_do_not(settings: Any) -> None:
    cache.clear()
    settings.API_PER_MINUTE = 3
    codes = [Client().get(f"{API}/bodies", REMOTE_ADDR="10.0.0.7").status_code for _ in range(7)]
    assert set(codes) == {200, 429} and codes[:3] == [200] * 3
    last = Client().get(f"{API}/bodies", REMOTE_ADDR="10.0.0.7")
    if last.status_code == 429:
        problem(last, 429)
        assert 1 <= int(last["Retry-After"]) <= 60
    assert Client().get(f"{API}/bodies", REMOTE_ADDR="10.0.0.8").status_code == 200
    cache.clear()


def test_pages_for_people_keep_their_own_failures(client: Client) -> None:
    answer = client.get("/nothing/")
    assert answer.status_code == 404 and "text/html" in answer["Content-Type"]
