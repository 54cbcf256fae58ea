"""Numbers as they are written: runs of digits, whole or parted by blanks, hyphens, dots, line ends or cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gongkai.screening.tape import CELL

SEPARATORS = r" \-._/,:|~()（）\[\]\n"
_LEAST = 11
_CHAIN = re.compile(rf"[0-9]{{1,18}}(?:(?:[{SEPARATORS}]{{1,3}}|{CELL}{{1,2}})[0-9]{{1,18}})+")
_ATOM = re.compile(r"[0-9]+")
_WHOLE = re.compile(r"[0-9]{11,}")
_CHECK = re.compile(rf"[{SEPARATORS}{CELL}]{{0,2}}([XxＸ×✕✖])(?![0-9A-WYZa-wyz])")
_MOST = 19


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


def whole_numbers(text: str) -> Iterator[Number]:
    """Every unbroken run of eleven digits or more."""
    for found in _WHOLE.finditer(text):
        yield Number(found[0], found.start(), found.end(), (len(found[0]),))


def parted_numbers(text: str, lengths: frozenset[int]) -> Iterator[Number]:
    """Every way to join neighbouring runs of digits into a number of one of the lengths."""
    for chain in _CHAIN.finditer(text):
        if chain.end() - chain.start() > _LEAST:
            yield from _joined(text, list(_ATOM.finditer(text, chain.start(), chain.end())), lengths)


def _joined(text: str, atoms: Sequence[re.Match[str]], lengths: frozenset[int]) -> Iterator[Number]:
    sizes = [atom.end() - atom.start() for atom in atoms]
    for first in range(len(atoms) - 1):
        length = sizes[first]
        last = first
        while length < _MOST and last + 1 < len(atoms):
            last += 1
            length += sizes[last]
            if length in lengths:
                yield _number(text, atoms, first, last)


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
