"""A hand-over gives what somebody looks after to the next; who wrote it stays who wrote it."""

from __future__ import annotations

import pytest

from gongkai.approvals import actions
from gongkai.approvals.models import State
from gongkai.approvals.queries import kept_by
from gongkai.organisations.handing_over import hand_over
from gongkai.organisations.models import Post
from gongkai.organisations.refusal import Refused
from tests.approvals.cast import AT, an_office, begun, changed, says
from tests.people import TODAY, somebody

pytestmark = pytest.mark.django_db


def test_the_heir_keeps_the_matter_and_the_author_stays_a_writer() -> None:
    office = an_office()
    matter, heir = begun(office), somebody("heir", office.body, Post.REVIEWER, name="接任辛")
    hand_over(office.author, to=heir, by=None, on=TODAY, reason="调离")
    matter.refresh_from_db()
    assert (matter.keeper, matter.author) == (heir, office.author)
    assert list(kept_by(office.author)) == [] and list(kept_by(heir)) == [matter]
    actions.restart(matter, content=changed(2), by=heir, at=AT)
    with pytest.raises(Refused, match="自己起草或者修改过"):
        says(matter, "review", heir)
    says(matter, "review", office.reviewer)


def test_what_has_passed_is_on_nobody_s_hands() -> None:
    office = an_office()
    matter = begun(office)
    actions.recall(matter, by=office.author, at=AT, reason="写错了")
    matter.refresh_from_db()
    assert matter.state == State.RECALLED and list(kept_by(office.author)) == []
