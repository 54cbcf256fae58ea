"""Tokens of other programs: given for a body and a few actions, shown once, held by somebody who answers for them."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from gongkai.organisations.access import actions, allowed, scope
from gongkai.organisations.models import ApiToken, Body, KeptAnswer, Person
from gongkai.organisations.noting import note
from gongkai.organisations.owning import Item
from gongkai.organisations.queries import answered_for
from gongkai.organisations.reasons import reason_given, without_numbers
from gongkai.organisations.refusal import Refused

MARK: Final = "gk_"
LONGEST: Final = timedelta(days=366)
MOST: Final = 20  # live tokens of a body
SELDOM: Final = timedelta(minutes=5)  # so often at most the last use is written down
KEEP_ANSWERS: Final = timedelta(days=30)


class Issued(NamedTuple):
    """A new token, and its secret, which is shown this once and kept nowhere."""

    token: ApiToken
    secret: str


@dataclass(frozen=True)
class Wish:
    """What a token is for: its purpose in words, codes of actions, the last day it holds."""

    purpose: str
    actions: Collection[str]
    expires_on: date


def offered() -> list[str]:
    """Codes of the actions that a token may be given for, in the order of the access table."""
    return [code for code, access in actions().items() if access.tokens]


@transaction.atomic
def issue(body: Body, *, wish: Wish, by: Person, on: date) -> Issued:
    """Give a program a token for a body; who gives it owns it and answers for it.

    Refused: without a purpose, for an action that no program may do or that the giver may not do for this body, for
    longer than a year (366 calendar days), and when the body has twenty.
    """
    if not allowed(by, "tokens.own", body, on):
        raise Refused(f"您不能为“{body.name}”生成接口令牌。")
    _refuse_wish(wish, on)
    for code in wish.actions:
        if code not in offered() or not allowed(by, code, body, on):
            raise Refused(f"您不能为“{body.name}”{_says(code)}，令牌不能超出本人的权限。")
    Body.objects.select_for_update().get(pk=body.pk)
    if live(on).filter(body=body).count() >= MOST:
        raise Refused(f"“{body.name}”已有 {MOST} 个有效令牌，请先作废不用的。")
    secret = MARK + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        body=body,
        owner=by,
        purpose=wish.purpose.strip(),
        actions=" ".join(code for code in offered() if code in wish.actions),
        secret=_digest(secret),
        hint=secret[:8],
        made_on=on,
        expires_on=wish.expires_on,
    )
    after = {"actions": token.actions, "expires_on": wish.expires_on.isoformat(), "purpose": token.purpose}
    note("tokens.issue", token, body=body, by=by, on=on, after=after)
    return Issued(token, secret)


def _refuse_wish(wish: Wish, on: date) -> None:
    if not without_numbers(wish.purpose):
        raise Refused("请写明令牌的用途，例：县财政局办公系统报送年报。")
    if len(wish.purpose.strip()) > 60:
        raise Refused("令牌的用途最多 60 字。")
    if not wish.actions:
        raise Refused("请选择令牌可办的事，至少一项。")
    if not on <= wish.expires_on <= on + LONGEST:
        raise Refused(f"令牌的到期日期应在 {on:%Y-%m-%d} 到 {on + LONGEST:%Y-%m-%d} 之间。")


def _says(code: str) -> str:
    return actions()[code].says if code in actions() else f"办理“{code}”"


@transaction.atomic
def revoke(token: ApiToken, *, by: Person, on: date, reason: str) -> ApiToken:
    """Make a token invalid at once: by its owner, by whoever may give tokens of its body, or by a security officer."""
    if not may_revoke(token, by, on):
        raise Refused("这个令牌由责任人、本机关或安全管理员作废。")
    reason = reason_given(reason, "作废令牌")
    if token.revoked_on is not None:
        raise Refused(f"这个令牌 {token.revoked_on:%Y-%m-%d} 已作废。")
    token.revoked_on = on
    token.save(update_fields=["revoked_on"])
    note("tokens.revoke", token, body=token.body, by=by, on=on, reason=reason)
    return token


def may_revoke(token: ApiToken, person: Person, on: date) -> bool:
    """Whether a person may make a token invalid."""
    return token.owner_id == person.pk or allowed(person, "tokens.keep", token.body, on)


def live(on: date) -> QuerySet[ApiToken]:
    """Tokens that hold on a day."""
    whole = Q(revoked_on__isnull=True) | Q(revoked_on__gt=on)
    return ApiToken.objects.filter(whole, expires_on__gte=on, owner__is_active=True)


def tokens_seen_by(person: Person, on: date) -> QuerySet[ApiToken]:
    """Tokens of one's own and of the bodies one answers for; a security officer sees them too."""
    mine = Q(owner=person) | Q(body__in=scope(person, "tokens.keep", on))
    return ApiToken.objects.filter(mine).select_related("body", "owner")


def state_of(token: ApiToken, on: date) -> str:
    """Whether a token holds on a day, in a word."""
    if token.revoked_on is not None and token.revoked_on <= on:
        return "已作废"
    if token.expires_on < on:
        return "已到期"
    return "有效" if token.owner.is_active else "责任人已停用"


def token_of(secret: str, at: datetime) -> ApiToken | None:
    """The token that holds at a moment and has this secret, with its last use written down; None where there is none."""
    found = live(localdate(at)).filter(secret=_digest(secret)).select_related("body", "owner").first()
    if found is not None and (found.used_at is None or at - found.used_at > SELDOM):
        ApiToken.objects.filter(pk=found.pk).update(used_at=at)
    return found


def reach(token: ApiToken, action: str, on: date) -> frozenset[int]:
    """Keys of the bodies for which a token may do an action on a day: its own and everything below it, as far as its
    owner may do the same there."""
    if action not in token.codes:
        return frozenset()
    return scope(token.owner, action, on) & answered_for([token.body_id], on, below=True)


def answered(token: ApiToken, key: str, request: str) -> KeptAnswer | None:
    """What was answered under a key. Refused where something else was asked under it."""
    kept = KeptAnswer.objects.filter(token=token, key=key).first()
    if kept is not None and kept.request != request:
        raise Refused("这个幂等键已经用于另一个请求；内容不同的请求请换一个键。")
    return kept


def keep_answer(token: ApiToken, *, key: str, request: str, status: int, body: object, at: datetime) -> None:
    """Keep an answer under a key, inside the transaction of what was done. IntegrityError where somebody else just did."""
    KeptAnswer.objects.create(token=token, key=key, request=request, status=status, body=body, at=at)


def forget_answers(at: datetime) -> int:
    """Forget answers of more than thirty calendar days ago; how many."""
    return KeptAnswer.objects.filter(at__lt=at - KEEP_ANSWERS).delete()[0]


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


class Tokens:
    """The tokens a person answers for; whoever takes over answers for them from then on."""

    label = "接口令牌"
    fields = ("organisations.ApiToken.owner",)

    def held(self, person: Person, on: date) -> Sequence[Item]:
        held = ApiToken.objects.filter(owner=person, revoked_on__isnull=True, expires_on__gte=on)
        return [
            Item(f"{one._meta.label}:{one.pk}", str(one), one.body) for one in held.select_related("body")
        ]

    def pass_on(self, item: Item, to: Person, *, by: Person | None, on: date) -> None:
        token = ApiToken.objects.select_related("body").get(pk=item.key.rpartition(":")[2])
        token.owner = to
        token.save(update_fields=["owner"])


TOKENS = Tokens()
