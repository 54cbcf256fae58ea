"""Anchors: the heads of all chains, written every day to a file elsewhere, each line sealed and following the one before.
What the journal held up to an anchor cannot be changed any more without its showing."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from gongkai.journal import keys
from gongkai.journal.actions import record
from gongkai.journal.actor import SYSTEM, Actor
from gongkai.journal.canonical import packed, written
from gongkai.journal.models import Head

ACT = "journal.anchor"
Heads = dict[str, tuple[int, str]]


class AnchorBroken(Exception):
    """The file of anchors does not hold: which line, and what is wrong with it."""


class Refused(Exception):
    """Why no anchor is set, as a sentence."""


@dataclass
class Anchored:
    """What the anchors say together: the last line, and how far each chain was, with the digest there."""

    number: int = 0
    on: str = ""
    heads: Heads = field(default_factory=dict)
    digests: list[str] = field(default_factory=list)

    @property
    def digest(self) -> str:
        """That of the last line, "" before the first."""
        return self.digests[-1] if self.digests else ""


def place() -> Path:
    """The file of the anchors."""
    return Path(settings.ANCHORS) / "journal.jsonl"


def anchored() -> Anchored:
    """All anchors taken together; nothing where there is no file. AnchorBroken where a line does not hold."""
    if not place().exists():
        return Anchored()
    with place().open("rb") as file:
        return said(file)


def said(lines: Iterable[bytes]) -> Anchored:
    """What the lines of a file of anchors say together. AnchorBroken where one does not hold."""
    state = Anchored()
    for line in lines:
        if line.endswith(b"\n"):  # what a power failure cut off was never told of
            _take(state, line)
    return state


def anchor(on: date, *, by: Actor = SYSTEM, reason: str = "") -> Anchored:
    """Set an anchor: one line more in the file, then an entry in the platform's chain that tells of it. Refused where a
    head is forged or a chain is shorter than at the last anchor; ``reason`` says why that is right, after a restore, and
    starts anew from what there is."""
    with held():
        state = anchored()
        heads = _heads()
        if not reason:
            _refuse_lost(state, heads)
        known: Heads = {} if reason else state.heads
        fresh = {chain: head for chain, head in heads.items() if known.get(chain) != head}
        told = {"number": state.number + 1, "on": on.isoformat(), "at": timezone.now(), "heads": fresh}
        line = _sealed({**told, "reason": reason, "previous": state.digest})
        _append(line)
        _take(state, line)
        after = {"number": state.number, "digest": state.digest}
        record(ACT, chain="", by=by, on=on, reason=reason, after=after)
    return state


def printed(state: Anchored) -> str:
    """The anchors as text for a sheet of paper, kept where no computer reaches."""
    lines = [f"操作记录锚点　第 {state.number} 号　{state.on}", f"锚点校验值　{state.digest}", ""]
    lines += [
        f"{chain or '平台'}　{count} 条　{digest}" for chain, (count, digest) in sorted(state.heads.items())
    ]
    return "\n".join(lines) + "\n"


def head_holds(chain: str, count: int, digest: str, sealed: tuple[str, str]) -> bool:
    """Whether a head bears its seal. ``sealed``: the id of the key, and the seal."""
    key = keys.every().get(sealed[0])
    return key is not None and keys.seal(key, "head", packed((chain, count, digest, key.id))) == sealed[1]


def _heads() -> Heads:
    heads: Heads = {}
    for head in Head.objects.order_by("chain").iterator():
        if not head_holds(head.chain, head.count, head.digest, (head.key, head.seal)):
            raise Refused(f"链头 {head.chain or '平台'} 的校验值不对，不能设锚点；先运行 gongkai verify。")
        heads[head.chain] = (head.count, head.digest)
    return heads


def _refuse_lost(state: Anchored, heads: Heads) -> None:
    for chain, (count, digest) in state.heads.items():
        now = heads.get(chain, (0, ""))
        if now[0] < count or (now[0] == count and now[1] != digest):
            raise Refused(
                f"链 {chain or '平台'} 现有 {now[0]} 条，上次锚点时有 {count} 条，记录有丢失或改动。先运行 gongkai verify；"
                "确系从备份恢复的，用 --reason 写明原因重新起锚。"
            )


def _sealed(told: Mapping[str, object]) -> bytes:
    key = keys.current()
    content = {**told, "key": key.id}
    return (
        written({**content, "digest": keys.seal(key, "anchor", written(content).encode())}).encode() + b"\n"
    )


def _take(state: Anchored, line: bytes) -> None:
    """Add a line to what the anchors say, once it is seen to hold."""
    number = state.number + 1
    try:
        told = json.loads(line)
        digest = told.pop("digest")
        key = keys.every().get(told["key"])
        sound = key is not None and keys.seal(key, "anchor", written(told).encode()) == digest
        heads = {chain: (int(count), str(at)) for chain, (count, at) in told["heads"].items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise AnchorBroken(f"锚点文件第 {number} 行读不出来") from error
    if key is None:
        raise AnchorBroken(f"锚点文件第 {number} 行用的密钥 {told['key']} 不在")
    if not sound or told["number"] != number or told["previous"] != state.digest:
        raise AnchorBroken(f"锚点文件第 {number} 行被改，或其前有缺行")
    state.number, state.on = number, told["on"]
    state.heads = heads if told["reason"] else {**state.heads, **heads}
    state.digests.append(digest)


@contextmanager
def held() -> Iterator[None]:
    """No other process sets an anchor meanwhile; a line that was cut off goes first."""
    place().parent.mkdir(parents=True, exist_ok=True)
    with place().open("a+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        whole = file.read().rfind(b"\n") + 1
        file.truncate(whole)
        yield


def _append(line: bytes) -> None:
    file = os.open(place(), os.O_WRONLY | os.O_APPEND)
    try:
        os.write(file, line)
        os.fsync(file)
    finally:
        os.close(file)
    folder = os.open(place().parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)
