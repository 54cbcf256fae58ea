"""On a plain connection too, the database refuses a forged pass, a forged decision and a rewritten past."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from gongkai.approvals import actions
from gongkai.approvals.chains import chains
from gongkai.approvals.models import Matter
from tests.approvals.cast import AT, Office, all_agree, an_office, begun, changed, says

pytestmark = pytest.mark.django_db
DECISION = """INSERT INTO approvals_decision
  (matter_id, step_id, turn, digest, outcome, reason, person_id, name, post, "on", at)
  VALUES (%s, %s, %s, %s, %s, '', %s, '', '', %s, %s)"""


@pytest.fixture
def office() -> Office:
    return an_office()


def refused(sql: str, *values: object) -> str:
    with pytest.raises(DatabaseError) as raised, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
    return str(raised.value)


def forge(seen: Matter, code: str, **other: object) -> tuple[object, ...]:
    """The values of a decision as it would have to be, except for what is given."""
    step = seen.steps.get(code=code)
    usual = {
        "matter": seen.pk,
        "step": step.pk,
        "turn": seen.turn,
        "digest": seen.digest,
        "outcome": "approve",
        "person": None,
        "on": "2026-03-02",
        "at": AT,
    }
    return tuple((usual | other).values())


def test_nothing_is_passed_while_a_step_is_open(office: Office) -> None:
    matter = begun(office)
    passing = "UPDATE approvals_matter SET state = 'passed' WHERE id = %s"
    for code, person in (
        ("review", office.reviewer),
        ("secrecy", office.secrecy),
        ("privacy", office.reviewer),
        ("signature", office.leader),
    ):
        assert "还有步骤没有通过" in refused(passing, matter.pk)
        says(matter, code, person)


def test_an_emergency_forged_at_the_side_still_needs_the_looks(office: Office) -> None:
    matter = begun(office)
    says(matter, "review", office.reviewer)
    forged = "UPDATE approvals_matter SET state = 'passed', emergency_reason = 'x' WHERE id = %s"
    assert "还有步骤没有通过" in refused(forged, matter.pk)


def test_a_matter_without_steps_or_looks_does_not_pass(office: Office) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO approvals_matter (subject, chain, body_id, title, author_id, keeper_id, digest, turn,"
            " state, emergency_reason, begun_on) VALUES ('x', 'publication', %s, '', %s, %s, 'd', 1, 'open', '', %s)",
            [office.body.pk, office.author.pk, office.author.pk, "2026-03-02"],
        )
    key = Matter.objects.get(subject="x").pk
    assert "还有步骤没有通过" in refused("UPDATE approvals_matter SET state = 'passed' WHERE id = %s", key)


def test_a_matter_is_not_born_passed(office: Office) -> None:
    says_no = refused(
        "INSERT INTO approvals_matter (subject, chain, body_id, title, author_id, keeper_id, digest, turn,"
        " state, emergency_reason, begun_on) VALUES ('x', 'extension', %s, '', %s, %s, 'd', 1, 'passed', '', %s)",
        office.body.pk,
        office.author.pk,
        office.author.pk,
        "2026-03-02",
    )
    assert "从头办起" in says_no


FORGED: dict[str, tuple[Callable[[Office, Matter], dict[str, object]], str]] = {
    "another digest": (
        lambda office, matter: {"digest": "0" * 64, "person": office.reviewer.pk},
        "正在审签的内容",
    ),
    "another turn": (lambda office, matter: {"turn": 2, "person": office.reviewer.pk}, "正在审签的内容"),
    "the author": (lambda office, matter: {"person": office.author.pk}, "自己起草"),
    "silence": (lambda office, matter: {"outcome": "silent"}, "逾期视为同意"),
    "nobody": (lambda office, matter: {}, "decision_by_somebody"),
    "a step of elsewhere": (
        lambda office, matter: {"matter": begun(office, key="test.Text:2").pk, "person": office.reviewer.pk},
        "正在审签的内容",
    ),
}


@pytest.mark.parametrize("forgery", FORGED)
def test_a_forged_decision_is_refused(forgery: str, office: Office) -> None:
    matter, (make, why) = begun(office), FORGED[forgery]
    assert why in refused(DECISION, *forge(matter, "review", **make(office, matter)))


def test_a_second_look_by_the_same_person_is_refused_where_they_are_apart(office: Office) -> None:
    matter = begun(office, chain="existing")
    says(matter, "secrecy", office.secrecy)
    assert "不同的人" in refused(DECISION, *forge(matter, "privacy", person=office.secrecy.pk))


def test_a_pass_does_not_move_to_other_content(office: Office) -> None:
    matter = begun(office)
    all_agree(office, matter)
    moved = "UPDATE approvals_matter SET digest = %s, turn = turn + 1 WHERE id = %s"
    assert "还有步骤没有通过" in refused(moved, "f" * 64, matter.pk)
    reopened = "UPDATE approvals_matter SET digest = %s, turn = turn + 1, state = 'open' WHERE id = %s"
    assert re.search("重新送审|不能再改", refused(reopened, "f" * 64, matter.pk))
    for column, value in (
        ("subject", "test.Text:7"),
        ("chain", "extension"),
        ("author_id", office.leader.pk),
    ):
        assert "不能修改" in refused(
            f"UPDATE approvals_matter SET {column} = %s WHERE id = %s", value, matter.pk
        )
    assert "不能再改" in refused("UPDATE approvals_matter SET state = 'open' WHERE id = %s", matter.pk)


def test_the_past_is_not_rewritten(office: Office) -> None:
    matter = begun(office)
    says(matter, "review", office.reviewer)
    actions.restart(matter, content=changed(2), by=office.author, at=AT)
    changes = {
        "decision": "digest = ''",
        "presentation": "content = ''",
        "step": "may_follow = may_follow",
        "writer": "person_id = person_id",
    }
    for table, change in changes.items():
        assert "不能修改或删除" in refused(f"UPDATE approvals_{table} SET {change}")
        assert "不能修改或删除" in refused(f"DELETE FROM approvals_{table}")
    assert "不能删除" in refused("DELETE FROM approvals_matter")


def test_the_guard_excuses_from_the_looks_exactly_the_chains_that_disclose_nothing() -> None:
    text = (Path(__file__).parents[2] / "gongkai/approvals/guards.toml").read_text("utf-8")
    [listed] = re.findall(r"NEW\.chain IN \(([^)]*)\)", text)
    excused = set(re.findall(r"'(\w+)'", listed))
    assert excused == {chain.code for chain in chains().values() if not chain.discloses}
