"""The journal held against itself, its heads and its anchors, in flat memory; the first link that is broken is named."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from gongkai.journal.anchors import ACT, AnchorBroken, Anchored, anchored, head_holds, said
from gongkai.journal.models import Entry, Head
from gongkai.journal.rows import Row, rows

TRIED = 100_000


class What(StrEnum):
    """What is wrong with a link."""

    ALTERED = "内容被改"
    MISSING = "缺号"
    INSERTED = "被插入"
    ORDER = "次序不对"
    HEAD = "链头不符"
    ANCHOR = "与锚点不符"


@dataclass(frozen=True)
class Broken:
    """The first link that does not hold. ``number`` 0: it is the file of anchors itself, told in ``more``."""

    what: What
    chain: str = ""
    number: int = 0
    more: str = ""

    def __str__(self) -> str:
        if not self.number:
            return f"{self.what}：{self.more}。"
        where = f"链 {self.chain}" if self.chain else "平台链"
        return f"{where} 第 {self.number} 条：{self.what}{f'（{self.more}）' if self.more else ''}。"


@dataclass(frozen=True)
class Verdict:
    """How much was looked at, how much of it no anchor covers yet, and the first broken link, if any."""

    chains: int
    entries: int
    anchors: int
    anchored_on: str
    unanchored: int
    broken: Broken | None


@dataclass(frozen=True)
class _Head:
    """A head as stored; a chain without one has count 0."""

    count: int = 0
    digest: str = ""
    key: str = ""
    seal: str = ""


class _Chain:
    """The walk along one chain."""

    def __init__(self, chain: str, head: _Head, anchor: tuple[int, str]) -> None:
        self.chain, self.head, self.anchor = chain, head, anchor
        self.number, self.digest = 0, ""

    def broken_at(self, row: Row) -> Broken | None:
        """Take one entry more; what is wrong with it, if anything."""
        expected, number = self.number + 1, row.number
        if number != expected:
            if number > expected:
                return self._says(What.MISSING, expected)
            return self._says(What.ALTERED if number < 0 else What.INSERTED, max(number, expected))
        if not row.holds() or row.of("previous") != self.digest:
            return self._says(_kind(row, self.digest), number)
        self.number, self.digest = number, row.digest
        if number == self.anchor[0] and row.digest != self.anchor[1]:
            return self._says(What.ANCHOR, number)
        if number == self.head.count and row.digest != self.head.digest:
            return self._says(What.HEAD, number)
        return None

    def broken_end(self) -> Broken | None:
        """What is wrong where the chain ends, if anything."""
        head, last = self.head, self.number
        sealed = head_holds(self.chain, head.count, head.digest, (head.key, head.seal))
        if sealed and last < head.count:
            return self._says(What.MISSING, last + 1)
        if last < self.anchor[0]:
            return self._says(What.ANCHOR, last + 1, f"锚点时有 {self.anchor[0]} 条")
        if not sealed:
            return self._says(What.HEAD, max(last, 1))
        if last > head.count and not self._grown():
            return self._says(What.INSERTED, head.count + 1)
        return None

    def _grown(self) -> bool:
        """Whether others went on writing since the heads were read."""
        now = _heads(self.chain).get(self.chain, _Head())
        return now.count >= self.number and head_holds(self.chain, now.count, now.digest, (now.key, now.seal))

    def _says(self, what: What, number: int, more: str = "") -> Broken:
        return Broken(what, self.chain, number, more)


class _Walk:
    """The walk over all chains, with what was counted on the way."""

    def __init__(self, state: Anchored) -> None:
        self.state, self.heads = state, _heads()
        self.seen: set[str] = set()
        self.entries, self.last_anchor = 0, ""

    def broken(self) -> Broken | None:
        """Walks until the first broken link; None where all hold."""
        for name, found in groupby(
            rows(Entry.objects.order_by("chain", "number")), lambda row: row.of("chain")
        ):
            broken = self._along(self._chain(name, self.heads.get(name) or _heads(name).get(name)), found)
            if broken:
                return broken
        for name in sorted((self.heads.keys() | self.state.heads.keys()) - self.seen):
            broken = self._chain(name, self.heads.get(name)).broken_end()
            if broken:
                return broken
        return self._anchor_lost()

    def _chain(self, name: str, head: _Head | None) -> _Chain:
        self.seen.add(name)
        return _Chain(name, head or _Head(), self.state.heads.get(name, (0, "")))

    def _along(self, chain: _Chain, found: Iterator[Row]) -> Broken | None:
        for row in found:
            broken = chain.broken_at(row)
            if broken:
                return broken
            self.entries += 1
            if row.of("act") == ACT and not chain.chain:
                self.last_anchor = row.of("after")
        return chain.broken_end()

    def _anchor_lost(self) -> Broken | None:
        """Whether the file still has the last anchor that the journal tells of."""
        if not self.last_anchor:
            return None
        told = json.loads(self.last_anchor)
        number, digest = int(told["number"]), told["digest"]
        state = self.state if number <= self.state.number else anchored()  # one may have been set meanwhile
        if digest in state.digests[number - 1 : number]:
            return None
        return Broken(What.ANCHOR, more=f"操作记录载有第 {number} 号锚点，锚点文件里没有或不同")


def verify(lines: Iterable[bytes] | None = None) -> Verdict:
    """Walk all chains, with writers at work or not. Everything up to the last anchor is certain; after it, all but the
    loss of what came last together with the head that told of it. ``lines``: a file of anchors other than the one in its
    place."""
    try:
        state = anchored() if lines is None else said(lines)
    except AnchorBroken as error:
        return Verdict(0, 0, 0, "", 0, Broken(What.ANCHOR, more=str(error)))
    walk = _Walk(state)
    broken = walk.broken()
    covered = sum(count for count, _ in state.heads.values())
    return Verdict(
        len(walk.seen), walk.entries, state.number, state.on, max(walk.entries - covered, 0), broken
    )


def _heads(*chains: str) -> dict[str, _Head]:
    found = Head.objects.filter(chain__in=chains) if chains else Head.objects.all()
    columns = ("chain", "count", "digest", "key", "seal")
    return {chain: _Head(*head) for chain, *head in found.values_list(*columns)}


def _kind(row: Row, before: str) -> What:
    """What became of an entry whose seal or link does not hold where it stands."""
    here = row.number
    if row.holds():
        return What.ORDER  # whole, but it does not follow the one before
    following = next(rows(Entry.objects.filter(chain=row.of("chain"), number=here + 1)), None)
    displaced = following is not None and following.standing(here, before).holds()
    if row.standing(here + 1).holds():
        # either both changed places, or the one before is gone and the rest moved up
        return What.ORDER if displaced else What.MISSING
    if displaced:
        return What.INSERTED
    last = min(_heads(row.of("chain")).get(row.of("chain"), _Head()).count, TRIED)
    moved = any(row.standing(number).holds() for number in range(1, last + 1))
    return What.ORDER if moved else What.ALTERED
