"""Attacks on the register of applications: two at the same time, steps that others should take or nobody signed, numbers
smuggled into the record."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client

from gongkai.applications.consulting import Party, answer, ask
from gongkai.applications.identity import Identity, look_at
from gongkai.applications.intake import apply_again
from gongkai.applications.models import Application
from gongkai.applications.replaying import CACHED, cached, standing, steps_of
from gongkai.applications.replying import decision
from gongkai.applications.taking import Taken, take
from gongkai.organisations.models import Person, Post
from gongkai.organisations.refusal import Refused
from gongkai.remedies.models import Remedy
from tests.applications.cases import ID_NUMBER, from_web, noon, step
from tests.applications.ways import GRANTED, agreed, handed_in
from tests.people import County, a_county, somebody, staff_of
from tests.remedies.disputes import a_review, a_suit, decided, taken

D = date
DAY = D(2026, 3, 4)
CLERK, SIGNATORY = Post.APPLICATION_CLERK, Post.SIGNATORY


def at_once(*acts: Callable[[], object]) -> list[str]:
    """What came of acts done at the same time: "" or why not; anything but a refusal is raised."""
    start, came = threading.Barrier(len(acts)), ["?"] * len(acts)

    def run(place: int, act: Callable[[], object]) -> None:
        start.wait()
        try:
            act()
            came[place] = ""
        except Refused as refused:
            came[place] = str(refused)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=one) for one in enumerate(acts)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return came


@pytest.fixture
def committed(transactional_db: None) -> tuple[County, dict[Post, Person]]:
    cast = a_county()
    return cast, staff_of(cast.township)


def test_of_two_clerks_who_do_the_same_one_does_it_and_one_is_told(
    committed: tuple[County, dict[Post, Person]],
) -> None:
    cast, staff = committed
    case, other = from_web(cast.township).application, somebody("second", cast.township, CLERK)

    def by(person: Person) -> Callable[[], object]:
        said = {"until": D(2026, 3, 20), "reason": "请写明年度"}
        taken = Taken("ask_correction", DAY, said)
        return lambda: take(case, taken, by=person, post="application_clerk", at=noon(DAY))

    came = at_once(by(staff[CLERK]), by(other))
    assert sorted(bool(one) for one in came) == [False, True] and "现在是待申请人补正" in "".join(came)
    case.refresh_from_db()
    assert [one.position for one in case.steps.all()] == [1, 2]
    assert {name: getattr(case, name) for name in CACHED} == cached(standing(case), steps_of(case))


def test_a_party_that_answers_twice_at_once_has_answered_once(
    committed: tuple[County, dict[Post, Person]],
) -> None:
    cast, staff = committed
    case = from_web(cast.township).application
    asked = ask(case, Party("third", Identity(name="丙公司")), by=staff[CLERK], at=noon(DAY)).consultation
    came = at_once(
        *(lambda view=view: answer(asked, view, by=None, at=noon(DAY)) for view in ("agrees", "refuses"))
    )
    assert case.steps.filter(code="opinion").count() == 1, came


def test_one_who_applies_again_with_two_clicks_has_one_application_there(
    committed: tuple[County, dict[Post, Person]],
) -> None:
    cast, _ = committed
    case = from_web(cast.township).application
    came = at_once(*(lambda: apply_again(case, cast.bureau, at=noon(DAY)) for _ in range(3)))
    assert Application.objects.filter(earlier=case).count() == 1, came


def test_of_two_clerks_with_the_same_notice_of_review_one_registers_it(
    committed: tuple[County, dict[Post, Person]],
) -> None:
    cast, staff = committed
    other = somebody("second", cast.township, CLERK)
    came = at_once(*(lambda by=by: a_review(cast.township, by) for by in (staff[CLERK], other)))
    assert Remedy.objects.count() == 1 and sorted(map(bool, came)) == [False, True]
    suit = a_suit(cast.township, staff[CLERK])
    end = at_once(*(lambda: decided(suit, "suit_dismissed", D(2026, 5, 20), by=other) for _ in range(2)))
    assert sorted(map(bool, end)) == [False, True] and suit.steps.filter(code="decide").count() == 1


@pytest.fixture
def case(cast: County) -> Application:
    return from_web(cast.township).application


def test_nobody_of_the_office_acts_in_the_name_of_the_applicant(
    cast: County, case: Application, clerk: Person
) -> None:
    stranger = somebody("stranger", cast.bureau, CLERK)
    for person in (stranger, clerk):
        with pytest.raises(Refused, match="申请人"):
            step(case, "withdraw", DAY, by=person, post="applicant")
    with pytest.raises(Refused, match="没有任"):
        step(case, "move", DAY, by=stranger, to="民政办")


def test_what_was_signed_is_what_is_taken_to_the_letter(case: Application, staff: dict[Post, Person]) -> None:
    held = handed_in(case, staff, DAY)
    assert held.matter is not None
    agreed(held.matter, staff, DAY)
    signed = decision(held) | {"matter": held.matter.pk}
    papers = list(GRANTED.papers)
    other = {**signed, "outcome": "withheld_secret", "article": "条例 第十四条"}
    for facts, files in ((other, papers), ({**signed, "article": "条例 第十六条"}, papers), (signed, [])):
        with pytest.raises(Refused):
            take(case, Taken("decide", DAY, facts, files), by=staff[SIGNATORY], post=SIGNATORY, at=noon(DAY))
    assert case.steps.count() == 1
    take(case, Taken("decide", DAY, signed, papers), by=staff[SIGNATORY], post=SIGNATORY, at=noon(DAY))


def test_a_signature_for_one_case_serves_no_other(
    cast: County, case: Application, staff: dict[Post, Person]
) -> None:
    held = handed_in(case, staff, DAY)
    assert held.matter is not None
    agreed(held.matter, staff, DAY)
    another = from_web(cast.township).application
    signed = decision(held) | {"matter": held.matter.pk}
    for wrong in (signed, {**signed, "matter": None}, {**signed, "matter": str(held.matter.pk)}):
        with pytest.raises(Refused, match="先送审"):
            step(another, "decide", DAY, by=staff[SIGNATORY], post="signatory", **wrong)


def test_a_number_in_the_reason_for_a_look_is_refused_in_words_and_shows_nothing(
    case: Application, clerk: Person
) -> None:
    row = case.applicants.get()
    with pytest.raises(Refused, match="身份证号"):
        look_at(row, by=clerk, reason=f"核对{ID_NUMBER}", at=noon(DAY))
    client = Client()
    client.force_login(clerk)
    for reason in (f"核对{ID_NUMBER}", "核\x00对", ""):
        page = client.post(f"/office/cases/{case.pk}/look/{row.pk}", {"reason": reason})
        assert page.status_code in (200, 400) and ID_NUMBER not in page.content.decode(), reason[:9]


def test_numbers_of_people_enter_no_case_under_review(cast: County, clerk: Person) -> None:
    for field in ("title", "tribunal", "letter", "case_number"):
        with pytest.raises(Refused, match="身份证号"):
            a_review(cast.township, clerk, **{field: f"某{ID_NUMBER}"})
    remedy = a_review(cast.township, clerk)
    with pytest.raises(Refused, match="身份证号"):
        taken(remedy, "suspend", D(2026, 4, 7), by=clerk, reason=f"{ID_NUMBER}请求")
    assert remedy.steps.count() == 1
