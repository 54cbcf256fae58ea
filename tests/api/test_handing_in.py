"""Handing in by a program: for the bodies its token reaches, once under a key, and what is refused is said."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from gongkai.files.models import StoredFile
from gongkai.journal.models import Entry
from gongkai.organisations.models import ApiToken
from gongkai.organisations.posts import end, posts_of
from gongkai.organisations.tokens import revoke
from gongkai.reports.models import State, Upload
from gongkai.reports.uploads import read_next
from tests.api.callers import API, a_token, bearing, send
from tests.files.made import a_package, zipped
from tests.people import County, a_county, somebody
from tests.reports.published import published

pytestmark = pytest.mark.django_db
TOWN = ("年报.html", published("柳湾镇人民政府", 2023))


@pytest.fixture
def cast() -> County:
    return a_county()


@pytest.fixture
def secret(cast: County) -> str:
    return a_token(cast.county, cast.clerk)[1]


def read_all() -> None:
    for upload in Upload.objects.all():
        while read_next(upload, at=timezone.now()):
            pass


def test_files_are_kept_at_once_and_read_by_a_worker(cast: County, secret: str) -> None:
    answer = send(secret, TOWN)
    made = answer.json()
    assert answer.status_code == 202 and answer["Location"] == made["link"]
    assert [(one["name"], one["state"], one["state_says"]) for one in made["files"]] == [
        ("年报.html", "waiting", "等待读取")
    ]
    read_all()
    (later,) = Client().get(made["link"], headers=bearing(secret)).json()["files"]
    assert later["state"] == "accepted" and later["digest"] == made["files"][0]["digest"]
    assert Client().get(f"{API}/reports/{later['report']}").json()["body"]["code"] == "Q03"


def test_a_zip_is_its_files_and_what_is_not_fit_is_said_beside_the_others(secret: str) -> None:
    macros = a_package(word__vbaProject_bin=b"x")
    made = send(secret, ("年报.zip", zipped({"柳湾镇.html": TOWN[1], "坏.docx": macros}))).json()
    assert [one["state"] for one in made["files"]] == ["waiting", "refused"]
    assert "含宏" in made["files"][1]["says"] and made["files"][1]["digest"] == ""


def test_where_nothing_is_taken_in_nothing_is_made_and_each_file_says_why(secret: str) -> None:
    answer = send(secret, ("a.exe", b"MZ"), ("b.pdf", b"%PDF-1.7 broken"))
    problem = answer.json()
    assert answer.status_code == 422 and [one["where"] for one in problem["errors"]] == ["a.exe", "b.pdf"]
    assert "程序" in problem["errors"][0]["says"] and "不完整" in problem["errors"][1]["says"]
    assert not Upload.objects.exists() and not StoredFile.objects.exists()


def test_more_files_than_the_limit_says_are_refused_in_words(secret: str) -> None:
    answer = send(secret, *((f"{n}.txt", b"x") for n in range(501)))
    assert answer.status_code == 422 and "一次最多 500 个" in answer.json()["detail"]


def test_a_token_places_nothing_at_a_body_it_does_not_reach(cast: County) -> None:
    """Also where its owner, who speaks for the whole county, could."""
    _, narrow = a_token(cast.bureau, cast.clerk)
    made = send(narrow, TOWN, ("b.html", published("青溪县民政局", 2023))).json()
    read_all()
    later = Client().get(made["link"], headers=bearing(narrow)).json()["files"]
    assert [one["state"] for one in later] == ["held", "accepted"]


def test_what_is_handed_in_stands_on_the_record_with_the_token(cast: County, secret: str) -> None:
    send(secret, TOWN)
    entry = Entry.objects.get(act="reports.hand_in")
    assert (entry.account, entry.chain) == ("clerk", "Q01")
    assert str(ApiToken.objects.get().pk) in str(entry.after) and secret not in str(entry.after)


def test_a_result_is_seen_by_programs_of_the_same_body_alone(cast: County, secret: str) -> None:
    made = send(secret, TOWN).json()
    other = a_token(cast.township, somebody("town", cast.township))[1]
    same = a_token(cast.county, cast.clerk)[1]
    seen = [Client().get(made["link"], headers=bearing(one)).status_code for one in (secret, same, other)]
    assert seen == [200, 200, 404]


@pytest.mark.parametrize("wrong", ["", "gk_nothing", "令牌", "x" * 5000])
def test_without_a_token_that_holds_nothing_is_done(wrong: str, secret: str) -> None:
    answer = send(wrong, TOWN) if wrong.isascii() else Client().post(f"{API}/reports")
    assert answer.status_code == 401 and answer["WWW-Authenticate"].startswith("Bearer")
    assert not Upload.objects.exists()


def test_a_token_that_was_revoked_or_whose_owner_may_no_longer_is_refused(cast: County) -> None:
    on = timezone.localdate()
    token, secret = a_token(cast.county, cast.clerk)
    for holding in posts_of(cast.clerk, on):
        end(holding, by=None, on=on)
    answer = send(secret, TOWN)
    assert answer.status_code == 403 and "不能上传年度报告" in answer.json()["detail"]
    revoke(token, by=cast.clerk, on=on, reason="岗位变动")
    assert send(secret, TOWN).status_code == 401


def test_whoami_says_what_a_token_may_and_where(cast: County, secret: str) -> None:
    told = Client().get(f"{API}/whoami", headers=bearing(secret)).json()
    assert (told["body"]["code"], told["owner"], told["purpose"]) == ("Q01", "clerk", "报送系统")
    assert [(one["code"], one["bodies"]) for one in told["actions"]] == [
        ("reports.hand_in", ["Q01", "Q02", "Q03"])
    ]
    assert told["expires_on"] == (timezone.localdate() + timedelta(days=30)).isoformat()
    assert secret not in str(told)


def test_the_same_request_under_a_key_is_done_once_and_answered_the_same(secret: str) -> None:
    first, again = (send(secret, TOWN, key="2024-1") for _ in range(2))
    assert (first.status_code, first.json()) == (again.status_code, again.json())
    assert again["Idempotent-Replayed"] == "true" and "Idempotent-Replayed" not in first
    assert again["Location"] == first["Location"] and Upload.objects.count() == 1
    assert send(secret, TOWN).json()["key"] != first.json()["key"]


def test_another_request_under_the_same_key_is_refused(cast: County, secret: str) -> None:
    send(secret, TOWN, key="2024-1")
    for other in (("年报.html", TOWN[1] + b" "), ("别名.html", TOWN[1])):
        answer = send(secret, other, key="2024-1")
        assert answer.status_code == 422 and "另一个请求" in answer.json()["detail"]
    second = a_token(cast.county, cast.clerk)[1]
    assert send(second, TOWN, key="2024-1").status_code == 202
    assert Upload.objects.count() == 2


def test_a_request_that_failed_may_be_sent_again_under_its_key(secret: str) -> None:
    assert send(secret, ("a.exe", b"MZ"), key="k").status_code == 422
    assert send(secret, TOWN, key="k").status_code == 202


@pytest.mark.parametrize("key", ["x" * 129, "two words", "键"])
def test_a_key_that_is_none_is_refused(key: str, secret: str) -> None:
    answer = send(secret, TOWN, key=key)
    assert answer.status_code == 422 and not Upload.objects.exists()
    assert answer.json()["errors"][0]["where"] == "header.Idempotency-Key"


@pytest.mark.django_db(transaction=True)
def test_the_same_request_eight_times_at_once_is_done_once(cast: County, secret: str) -> None:
    answers: list[Any] = []

    def ask() -> None:
        try:
            answers.append(send(secret, TOWN, key="at-once"))
        finally:
            connection.close()

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {answer.status_code for answer in answers} == {202}
    assert len({answer.json()["key"] for answer in answers}) == 1
    assert Upload.objects.count() == 1 and State.WAITING in Upload.objects.get().files.values_list(
        "state", flat=True
    )
