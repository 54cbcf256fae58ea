"""Digits that run together → the figures they must be. Nothing is taken on likelihood: a split counts only where the
digits themselves, or the sums of the table, leave exactly one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

Row = tuple[int, ...]
_LONGEST = 9  # digits of one figure
_MANY = 400  # splits of one row after which it is called undecidable


def _heads(run: str) -> Iterator[str]:
    """First numbers a run may open with: "0", or up to nine digits."""
    if run[0] == "0":
        yield "0"
        return
    for length in range(1, min(len(run), _LONGEST) + 1):
        yield run[:length]


def _can_be(runs: Sequence[str], count: int) -> bool:
    return len(runs) <= count <= sum(map(len, runs)) <= count * _LONGEST


def splits(runs: Sequence[str], count: int) -> Iterator[Row]:
    """Every way to read the runs as ``count`` numbers, none with a leading zero; a gap between runs is a border."""
    if not runs:
        if count == 0:
            yield ()
        return
    if not _can_be(runs, count):
        return
    for head in _heads(runs[0]):
        rest = runs[0][len(head) :]
        tail = (rest, *runs[1:]) if rest else tuple(runs[1:])
        for row in splits(tail, count - 1):
            yield (int(head), *row)


def only_split(runs: Sequence[str], count: int) -> Row | None:
    """The split that the digits alone leave, where they leave one."""
    first = None
    for row in splits(runs, count):
        if first is not None:
            return None
        first = row
    return first


def _capped(runs: Sequence[str], count: int, limit: int) -> Iterator[Row]:
    """Splits whose numbers add up to ``limit`` exactly."""
    if count == 0:
        if not runs and limit == 0:
            yield ()
        return
    if not runs or not _can_be(runs, count):
        return
    for head in _heads(runs[0]):
        value = int(head)
        if value > limit:
            break
        rest = runs[0][len(head) :]
        tail = (rest, *runs[1:]) if rest else tuple(runs[1:])
        for row in _capped(tail, count - 1, limit - value):
            yield (value, *row)


def _totals(runs: Sequence[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """What the last number may be, with the runs before it."""
    last = runs[-1]
    for length in range(1, min(len(last), _LONGEST) + 1):
        text = last[len(last) - length :]
        if length > 1 and text[0] == "0":
            continue
        rest = last[: len(last) - length]
        yield int(text), (*runs[:-1], rest) if rest else tuple(runs[:-1])


def summing_splits(runs: Sequence[str], count: int) -> list[Row]:
    """Splits of a row whose last number is the sum of the others; [] where there are too many to tell."""
    found: list[Row] = []
    for total, rest in _totals(runs):
        for row in _capped(rest, count - 1, total):
            found.append((*row, total))
            if len(found) > _MANY:
                return []
    return found


def grouped_splits(run: str, groups: int, count: int) -> list[tuple[Row, ...]]:
    """A run of digits → every way to read it as groups of ``count`` numbers, the last of each the sum of the others."""
    if groups == 0:
        return [] if run else [()]
    found: list[tuple[Row, ...]] = []
    rest_least = (groups - 1) * count
    for end in range(count, len(run) - rest_least + 1):
        tails = grouped_splits(run[end:], groups - 1, count) if end < len(run) or groups == 1 else []
        if tails:
            found += [(row, *tail) for row in summing_splits((run[:end],), count) for tail in tails]
        if len(found) > _MANY:
            return []
    return found


def settle(choices: dict[str, list[Row]], holds: Callable[[dict[str, Row]], bool]) -> dict[str, Row]:
    """Rows that have one reading in every combination the columns' sums allow.

    ``choices``: line → its possible rows. ``holds``: whether a full choice satisfies the sums of the columns.
    """
    settled = {line: rows[0] for line, rows in choices.items() if len(rows) == 1}
    open_lines = [line for line, rows in choices.items() if len(rows) > 1]
    combinations = 1
    for line in open_lines:
        combinations *= len(choices[line])
    if not open_lines or combinations > 2000:
        return settled
    fitting = [choice for choice in _choices(choices, open_lines) if holds(settled | choice)]
    for line in open_lines:
        rows = {choice[line] for choice in fitting}
        if len(rows) == 1:
            settled[line] = rows.pop()
    return settled


def _choices(choices: dict[str, list[Row]], lines: Sequence[str]) -> Iterator[dict[str, Row]]:
    if not lines:
        yield {}
        return
    for rest in _choices(choices, lines[1:]):
        for row in choices[lines[0]]:
            yield {**rest, lines[0]: row}
