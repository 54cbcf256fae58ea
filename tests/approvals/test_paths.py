"""Whatever anybody does in whatever order: nothing passes without every look on exactly what is presented, by people
who did not write it."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from gongkai.approvals import actions
from gongkai.approvals.actions import Subject
from gongkai.approvals.chains import LOOKS
from gongkai.approvals.countersigning import Asked, ask, lapse
from gongkai.approvals.deciding import Verdict, decide
from gongkai.approvals.digest import digest_of
from gongkai.approvals.models import Matter, Outcome, State
from gongkai.approvals.queries import passed
from gongkai.organisations.models import Post
from gongkai.organisations.posts import appoint
from gongkai.organisations.refusal import Refused
from tests.approvals.cast import AT, an_office, changed
from tests.people import BEGUN, TODAY, somebody

PASSES: list[int] = []  # that the machine gets there at all
CHAINS = ("publication", "existing", "normative")
PEOPLE = st.integers(0, 6)


class Paths(RuleBasedStateMachine):
    """Seven people, several of them with more than one post or stepping in for another, and one matter."""

    @initialize(chain=st.sampled_from(CHAINS), emergency=st.booleans(), editors=st.lists(PEOPLE, max_size=2))
    def begin(self, chain: str, emergency: bool, editors: list[int]) -> None:
        self.savepoint = transaction.savepoint()
        office = an_office()
        both = somebody("both", office.body, Post.REVIEWER, Post.SECRECY_REVIEWER, Post.SIGNATORY)
        second = somebody("second", office.county.bureau, Post.SIGNATORY)
        for post, main in ((Post.REVIEWER, office.reviewer), (Post.SIGNATORY, office.leader)):
            appoint(second, body=office.body, post=post, by=None, on=BEGUN, stand_in_for=main)
        appoint(office.author, body=office.body, post=Post.SECRECY_REVIEWER, by=None, on=BEGUN)
        self.office = office
        self.people = [
            office.author,
            office.reviewer,
            office.secrecy,
            office.lawyer,
            office.leader,
            both,
            second,
        ]
        self.wrote = {office.author.pk, *(self.people[one].pk for one in editors)}
        subject = Subject("test.Text:1", chain, office.body, "通告", [self.people[one] for one in editors])
        reason = "防汛预警" if emergency and chain == "publication" else ""
        self.at, self.version = AT, 0
        self.matter = actions.begin(
            subject, content=changed(0), by=office.author, at=AT, emergency_reason=reason
        )

    @rule(
        person=PEOPLE,
        step=st.integers(0, 7),
        outcome=st.sampled_from([*[Outcome.APPROVE] * 6, *Outcome.values]),
    )
    def somebody_decides(self, person: int, step: int, outcome: str) -> None:
        steps = list(self.matter.steps.all())
        verdict = Verdict(
            outcome, digest_of(changed(self.version)), "理由" if outcome != Outcome.APPROVE else ""
        )
        with suppress(Refused):
            decide(steps[step % len(steps)], verdict, by=self.people[person], at=self.at)

    @rule()
    def everybody_agrees(self) -> None:
        for person in self.people:
            for step in range(len(self.matter.steps.all())):
                self.somebody_decides(self.people.index(person), step, Outcome.APPROVE)

    @rule(person=PEOPLE, version=st.integers(0, 2))
    def somebody_presents_a_change(self, person: int, version: int) -> None:
        editor = self.people[person]
        with suppress(Refused):
            actions.restart(
                self.matter, content=changed(version), by=self.office.author, at=self.at, writers=[editor]
            )
            self.version = version
            self.wrote.add(editor.pk)

    @rule(person=PEOPLE)
    def somebody_takes_it_back(self, person: int) -> None:
        with suppress(Refused):
            actions.recall(self.matter, by=self.people[person], at=self.at, reason="理由")

    @rule(person=PEOPLE)
    def somebody_calls_it_urgent(self, person: int) -> None:
        with suppress(Refused):
            actions.hasten(self.matter, by=self.people[person], at=self.at, reason="防汛预警")

    @rule(silence=st.booleans())
    def another_body_is_asked(self, silence: bool) -> None:
        asked = Asked([self.office.county.bureau], TODAY + timedelta(days=3), silence)
        with suppress(Refused):
            ask(self.matter, asked, by=self.office.author, at=self.at)

    @rule()
    def the_term_is_over(self) -> None:
        lapse(at=self.at + timedelta(days=5))

    @rule()
    def the_state_is_forged(self) -> None:
        with suppress(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE approvals_matter SET state = 'passed' WHERE id = %s", [self.matter.pk])

    @invariant()
    def nothing_passes_without_its_looks(self) -> None:
        matter = Matter.objects.filter(pk=self.matter.pk).first()
        if matter is None or matter.state != State.PASSED:
            return
        PASSES.append(matter.pk)
        present = digest_of(changed(self.version))
        agreed = matter.decisions.filter(turn=matter.turn, digest=present, outcome=Outcome.APPROVE).exclude(
            person__in=self.wrote
        )
        assert passed(matter.subject, present) and matter.digest == present
        kinds = {one.step.kind for one in agreed.select_related("step")}
        needed = {step.kind for step in matter.steps.all()} - {"countersign"}
        assert set(LOOKS) <= kinds
        assert needed - kinds <= ({"signature"} if matter.emergency_reason else set())
        self.apart(list(agreed.values_list("step__apart", "person_id")))

    def apart(self, looks: list[tuple[str, int]]) -> None:
        people = [person for group, person in looks if group]
        assert len(people) == len(set(people))

    def teardown(self) -> None:
        if hasattr(self, "savepoint"):
            transaction.savepoint_rollback(self.savepoint)


@pytest.mark.django_db
def test_no_path_leads_past_a_look() -> None:
    run_state_machine_as_test(
        Paths,
        settings=settings(
            max_examples=15, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
    assert PASSES
