"""Tokens of programs: shown once, never more than their owner may do, worthless in a copy of the database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from gongkai.journal.models import Entry
from gongkai.organisations import tokens
from gongkai.organisations.handing_over import hand_over
from gongkai.organisations.models import ApiToken, KeptAnswer, Post
from gongkai.organisations.posts import end, posts_of
from gongkai.organisations.refusal import Refused
from gongkai.organisations.tokens import Wish, issue, reach, revoke, token_of, tokens_seen_by
from tests.people import TODAY, County, a_county, somebody

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)
WISH = Wish("财政局系统报送", {"reports.hand_in"}, TODAY + timedelta(days=30))


@pytest.fixture
def cast() -> County:
    return a_county()


def test_a_token_is_shown_once_and_stored_as_a_digest(cast: County) -> None:
    token, secret = issue(cast.bureau, wish=WISH, by=cast.clerk, on=TODAY)
    assert secret.startswith("gk_") and len(secret) > 40
    stored = " ".join(str(value) for value in ApiToken.objects.values().get().values())
    assert secret not in stored and token.hint == secret[:8]
    assert token_of(secret, NOON) == token
    assert token_of(secret[:-1], NOON) is None and token_of(token.secret, NOON) is None


def test_what_is_done_with_tokens_is_on_the_record_without_the_secret(cast: County) -> None:
    token, secret = issue(cast.bureau, wish=WISH, by=cast.clerk, on=TODAY)
    revoke(token, by=cast.clerk, on=TODAY, reason="不再使用")
    entries = Entry.objects.filter(act__startswith="tokens.").order_by("pk")
    assert [(entry.act, entry.chain) for entry in entries] == [
        ("tokens.issue", "Q02"),
        ("tokens.revoke", "Q02"),
    ]
    assert not any(secret in f"{entry.after}{entry.before}{entry.reason}" for entry in entries)


@pytest.mark.parametrize(
    ("wish", "why"),
    [
        (Wish(" ", {"reports.hand_in"}, TODAY), "写明令牌的用途"),
        (Wish("x" * 61, {"reports.hand_in"}, TODAY), "最多 60 字"),
        (Wish("报送", set(), TODAY), "至少一项"),
        (Wish("报送", {"reports.hand_in"}, TODAY - timedelta(days=1)), "到期日期应在"),
        (Wish("报送", {"reports.hand_in"}, TODAY + timedelta(days=367)), "到期日期应在"),
        (Wish("报送", {"reports.place"}, TODAY), "不能超出本人的权限"),
        (Wish("报送", {"no.such"}, TODAY), "不能超出本人的权限"),
        (Wish("联系人 13800138000", {"reports.hand_in"}, TODAY), "身份证号和手机号"),
    ],
)
def test_a_token_that_makes_no_sense_is_refused(wish: Wish, why: str, cast: County) -> None:
    with pytest.raises(Refused, match=why):
        issue(cast.bureau, wish=wish, by=cast.clerk, on=TODAY)
    assert not ApiToken.objects.exists()


def test_nobody_gives_a_token_for_a_body_not_theirs(cast: County) -> None:
    town = somebody("town", cast.township)
    with pytest.raises(Refused, match="不能为“青溪县民政局”"):
        issue(cast.bureau, wish=WISH, by=town, on=TODAY)


def test_a_token_reaches_its_body_and_below_and_never_further_than_its_owner(cast: County) -> None:
    whole, _ = issue(cast.county, wish=WISH, by=cast.clerk, on=TODAY)
    narrow, _ = issue(cast.bureau, wish=WISH, by=cast.clerk, on=TODAY)
    assert reach(whole, "reports.hand_in", TODAY) == {cast.county.pk, cast.bureau.pk, cast.township.pk}
    assert reach(narrow, "reports.hand_in", TODAY) == {cast.bureau.pk}
    assert reach(whole, "reports.place", TODAY) == frozenset()
    for holding in posts_of(cast.clerk, TODAY):
        end(holding, by=None, on=TODAY)
    assert reach(whole, "reports.hand_in", TODAY) == frozenset()


def test_a_token_ends_with_its_last_day_its_revocation_and_its_owner_s_account(cast: County) -> None:
    ended, ended_secret = issue(cast.bureau, wish=WISH, by=cast.clerk, on=TODAY)
    token, secret = issue(cast.bureau, wish=WISH, by=cast.clerk, on=TODAY)
    assert token_of(secret, NOON + timedelta(days=30)) and not token_of(secret, NOON + timedelta(days=31))
    revoke(ended, by=cast.clerk, on=TODAY, reason="泄露")
    assert token_of(ended_secret, NOON) is None
    with pytest.raises(Refused, match="已作废"):
        revoke(ended, by=cast.clerk, on=TODAY, reason="再来")
    type(cast.clerk).objects.filter(pk=cast.clerk.pk).update(is_active=False)
    assert token_of(secret, NOON) is None


def test_a_token_is_revoked_by_its_body_or_a_security_officer_and_by_nobody_else(cast: County) -> None:
    token, _ = issue(cast.bureau, wish=WISH, by=cast.clerk, on=TODAY)
    other, guard = somebody("town", cast.township), somebody("guard", cast.county, Post.SECURITY_OFFICER)
    with pytest.raises(Refused, match="由责任人、本机关或安全管理员作废"):
        revoke(token, by=other, on=TODAY, reason="看看")
    with pytest.raises(Refused, match="理由"):
        revoke(token, by=guard, on=TODAY, reason=" ")
    assert revoke(token, by=guard, on=TODAY, reason="巡检发现长期不用").revoked_on == TODAY


def test_tokens_are_seen_where_one_answers_for_them(cast: County) -> None:
    token, _ = issue(cast.bureau, wish=WISH, by=cast.clerk, on=TODAY)
    town, bureau = somebody("town", cast.township), somebody("bureau", cast.bureau)
    guard = somebody("guard", cast.county, Post.SECURITY_OFFICER)
    seen = [list(tokens_seen_by(person, TODAY)) for person in (cast.clerk, bureau, guard, town)]
    assert seen == [[token], [token], [token], []]


def test_the_last_use_is_written_down_now_and_then(cast: County) -> None:
    token, secret = issue(cast.bureau, wish=WISH, by=cast.clerk, on=TODAY)
    for minutes in (0, 1, 4, 6):
        token_of(secret, NOON + timedelta(minutes=minutes))
    token.refresh_from_db()
    assert token.used_at == NOON + timedelta(minutes=6)
    token_of(secret, NOON + timedelta(minutes=8))
    token.refresh_from_db()
    assert token.used_at == NOON + timedelta(minutes=6)


def test_who_takes_over_answers_for_the_tokens(cast: County) -> None:
    bureau, heir = somebody("old", cast.bureau), somebody("new", cast.bureau)
    token, secret = issue(cast.bureau, wish=WISH, by=bureau, on=TODAY)
    hand_over(bureau, to=heir, by=cast.clerk, on=TODAY, reason="调离")
    assert ApiToken.objects.get().owner == heir and token_of(secret, NOON)


def test_a_body_has_so_many_tokens_and_no_more(cast: County, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens, "MOST", 2)
    for _ in range(2):
        issue(cast.bureau, wish=WISH, by=cast.clerk, on=TODAY)
    with pytest.raises(Refused, match="已有 2 个有效令牌"):
        issue(cast.bureau, wish=WISH, by=cast.clerk, on=TODAY)


def test_an_answer_stands_under_its_key_once(cast: County) -> None:
    token, _ = issue(cast.bureau, wish=WISH, by=cast.clerk, on=TODAY)
    kept = {"key": "k", "request": "a" * 64, "status": 202, "body": {"says": "好"}}
    tokens.keep_answer(token, **kept, at=NOON)  # type: ignore[arg-type]
    with pytest.raises(IntegrityError), transaction.atomic():
        tokens.keep_answer(token, **kept, at=NOON)  # type: ignore[arg-type]
    found = tokens.answered(token, "k", "a" * 64)
    assert found and (found.status, found.body) == (202, {"says": "好"})
    assert tokens.answered(token, "other", "a" * 64) is None
    with pytest.raises(Refused, match="另一个请求"):
        tokens.answered(token, "k", "b" * 64)
    assert tokens.forget_answers(NOON + timedelta(days=30)) == 0
    assert tokens.forget_answers(NOON + timedelta(days=31)) == 1 and not KeptAnswer.objects.exists()
