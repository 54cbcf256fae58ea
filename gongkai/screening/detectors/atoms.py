"""Numbers as they are written: runs of digits, whole or parted by blanks, hyphens, dots, line ends or cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from gongkai.screening.hits import Sure
from gongkai.screening.tape import CELL

SEPARATORS = r" \-._/,:|~()（）\[\]\n"
_LEAST = 11
_CHAIN = re.compile(rf"[0-9]{{1,18}}(?:(?:[{SEPARATORS}]{{1,3}}|{CELL}{{1,2}})[0-9]{{1,18}})+")
_ATOM = re.compile(r"[0-9]+")
_WHOLE = re.compile(r"[0-9]{11,}")
_CHECK = re.compile(rf"[{SEPARATORS}{CELL}]{{0,2}}([XxＸ×✕✖])(?![0-9A-WYZa-wyz])")
_MOST = 19
_MOST_TRIED = 20_000  # beginnings of one chain: more digits in a row are no writing of persons' numbers


class Number(NamedTuple):
    """Digits with their span on the text. ``groups``: how many digits stand together; ``joints``: what parts them;
    ``goes_on``: whether more digits stand before or behind, parted in the same way."""

    digits: str
    start: int
    end: int
    groups: tuple[int, ...]
    joints: frozenset[str] = frozenset()
    goes_on: bool = False

    @property
    def is_whole(self) -> bool:
        return len(self.groups) == 1

    @property
    def sure_when_named(self) -> Sure:
        """How sure it is where a word says what it is: least where it is parted now so, now so."""
        if self.is_whole:
            return "certain"
        return "likely" if len(self.joints) == 1 else "question"


class Chain(NamedTuple):
    """Neighbouring runs of digits: the runs, all their digits, and where among these each run begins."""

    runs: tuple[re.Match[str], ...]
    digits: str
    begins: tuple[int, ...]


class Sought(NamedTuple):
    """What numbers are sought: how long, how they may begin (two digits), and which of those are wanted."""

    lengths: frozenset[int]
    heads: frozenset[str]
    wanted: Callable[[str], bool]


class Written(NamedTuple):
    """All numbers of a text: unbroken runs of eleven digits or more, and chains of neighbouring runs."""

    text: str
    whole: tuple[Number, ...]
    chains: tuple[Chain, ...]

    def parted(self, sought: Sought) -> Iterator[Number]:
        """Every way to join neighbouring runs of digits into a number that is sought."""
        for chain in self.chains:
            yield from _joined(self.text, chain, sought)


def written(text: str) -> Written:
    """A folded text → its numbers."""
    whole = [
        Number(found[0], found.start(), found.end(), (len(found[0]),)) for found in _WHOLE.finditer(text)
    ]
    chains = [
        _chain(tuple(_ATOM.finditer(text, chain.start(), chain.end())))
        for chain in _CHAIN.finditer(text)
        if chain.end() - chain.start() > _LEAST
    ]
    return Written(text, tuple(whole), tuple(chains))


def _chain(runs: tuple[re.Match[str], ...]) -> Chain:
    digits = [run[0] for run in runs]
    return Chain(runs, "".join(digits), tuple(accumulate(map(len, digits), initial=0)))


def _joined(text: str, chain: Chain, sought: Sought) -> Iterator[Number]:
    digits, begins, most = chain.digits, chain.begins, _MOST_TRIED
    if len(digits) < _LEAST:
        return
    for first, begin in enumerate(begins[:-2]):
        if digits[begin : begin + 2] not in sought.heads:
            continue
        most -= 1
        if most < 0:
            return
        for last in range(first + 1, len(chain.runs)):
            length = begins[last + 1] - begin
            if length > _MOST:
                break
            if length in sought.lengths and sought.wanted(digits[begin : begin + length]):
                yield _number(text, chain.runs, first, last)


def _number(text: str, atoms: Sequence[re.Match[str]], first: int, last: int) -> Number:
    joined = atoms[first : last + 1]
    joints = frozenset(_joint(text, a, b) for a, b in zip(joined, joined[1:], strict=False))
    around = set()
    if first:
        around.add(_joint(text, atoms[first - 1], atoms[first]))
    if last + 1 < len(atoms):
        around.add(_joint(text, atoms[last], atoms[last + 1]))
    return Number(
        "".join([atom[0] for atom in joined]),
        joined[0].start(),
        joined[-1].end(),
        tuple([atom.end() - atom.start() for atom in joined]),
        joints,
        bool(around & joints),
    )


def _joint(text: str, before: re.Match[str], behind: re.Match[str]) -> str:
    """What parts two runs, blanks around a sign left out; several blanks count as one."""
    joint = text[before.end() : behind.start()]
    return joint.strip(" ") or " "


def with_check_letter(text: str, number: Number) -> Number:
    """A number with the X that may stand behind it."""
    found = _CHECK.match(text, number.end)
    return number._replace(digits=number.digits + "X", end=found.end()) if found else number
