"""会签: other bodies are asked before the signature; what their silence means was said beforehand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gongkai.approvals.countersigning import Asked, ask, lapse
from gongkai.approvals.models import Outcome, State
from gongkai.approvals.queries import waiting_for
from gongkai.notices.models import Notice
from gongkai.organisations.models import Post
from gongkai.organisations.refusal import Refused
from tests.approvals.cast import AT, Office, all_agree, an_office, begun, says
from tests.people import TODAY, somebody

pytestmark = pytest.mark.django_db
DUE = date(2026, 3, 9)


@pytest.fixture
def office() -> Office:
    return an_office()


def test_the_signature_waits_for_the_bodies_asked(office: Office) -> None:
    head = somebody("head", office.county.bureau, Post.SIGNATORY, name="会签辛")
    matter = begun(office)
    ask(matter, Asked([office.county.bureau], DUE), by=office.author, at=AT)
    all_agree(office, matter, but="signature")
    with pytest.raises(Refused, match="还没有轮到"):
        says(matter, "signature", office.leader)
    [waiting] = waiting_for(head, TODAY)
    assert waiting.step.due == DUE
    assert Notice.objects.get(body=office.county.bureau).due == DUE
    says(matter, waiting.step.code, head)
    says(matter, "signature", office.leader)


@pytest.mark.parametrize(("silence", "state"), [(True, State.PASSED), (False, State.OPEN)])
def test_silence_means_what_was_said_and_only_after_the_last_day(
    silence: bool, state: str, office: Office
) -> None:
    matter = begun(office)
    ask(matter, Asked([office.county.bureau], DUE, silence), by=office.author, at=AT)
    all_agree(office, matter, but="signature")
    assert lapse(at=AT + timedelta(days=7)) == 0
    assert lapse(at=AT + timedelta(days=8)) == int(silence)
    assert lapse(at=AT + timedelta(days=9)) == 0
    if silence:
        says(matter, "signature", office.leader)
        assert matter.decisions.get(outcome=Outcome.SILENT).person is None
    matter.refresh_from_db()
    assert matter.state == state


def test_neither_oneself_nor_twice_nor_for_yesterday(office: Office) -> None:
    matter, bureau = begun(office), office.county.bureau
    for asked, why in (
        (Asked([office.body], DUE), "本机关"),
        (Asked([bureau], TODAY), "晚于今天"),
        (Asked([bureau, bureau], DUE), "已经征求过"),
    ):
        with pytest.raises(Refused, match=why):
            ask(matter, asked, by=office.author, at=AT)
    with pytest.raises(Refused, match="经办人和撰稿人"):
        ask(matter, Asked([bureau], DUE), by=office.reviewer, at=AT)
    assert not matter.steps.filter(kind="countersign").exists()
