"""A review or suit is registered once, by the body it is brought against, with its clock running and somebody told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from gongkai.journal.models import Entry
from gongkai.notices.models import Notice
from gongkai.organisations.models import Person, Post
from gongkai.organisations.refusal import Refused
from gongkai.remedies.actions import complete, register
from gongkai.remedies.models import Remedy
from gongkai.remedies.queries import to_do, within
from tests.people import County, somebody
from tests.remedies.disputes import CAME, a_filing, a_review, a_suit, decided, noon, taken

ANSWER = date(2026, 4, 16)


def test_its_answer_is_due_and_the_clerk_is_told(cast: County, clerk: Person) -> None:
    remedy = a_review(cast.township, clerk)
    assert (remedy.state, remedy.due_what, remedy.due_on) == ("open", "answer", ANSWER)
    [todo] = to_do(clerk, CAME)
    assert (todo.due, todo.rank, todo.body) == (ANSWER, 2, cast.township)
    notice = Notice.objects.get()
    assert (notice.due, notice.done_at) == (ANSWER, None)
    taken(remedy, "answer", date(2026, 4, 10), by=clerk)
    notice.refresh_from_db()
    assert notice.done_at is not None and to_do(clerk, ANSWER) == []
    assert [one.act for one in Entry.objects.filter(act__startswith="remedies")] == [
        "remedies.register",
        "remedies.answer",
    ]


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"kind": "fight"}, "请选择"),
        ({"dispute": "weather"}, "请选择"),
        ({"instance": "second"}, "没有二审"),
        ({"title": " "}, "案由"),
        ({"received_on": CAME + timedelta(1)}, "还没有到"),
        ({"accepted_on": CAME + timedelta(1)}, "晚于收到通知"),
        ({"title": "身份证11010519491231002X的案件"}, "身份证号"),
        ({"kind": "direct", "instance": "second"}, "先登记一审"),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    cast: County, clerk: Person, more: dict[str, object], says: str
) -> None:
    with pytest.raises(Refused, match=says):
        register(cast.township, a_filing(**more), by=clerk, at=noon(CAME))
    assert not Remedy.objects.exists()


def test_the_same_case_is_registered_once_however_its_number_is_written(cast: County, clerk: Person) -> None:
    a_review(cast.township, clerk)
    with pytest.raises(Refused, match="已经登记过"):
        a_review(cast.township, clerk, case_number=" 青政复(2026) 7号")
    a_review(cast.township, clerk, case_number="")
    with pytest.raises(Refused, match="同样的案件"):
        a_review(cast.township, clerk, case_number="")
    assert Remedy.objects.count() == 2


def test_what_is_learnt_later_is_added_and_stays_with_one_case(cast: County, clerk: Person) -> None:
    first, second = a_review(cast.township, clerk), a_review(cast.township, clerk, case_number="")
    with pytest.raises(Refused, match="已经登记过"):
        complete(second, case_number="青政复[2026]7号", accepted_on=None, by=clerk, at=noon(CAME))
    with pytest.raises(Refused, match="晚于"):
        complete(second, case_number="", accepted_on=CAME + timedelta(1), by=clerk, at=noon(CAME))
    accepted = date(2026, 3, 27)
    found = complete(second, case_number="青政复〔2026〕8号", accepted_on=accepted, by=clerk, at=noon(CAME))
    assert (found.case_number, found.accepted_on, first.accepted_on) == ("青政复（2026）8号", accepted, None)


def test_a_later_instance_belongs_to_the_body_and_follows_a_decided_one(cast: County, clerk: Person) -> None:
    suit = a_suit(cast.township, clerk)
    second = {"instance": "second", "case_number": "二审1", "received_on": date(2026, 6, 1), "previous": suit}
    with pytest.raises(Refused, match="还没有登记结果"):
        a_suit(cast.township, clerk, **second)
    decided(suit, "suit_dismissed", date(2026, 5, 20), by=clerk)
    with pytest.raises(Refused, match="前一案件不是"):
        a_suit(cast.bureau, somebody("other", cast.bureau, Post.APPLICATION_CLERK), **second)
    with pytest.raises(Refused, match="也应当是"):
        a_suit(cast.township, clerk, **{**second, "kind": "after"})
    with pytest.raises(Refused, match="早于前一案件"):
        a_suit(cast.township, clerk, **{**second, "received_on": date(2026, 5, 19)})
    assert suit.due_what == "appeal"
    a_suit(cast.township, clerk, **second)
    suit.refresh_from_db()
    assert (suit.due_what, suit.due_on) == ("", None)
    assert [one.due for one in to_do(clerk, date(2026, 6, 1))] == [date(2026, 6, 16)]


def test_each_sees_the_cases_of_their_body_and_those_above_supervise(cast: County, clerk: Person) -> None:
    remedy = a_review(cast.township, clerk)
    neighbour = somebody("neighbour", cast.bureau, Post.APPLICATION_CLERK)
    above = somebody("above", cast.county, Post.INSPECTOR)
    officer = somebody("officer", cast.township, Post.SYSTEM_OFFICER)
    seen = [list(within(one, CAME)) for one in (clerk, neighbour, above, officer)]
    assert seen == [[remedy], [], [remedy], []]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE remedies_remedystep SET code = 'decide'",
        "DELETE FROM remedies_remedystep",
        "DELETE FROM remedies_remedy",
        "UPDATE remedies_remedy SET kind = 'direct'",
        "UPDATE remedies_remedy SET received_on = '2026-03-01'",
        "UPDATE remedies_remedy SET result = 'upheld', state = 'decided', decided_on = '2026-05-01'",
    ],
)
def test_the_database_itself_keeps_what_happened(cast: County, clerk: Person, statement: str) -> None:
    a_review(cast.township, clerk)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
