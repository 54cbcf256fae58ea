"""Limits: so often in a while for each, however many ask at once, and nobody's address is written down."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connection

from gongkai.work import limits as subject
from gongkai.work.limits import Limit, TooOften, give_back, use
from gongkai.work.models import Allowance
from tests.work.orders import NOW

MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def own(monkeypatch: pytest.MonkeyPatch) -> None:
    own = {"try": Limit("try", "试得太多", 3, 10 * MINUTE)}
    monkeypatch.setattr(subject, "limits", lambda: own)


@pytest.mark.django_db
def test_the_fourth_time_within_the_while_is_refused_and_says_when_to_come_back() -> None:
    for minute in range(3):
        use("try", "192.0.2.1", at=NOW + minute * MINUTE)
    with pytest.raises(TooOften, match="试得太多，请 5 分钟以后再试。") as refused:
        use("try", "192.0.2.1", at=NOW + 5.5 * MINUTE)
    assert refused.value.seconds == 270
    use("try", "192.0.2.2", at=NOW + 5 * MINUTE)


@pytest.mark.django_db
def test_the_while_ends_though_somebody_went_on_trying() -> None:
    for _ in range(3):
        use("try", "192.0.2.1", at=NOW)
    for minute in range(1, 10):
        with pytest.raises(TooOften):
            use("try", "192.0.2.1", at=NOW + minute * MINUTE)
    for _ in range(3):
        use("try", "192.0.2.1", at=NOW + 10 * MINUTE)
    with pytest.raises(TooOften):
        use("try", "192.0.2.1", at=NOW + 10 * MINUTE)


@pytest.mark.django_db
def test_what_did_not_count_is_given_back() -> None:
    for _ in range(20):
        use("try", "a", at=NOW)
        give_back("try", "a")
    give_back("try", "a")
    assert Allowance.objects.get().used == 0


@pytest.mark.django_db
def test_whose_it_is_stands_nowhere() -> None:
    use("try", "192.0.2.77", at=NOW)
    assert "192" not in str(Allowance.objects.values())


@pytest.mark.django_db(transaction=True)
def test_many_at_the_same_time_get_no_more_than_is_allowed() -> None:
    allowed: list[int] = []
    start = threading.Barrier(6)

    def ask() -> None:
        start.wait()
        try:
            use("try", "one", at=NOW)
            allowed.append(1)
        except TooOften:
            pass
        finally:
            connection.close()

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(allowed) == 3
