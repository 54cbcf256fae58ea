"""An emergency lets the signature follow, marked and chased; the looks never."""

from __future__ import annotations

import pytest

from gongkai.approvals import actions
from gongkai.approvals.models import Outcome, State
from gongkai.approvals.queries import passed, to_do, unsigned
from gongkai.notices.models import Notice
from gongkai.organisations.refusal import Refused
from tests.approvals.cast import AT, Office, all_agree, an_office, begun, changed, says
from tests.people import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return an_office()


def test_the_signature_follows_and_is_chased_until_it_is_there(office: Office) -> None:
    matter = begun(office, emergency="防汛预警")
    all_agree(office, matter, but="signature")
    matter.refresh_from_db()
    assert passed(matter.subject, matter.digest) and unsigned(matter)
    notice = Notice.objects.get(kind="approvals.emergency")
    assert notice.done_at is None and notice.rank < 40
    assert "应急补办签发" in to_do(office.leader, TODAY)[0].says
    says(matter, "signature", office.leader)
    matter.refresh_from_db()
    notice.refresh_from_db()
    assert not unsigned(matter) and notice.done_at == AT


@pytest.mark.parametrize("missing", ["review", "secrecy", "privacy"])
def test_no_emergency_makes_up_for_a_look(missing: str, office: Office) -> None:
    matter = begun(office, emergency="防汛预警")
    for code, person in (
        ("review", office.reviewer),
        ("secrecy", office.secrecy),
        ("privacy", office.reviewer),
    ):
        if code == missing:
            break
        says(matter, code, person)
    matter.refresh_from_db()
    assert matter.state == State.OPEN and not passed(matter.subject, matter.digest)


def test_a_leader_who_does_not_agree_afterwards_takes_the_pass_away(office: Office) -> None:
    matter = begun(office, emergency="防汛预警")
    all_agree(office, matter, but="signature")
    says(matter, "signature", office.leader, Outcome.RETURN, "预警级别有误")
    matter.refresh_from_db()
    assert matter.state == State.RETURNED and not passed(matter.subject, matter.digest)
    actions.restart(matter, content=changed(2), by=office.author, at=AT)


def test_an_emergency_may_be_declared_on_the_way(office: Office) -> None:
    matter = begun(office)
    all_agree(office, matter, but="signature")
    assert not passed(matter.subject, matter.digest)
    actions.hasten(matter, by=office.author, at=AT, reason="防汛预警")
    assert passed(matter.subject, matter.digest)


def test_a_chain_that_cannot_be_shortened_is_not(office: Office) -> None:
    with pytest.raises(Refused, match="不能应急"):
        begun(office, chain="normative", emergency="着急")
    with pytest.raises(Refused, match="不能应急"):
        actions.hasten(begun(office, chain="reply"), by=office.author, at=AT, reason="着急")
