"""Keeping machines from filling in public forms without asking people to read pictures: the browser works out a small sum by
itself in the background; where no script runs, a form counts once it has been open for a moment."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from django.core import signing

from gongkai.work.limits import TooOften, use

TOKEN: Final = "labour"
PROOF: Final = "proof"
BITS: Final = 14  # so many leading zero bits: some ten thousand tries, less than a second or two
WAIT: Final = timedelta(seconds=10)
OLDEST: Final = timedelta(hours=12)


class Challenge(NamedTuple):
    """What a form carries: its token, how hard the sum is, and what is worked out already. ``seconds``: after which the form
    counts without it."""

    token: str
    bits: int
    proof: str
    seconds: int


class NotAccepted(Exception):
    """A form that does not count yet, or not any more; the message is a sentence for whoever sent it."""


class Spent(NotAccepted):
    """A form that was let through before."""


def challenge(form: str, *, at: datetime, given: Mapping[str, str] | None = None) -> Challenge:
    """The challenge of a form: the one it came with (``given``) where that still holds, else a new one."""
    token, proof = (given or {}).get(TOKEN, ""), (given or {}).get(PROOF, "")
    begun = _begun(form, token)
    if begun is None or at - begun > OLDEST:
        token, proof = _signer(form).sign(f"{secrets.token_urlsafe(12)}.{int(at.timestamp())}"), ""
    return Challenge(token, BITS, proof, int(WAIT.total_seconds()))


def accept(form: str, given: Mapping[str, str], *, at: datetime) -> bool:
    """Let a form through once: True where its sum is right, False where it was open long enough instead. NotAccepted where
    neither holds, and Spent where it was let through before."""
    token = given.get(TOKEN, "")
    begun = _begun(form, token)
    if begun is None:
        raise NotAccepted("页面不完整，请重新打开这一页再提交。")
    if at - begun > OLDEST:
        raise NotAccepted("页面打开得太久，请再提交一次。")
    worked = is_right(token, given.get(PROOF, ""))
    if not worked and at - begun < WAIT:
        left = WAIT - (at - begun)
        raise NotAccepted(
            f"为防止机器批量提交，请再等 {int(left.total_seconds()) + 1} 秒提交；填写的内容都在。"
        )
    try:
        use("labour.spent", token, at=at)
    except TooOften as again:
        raise Spent("这张表单已经提交过。") from again
    return worked


def is_right(token: str, proof: str) -> bool:
    """Whether token and proof together have a hash with enough leading zero bits."""
    if not (proof.isascii() and proof.isdigit() and len(proof) <= 12):
        return False
    found = hashlib.sha256(f"{token}:{proof}".encode()).digest()
    return int.from_bytes(found) >> (256 - BITS) == 0


def _signer(form: str) -> signing.Signer:
    return signing.Signer(salt=f"gongkai.labour.{form}")


def _begun(form: str, token: str) -> datetime | None:
    """When a token was made; None for one that is not ours, or another form's."""
    try:
        _, _, seconds = _signer(form).unsign(token[:200]).rpartition(".")
    except signing.BadSignature:
        return None
    return datetime.fromtimestamp(int(seconds)).astimezone()
