"""Forms against machines: a right sum or a moment's wait lets a form through, once, and nothing else does."""

from __future__ import annotations

from datetime import timedelta
from itertools import count

import pytest

from gongkai.portal.labour import OLDEST, PROOF, TOKEN, WAIT, NotAccepted, Spent, accept, challenge, is_right
from tests.work.orders import NOW

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


def worked_out(token: str) -> str:
    """What the script of the page finds."""
    return str(next(number for number in count() if is_right(token, str(number))))


def test_a_right_sum_is_let_through_at_once() -> None:
    token = challenge("form", at=NOW).token
    assert accept("form", {TOKEN: token, PROOF: worked_out(token)}, at=NOW)


def test_without_a_script_a_form_counts_after_a_moment_and_says_how_long() -> None:
    given = {TOKEN: challenge("form", at=NOW).token}
    with pytest.raises(NotAccepted, match="请再等 8 秒"):
        accept("form", given, at=NOW + 3 * SECOND)
    assert not accept("form", given, at=NOW + WAIT)


def test_a_form_is_let_through_once() -> None:
    given = {TOKEN: challenge("form", at=NOW).token}
    accept("form", given, at=NOW + WAIT)
    with pytest.raises(Spent, match="这张表单已经提交过"):
        accept("form", given, at=NOW + OLDEST)


@pytest.mark.parametrize("wrong", ["", "0", "-1", "１２３", "12\x00", "9" * 400, "1e3", " 7"])
def test_a_wrong_sum_is_no_sum(wrong: str) -> None:
    token = challenge("form", at=NOW).token
    if wrong == "0" and is_right(token, "0"):
        return
    with pytest.raises(NotAccepted):
        accept("form", {TOKEN: token, PROOF: wrong}, at=NOW)


@pytest.mark.parametrize("token", ["", "x", "a.1:b", "\x00", "公开" * 500])
def test_a_made_up_token_is_not_taken(token: str) -> None:
    with pytest.raises(NotAccepted, match="重新打开"):
        accept("form", {TOKEN: token, PROOF: "1"}, at=NOW + WAIT)


def test_a_token_is_for_its_own_form_and_its_own_day() -> None:
    token = challenge("form", at=NOW).token
    with pytest.raises(NotAccepted, match="重新打开"):
        accept("other", {TOKEN: token}, at=NOW + WAIT)
    with pytest.raises(NotAccepted, match="太久"):
        accept("form", {TOKEN: token, PROOF: worked_out(token)}, at=NOW + OLDEST + SECOND)


def test_what_is_worked_out_is_carried_on_while_it_holds() -> None:
    first = challenge("form", at=NOW)
    given = {TOKEN: first.token, PROOF: "77"}
    assert challenge("form", at=NOW + WAIT, given=given) == first._replace(proof="77")
    fresh = challenge("form", at=NOW + OLDEST + SECOND, given=given)
    assert fresh.token != first.token and fresh.proof == ""
