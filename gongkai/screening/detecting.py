"""From the pieces of a file to hits: every detector once over the whole tape, one hit a value and place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from gongkai.screening.detectors.addresses import find_addresses
from gongkai.screening.detectors.atoms import Written, written
from gongkai.screening.detectors.authors import author_hits
from gongkai.screening.detectors.bank_cards import find_bank_cards
from gongkai.screening.detectors.documents import find_documents
from gongkai.screening.detectors.emails import find_emails
from gongkai.screening.detectors.find import Find
from gongkai.screening.detectors.id_numbers import find_id_numbers
from gongkai.screening.detectors.leftovers import find_leftovers
from gongkai.screening.detectors.links import find_gambling, link_hits
from gongkai.screening.detectors.lists import list_hits
from gongkai.screening.detectors.mobiles import find_mobiles
from gongkai.screening.detectors.plates import find_plates
from gongkai.screening.detectors.units import find_unit_slips
from gongkai.screening.detectors.words import find_wrong_words
from gongkai.screening.folding import NUMERALS, Folded, fold, spoken
from gongkai.screening.hiding import hidden_hits, place_of
from gongkai.screening.hits import RANK, Hit
from gongkai.screening.tape import Piece, Tape, tape_of

Detector = Callable[[Tape, str], Iterator[Find]]
OfNumbers = Callable[[Tape, Written], Iterator[Find]]

_NUMBERS: tuple[OfNumbers, ...] = (find_id_numbers, find_bank_cards, find_mobiles)
_OTHERS: tuple[Detector, ...] = (
    find_plates,
    find_documents,
    find_emails,
    find_addresses,
    find_leftovers,
    find_unit_slips,
    find_gambling,
)
_RIVALS = frozenset(["id_number", "bank_card", "mobile", "landline", "permit", "passport"])
_ORDER = ("id_number", "bank_card", "mobile")
_SPOKEN_RUN = re.compile(rf"(?:[{NUMERALS}0-9][ \-.,、]{{0,2}}){{11,120}}[xX]?")
_BACK, _AHEAD = 40, 20
_NAME_ENDS = 3


def hits_in(pieces: Sequence[Piece], raw: Sequence[Piece] = (), own_words: Sequence[str] = ()) -> list[Hit]:
    """Pieces → hits in their order, those of the structure behind. ``raw``: pieces that may say again what the others
    said: only new values count."""
    tape = tape_of(pieces)
    folded = fold(tape.text)
    on = _on(tape, folded)
    finds = [*_numbers(on), *chain.from_iterable(detector(on, on.text) for detector in _OTHERS)]
    finds = _distinct([*finds, *find_wrong_words(on, on.text, own_words)])
    hits = [_hit(tape, folded, find) for find in finds]
    hits += _raw_hits(raw, {find.value for find in finds})
    return [*hits, *list_hits(pieces), *link_hits(pieces), *author_hits(pieces), *hidden_hits(pieces)]


def _raw_hits(raw: Sequence[Piece], known: set[str]) -> Iterator[Hit]:
    tape = tape_of(raw)
    folded = fold(tape.text)
    on = _on(tape, folded)
    for find in _distinct([*_numbers(on), *find_emails(on, on.text)]):
        if find.value not in known:
            known.add(find.value)
            yield _hit(tape, folded, find)


def _on(tape: Tape, folded: Folded) -> Tape:
    """The tape as the detectors see it: the folded text, and starts counted in it."""
    starts = [folded.offset(start) for start in tape.starts] if folded.left_out else tape.starts
    return tape._replace(text=folded.text, starts=starts)


def _numbers(tape: Tape) -> Iterator[Find]:
    numbers = written(tape.text)
    for detector in _NUMBERS:
        yield from detector(tape, numbers)
    for run in _SPOKEN_RUN.finditer(tape.text):
        if not run[0].isascii():
            yield from _told(tape, run)


def _told(tape: Tape, run: re.Match[str]) -> Iterator[Find]:
    """Numbers told in Chinese numerals, or some of their digits, with the words around them; the first may belong to
    a name (王五)."""
    text = tape.text
    piece, begun = tape.at(run.start())
    shift = max(run.start() - _BACK, 0)
    for start in range(run.start(), run.start() + _NAME_ENDS):
        plain = text[shift:start] + spoken(text[start : run.end()]) + text[run.end() : run.end() + _AHEAD]
        part = Tape(plain, [piece], [begun - shift])
        finds = [find for detector in _NUMBERS for find in detector(part, written(plain))]
        finds = [find for find in finds if find.end + shift > start and find.start + shift < run.end()]
        if finds:
            yield from (find._replace(start=find.start + shift, end=find.end + shift) for find in finds)
            return


def _distinct(finds: list[Find]) -> list[Find]:
    """Each thing once; of numbers that lie over one another the surest, then the longest."""
    kept: list[Find] = []
    latest: Find | None = None
    for find in sorted(finds, key=lambda find: (find.start, _worth(find))):
        if find.kind not in _RIVALS:
            kept.append(find)
        elif latest is None or find.start >= latest.end:
            kept.append(find)
            latest = find
        elif _worth(find) < _worth(latest):
            kept[kept.index(latest)] = latest = find
    return list(dict.fromkeys(kept))


def _worth(find: Find) -> tuple[int, int, int]:
    order = _ORDER.index(find.kind) if find.kind in _ORDER else len(_ORDER)
    return RANK[find.sure], order, find.start - find.end


def _hit(tape: Tape, folded: Folded, find: Find) -> Hit:
    start, end = folded.place(find.start), folded.place(find.end - 1) + 1
    piece, begun = tape.at(start)
    return Hit(find.kind, place_of(piece), find.shown, find.sure, start - begun, end - start)
