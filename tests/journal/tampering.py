"""Tampering with the journal as somebody with the database in hand would do it: raw SQL, the guards taken away. Each kind
returns the chains it touched and the number of the first link that must be named, None where it is one of several."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.db import connection

from gongkai.journal import keys
from gongkai.journal.actions import record
from gongkai.journal.actor import Actor
from gongkai.journal.anchors import anchored, place
from gongkai.journal.canonical import packed
from gongkai.journal.models import SEALED, Entry, Head

DAY = date(2026, 3, 2)
CHAINS = ("", "Q01", "Q02", "Q03")
COLUMNS = (*SEALED, "digest")
FAR = 1_000_000


class Touched(NamedTuple):
    """What a tampering touched."""

    chain: str | None
    number: int | None = None


@dataclass
class Past:
    """What somebody may have copied before: the heads as they were after each entry."""

    heads: dict[tuple[str, int], Head] = field(default_factory=dict)


def write(seed: int, entries: int, past: Past) -> None:
    """Entries over all chains, drawn by the seed."""
    draw = random.Random(seed)
    for number in range(entries):
        chain = CHAINS[number % len(CHAINS)]
        record(
            draw.choice(("organisations.rename", "test.act")),
            chain=chain,
            by=Actor(f"a{draw.randrange(5)}", "林知言", draw.choice(("", "信息员")), "Q01", "青溪县"),
            on=DAY,
            object=f"test.Thing:{number % 7}",
            reason=draw.choice(("", "机构改革", "更正")),
            before={"n": number},
            after={"n": number + 1},
            subject=draw.choice(("", "somebody")),
            looked=draw.random() < 0.3,
        )
        head = Head.objects.get(chain=chain)
        past.heads[chain, head.count] = head


def run(statement: str, *values: str | int | bool) -> int:
    """One statement; how many rows it met."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        return int(cursor.rowcount)


def _somewhere(draw: random.Random) -> tuple[str, int, int]:
    """A chain, a number in it that the last anchor covers, and how many it covers."""
    heads = anchored().heads
    chain = draw.choice(sorted(heads))
    return chain, draw.randint(1, heads[chain][0]), heads[chain][0]


def edit(draw: random.Random, past: Past) -> Touched:
    """Another value in a column of an entry."""
    chain, number, _ = _somewhere(draw)
    column = draw.choice([one for one in COLUMNS if one not in ("chain", "number")])
    other = {
        "on": "2020-01-01",
        "at": "2020-01-01 00:00:00+00",
        "looked": not Entry.objects.get(chain=chain, number=number).looked,
    }
    value = other.get(column, f"x{draw.randrange(10**6)}")
    run(f'UPDATE journal_entry SET "{column}" = %s WHERE chain = %s AND number = %s', value, chain, number)
    return Touched(chain, number)


def delete(draw: random.Random, past: Past) -> Touched:
    """An entry taken out."""
    chain, number, _ = _somewhere(draw)
    run("DELETE FROM journal_entry WHERE chain = %s AND number = %s", chain, number)
    return Touched(chain, number)


def _shift(chain: str, after: int, by: int) -> None:
    where = "WHERE chain = %s AND number > %s"
    run(f"UPDATE journal_entry SET number = number + %s {where}", FAR + by, chain, after)
    run(f"UPDATE journal_entry SET number = number - %s {where}", FAR, chain, FAR)


def delete_and_renumber(draw: random.Random, past: Past) -> Touched:
    """An entry taken out, those after it moved up, and the head told so."""
    chain, number, _ = _somewhere(draw)
    run("DELETE FROM journal_entry WHERE chain = %s AND number = %s", chain, number)
    _shift(chain, number, -1)
    run("UPDATE journal_head SET count = count - 1 WHERE chain = %s", chain)
    return Touched(chain, number if number < past_count(chain) else None)


def past_count(chain: str) -> int:
    """How many entries a chain has now."""
    return Entry.objects.filter(chain=chain).count()


def insert(draw: random.Random, past: Past) -> Touched:
    """A forged entry between two others, those after it moved down, and the head told so."""
    chain, number, _ = _somewhere(draw)
    _shift(chain, number - 1, 1)
    model = Entry.objects.get(chain=chain, number=number + 1)
    model.number, model.reason, model.digest = number, "forged", f"{draw.getrandbits(256):064x}"
    run(
        "UPDATE journal_entry SET previous = %s WHERE chain = %s AND number = %s",
        model.digest,
        chain,
        number + 1,
    )
    model.save(force_insert=True)
    run("UPDATE journal_head SET count = count + 1 WHERE chain = %s", chain)
    return Touched(chain, number)


def append(draw: random.Random, past: Past) -> Touched:
    """A copy of an entry put at the end."""
    chain, number, _ = _somewhere(draw)
    model, last = Entry.objects.get(chain=chain, number=number), past_count(chain)
    model.previous = Entry.objects.get(chain=chain, number=last).digest
    model.number = last + 1
    model.save(force_insert=True)
    return Touched(chain, last + 1)


def swap(draw: random.Random, past: Past) -> Touched:
    """Two entries in each other's place."""
    chain, number, count = _somewhere(draw)
    other = number % count + 1
    for start, end in ((number, FAR), (other, number), (FAR, other)):
        run("UPDATE journal_entry SET number = %s WHERE chain = %s AND number = %s", end, chain, start)
    return Touched(chain, min(number, other))


def move(draw: random.Random, past: Past) -> Touched:
    """An entry put at the end of another chain."""
    chain, number, _ = _somewhere(draw)
    to = draw.choice([one for one in CHAINS if one != chain])
    run(
        "UPDATE journal_entry SET chain = %s, number = %s, previous = %s WHERE chain = %s AND number = %s",
        to,
        past_count(to) + 1,
        f"{draw.getrandbits(256):064x}",
        chain,
        number,
    )
    return Touched(None)


def truncate(draw: random.Random, past: Past) -> Touched:
    """The end of a chain cut off, and the head put back to what it was then, seal and all."""
    chain, number, _ = _somewhere(draw)
    run("DELETE FROM journal_entry WHERE chain = %s AND number >= %s", chain, number)
    old = past.heads.get((chain, number - 1))
    if old is None:
        run("DELETE FROM journal_head WHERE chain = %s", chain)
    elif draw.random() < 0.8:
        old.save(force_update=True)
    return Touched(chain, number)


def remove_chain(draw: random.Random, past: Past) -> Touched:
    """A whole chain gone, mostly with its head."""
    chain, _, _ = _somewhere(draw)
    run("DELETE FROM journal_entry WHERE chain = %s", chain)
    if draw.random() < 0.8:
        run("DELETE FROM journal_head WHERE chain = %s", chain)
    return Touched(chain, 1)


def rechain(draw: random.Random, past: Past) -> Touched:
    """An entry altered and the rest of the chain made to fit, with a key that is not the journal's."""
    chain, number, _ = _somewhere(draw)
    guessed = keys.Key(keys.current().id, f"guess {draw.random()}".encode())
    entries = list(Entry.objects.filter(chain=chain, number__gte=number).order_by("number"))
    entries[0].reason += "altered"
    previous = entries[0].previous
    for entry in entries:
        entry.previous = previous
        previous = entry.digest = keys.seal(guessed, "entry", packed(getattr(entry, one) for one in SEALED))
    run("DELETE FROM journal_entry WHERE chain = %s AND number >= %s", chain, number)
    Entry.objects.bulk_create(entries)
    count = entries[-1].number
    sealed = keys.seal(guessed, "head", packed((chain, count, previous, guessed.id)))
    run("UPDATE journal_head SET digest = %s, seal = %s WHERE chain = %s", previous, sealed, chain)
    return Touched(chain, number)


def edit_head(draw: random.Random, past: Past) -> Touched:
    """Another value in a column of a head, or an older head, or none."""
    chain, number, _ = _somewhere(draw)
    column = draw.choice(("count", "digest", "key", "seal", "older", "none"))
    if column == "none":
        run("DELETE FROM journal_head WHERE chain = %s", chain)
    elif column == "older" and (chain, number - 1) in past.heads:
        past.heads[chain, number - 1].save(force_update=True)
    elif column == "count":
        run("UPDATE journal_head SET count = count + %s WHERE chain = %s", draw.choice((1, 7, 1000)), chain)
    else:
        name = column if column != "older" else "digest"
        run(f'UPDATE journal_head SET "{name}" = %s WHERE chain = %s', f"x{draw.randrange(99)}", chain)
    return Touched(chain)


def rename_chain(draw: random.Random, past: Past) -> Touched:
    """A whole chain, head and all, under another code."""
    chain, _, _ = _somewhere(draw)
    for table in ("journal_entry", "journal_head"):
        run(f"UPDATE {table} SET chain = 'Q99' WHERE chain = %s", chain)
    return Touched(None)


def renumber(draw: random.Random, past: Past) -> Touched:
    """All numbers of a chain from some place on moved."""
    chain, number, _ = _somewhere(draw)
    _shift(chain, number - 1, draw.choice((1, 5)))
    return Touched(chain, number)


def edit_anchors(draw: random.Random, past: Past) -> Touched:
    """A line of the file of anchors altered or taken out, or the file gone."""
    lines = place().read_bytes().splitlines(keepends=True)
    at = draw.randrange(len(lines))
    how = draw.choice(("alter", "take out", "gone", "cut"))
    spot = draw.randrange(len(lines[at]) - 1)
    if how == "alter":
        lines[at] = lines[at][:spot] + bytes([lines[at][spot] ^ 1]) + lines[at][spot + 1 :]
    elif how == "take out":
        del lines[at]
    else:
        lines = [] if how == "gone" else [*lines[:-1], lines[-1][:spot]]
    place().write_bytes(b"".join(lines))
    return Touched(None)


KINDS: tuple[Callable[[random.Random, Past], Touched], ...] = (
    edit,
    delete,
    delete_and_renumber,
    insert,
    append,
    swap,
    move,
    truncate,
    remove_chain,
    rechain,
    edit_head,
    rename_chain,
    renumber,
    edit_anchors,
)
