"""What is done in a case beside the reply: parties asked, terms extended, fees counted, registrations corrected."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.applications.amending import confirm, propose, reject
from gongkai.applications.charging import before_of, charge, computed
from gongkai.applications.consulting import Party, answer, ask, received, told
from gongkai.applications.extending import ask as ask_extension
from gongkai.applications.extending import settle
from gongkai.applications.identity import Identity, unpacked
from gongkai.applications.intake import register
from gongkai.applications.models import Application
from gongkai.applications.queries import opened_by_party, standing
from gongkai.law.receipt import Evidence
from gongkai.organisations.models import Person, Post
from gongkai.organisations.refusal import Refused
from tests.applications.cases import RECEIVED, an_envelope, by_letter, from_web, noon, step
from tests.applications.ways import agreed
from tests.people import County

D = date
FIRM = Identity("某某工程公司", document="credit_code", organisation_code="91110000600037341L", phone="010")
Staff = dict[Post, Person]


@pytest.fixture
def case(cast: County) -> Application:
    return from_web(cast.township).application


def test_a_party_has_its_own_key_code_and_clock(case: Application, clerk: Person) -> None:
    due = case.due_on
    asked, code, _ = ask(case, Party("third", FIRM, "投标报价"), by=clerk, at=noon(D(2026, 3, 4)))
    other = ask(case, Party("third", FIRM), by=clerk, at=noon(D(2026, 3, 4))).consultation
    assert (asked.key, other.key) == ("第三方1", "第三方2")
    assert opened_by_party(code) == asked and opened_by_party("AAAA") is None
    assert unpacked(asked.sealed) == FIRM and FIRM.name not in str(case.steps.values())
    received(asked, on=D(2026, 3, 6), by=None, at=noon(D(2026, 3, 6)))
    clocks = {one.key: one.end for one in standing(case).clocks if one.code == "third"}
    assert clocks["第三方1"] and clocks["第三方2"] is None
    answer(asked, "refuses", by=None, at=noon(D(2026, 3, 10)))
    answer(other, "agrees", by=clerk, at=noon(D(2026, 3, 11)))
    case.refresh_from_db()
    assert due and case.due_on and case.due_on > due
    with pytest.raises(Refused, match="已经提交"):
        answer(asked, "agrees", by=None, at=noon(D(2026, 3, 12)))
    with pytest.raises(Refused, match="已签发"):
        told(asked, on=D(2026, 3, 12), by=clerk, at=noon(D(2026, 3, 12)))


def test_whom_to_ask_is_known_by_name(case: Application, clerk: Person) -> None:
    with pytest.raises(Refused, match="姓名"):
        ask(case, Party("third", Identity(" ")), by=clerk, at=noon())
    with pytest.raises(Refused, match="征求意见的对象"):
        ask(case, Party("friend", FIRM), by=clerk, at=noon())
    assert not case.consultations.exists()


def test_the_term_is_extended_once_the_head_agreed_and_from_that_day(case: Application, staff: Staff) -> None:
    clerk, due = staff[Post.APPLICATION_CLERK], case.due_on
    matter = ask_extension(case, 20, reason="需汇总多年资料", by=clerk, at=noon(D(2026, 3, 16)))
    assert settle(case, at=noon(D(2026, 3, 16))) is None
    agreed(matter, staff, D(2026, 3, 17))
    taken = settle(case, at=noon(D(2026, 3, 18)))
    assert taken is not None and taken.on == D(2026, 3, 17) and taken.person == staff[Post.SIGNATORY]
    assert due and case.due_on and case.due_on > due
    assert settle(case, at=noon(D(2026, 3, 18))) is None
    with pytest.raises(Refused, match="累计"):
        ask_extension(case, 1, reason="再延", by=clerk, at=noon(D(2026, 3, 18)))


def test_an_extension_is_not_asked_for_beyond_the_law(case: Application, staff: Staff) -> None:
    clerk = staff[Post.APPLICATION_CLERK]
    with pytest.raises(Refused, match="累计"):
        ask_extension(case, 21, reason="量大", by=clerk, at=noon(D(2026, 3, 16)))
    with pytest.raises(Refused, match="届满"):
        ask_extension(case, 20, reason="量大", by=clerk, at=noon(D(2026, 4, 20)))


def test_a_fee_is_counted_by_body_month_and_applicant(cast: County, clerk: Person) -> None:
    from_web(cast.township, D(2026, 2, 27))
    from_web(cast.bureau)
    mine = [from_web(cast.township).application for _ in range(3)]
    other = from_web(cast.township, identities=(FIRM,), kind="business").application
    assert [before_of(one) for one in mine] == [0, 1, 2] and before_of(other) == 0
    assert computed(mine[2], "items", 9, RECEIVED).lines[-1].rate == 100
    with pytest.raises(Refused, match="不应收取"):
        charge(mine[0], "items", 1, by=clerk, at=noon())
    taken = charge(mine[0], "pages", 40, by=clerk, at=noon(D(2026, 3, 4)))
    assert taken.facts["yuan"] == 100 and mine[0].state == "unpaid" and mine[0].due_on is None
    step(mine[0], "charge_receipt", D(2026, 3, 5), post="applicant")
    step(mine[0], "pay", D(2026, 3, 9), post="applicant")
    assert standing(mine[0]).start == D(2026, 3, 9)


def test_a_wrong_receipt_is_corrected_by_two_and_the_tables_keep_the_first(
    cast: County, staff: Staff
) -> None:
    clerk, second = staff[Post.APPLICATION_CLERK], staff[Post.REVIEWER]
    made = register(by_letter(cast.township, D(2026, 3, 5)), by=clerk, at=noon(D(2026, 3, 6))).application
    right = Evidence("signed_post", signed=D(2026, 3, 3), by="门卫", number="XA00000000001")
    asked = propose(made, right, reason="签收日期看错", by=clerk, at=noon(D(2026, 3, 9)))
    with pytest.raises(Refused, match="不能核对自己"):
        confirm(asked, by=clerk, at=noon(D(2026, 3, 9)))
    with pytest.raises(Refused, match="没有任"):
        confirm(asked, by=cast.clerk, at=noon(D(2026, 3, 9)))
    with pytest.raises(Refused, match="等待核对"):
        propose(made, right, reason="再提", by=clerk, at=noon(D(2026, 3, 9)))
    confirm(asked, by=second, at=noon(D(2026, 3, 10)))
    made.refresh_from_db()
    assert (made.first_received_on, made.received_on) == (D(2026, 3, 5), D(2026, 3, 3))
    assert standing(made).start == D(2026, 3, 3) and made.evidence["signed"] == "2026-03-03"
    with pytest.raises(Refused, match="核对过"):
        reject(asked, by=second, at=noon(D(2026, 3, 10)))


def test_a_correction_that_is_rejected_changes_nothing(cast: County, staff: Staff) -> None:
    clerk = staff[Post.APPLICATION_CLERK]
    made = register(by_letter(cast.township), by=clerk, at=noon()).application
    wrong = Evidence("signed_post", signed=D(2026, 3, 1), by="门卫", number="XA00000000001")
    asked = propose(made, wrong, reason="看错", by=clerk, at=noon(D(2026, 3, 9)))
    reject(asked, by=staff[Post.LEGAL_REVIEWER], at=noon(D(2026, 3, 9)))
    made.refresh_from_db()
    assert made.received_on == RECEIVED and made.steps.count() == 1


def test_what_the_own_form_received_is_received_on_that_day_for_good(cast: County, clerk: Person) -> None:
    made = register(an_envelope(cast.township), by=None, at=noon()).application
    later = Evidence("web", submitted=D(2026, 3, 4))
    with pytest.raises(Refused, match="提交之日"):
        propose(made, later, reason="周末", by=clerk, at=noon(D(2026, 3, 9)))
