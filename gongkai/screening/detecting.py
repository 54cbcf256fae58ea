"""From the pieces of a file to hits: every detector once over the whole tape, one hit a value and place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from gongkai.screening import masks
from gongkai.screening.detectors.bank_cards import find_bank_cards
from gongkai.screening.detectors.find import Find
from gongkai.screening.detectors.id_numbers import find_id_numbers
from gongkai.screening.detectors.mobiles import find_mobiles
from gongkai.screening.folding import NUMERALS, Folded, fold, spoken
from gongkai.screening.hits import RANK, Hit
from gongkai.screening.tape import Piece, Tape, tape_of

Detector = Callable[[Tape, str], Iterator[Find]]

NUMBERS: tuple[Detector, ...] = (find_id_numbers, find_bank_cards, find_mobiles)
_SPOKEN_RUN = re.compile(rf"(?:[{NUMERALS}0-9][ \-.,、]{{0,2}}){{11,}}[xX]?")


def hits_in(pieces: Sequence[Piece], raw: Sequence[Piece] = ()) -> list[Hit]:
    """Pieces → hits in their order. ``raw``: pieces that may say again what the others said: only new values count."""
    tape = tape_of(pieces)
    folded = _folded(tape)
    finds = _distinct(_finds(_on(tape, folded)))
    known = {find.value for find in finds}
    hits = [_hit(tape, folded, find) for find in finds]
    if raw:
        rest = tape_of(raw)
        folded = _folded(rest)
        more = _distinct(_finds(_on(rest, folded)))
        hits += [_hit(rest, folded, find) for find in _first_of_each(more, known)]
    return hits


def _folded(tape: Tape) -> Folded:
    return fold(tape.text)


def _on(tape: Tape, folded: Folded) -> tuple[Tape, Folded]:
    """The tape with its starts counted in the folded text."""
    if folded.places is None:
        return tape, folded
    starts, at = [], 0
    for start in tape.starts:
        while at < len(folded.places) and folded.places[at] < start:
            at += 1
        starts.append(at)
    return tape._replace(text=folded.text, starts=starts), folded


def _finds(prepared: tuple[Tape, Folded]) -> list[Find]:
    tape, folded = prepared
    finds = [find for detector in NUMBERS for find in detector(tape, folded.text)]
    finds += _told(tape, folded.text)
    return finds


def _told(tape: Tape, text: str) -> list[Find]:
    """Numbers told in Chinese numerals, or some of their digits."""
    finds: list[Find] = []
    for run in _SPOKEN_RUN.finditer(text):
        if not run[0].isascii():
            shift = max(run.start() - 40, 0)
            plain = text[shift : run.start()] + spoken(run[0]) + text[run.end() : run.end() + 20]
            part = Tape(plain, tape.pieces, [start - shift for start in tape.starts])
            for detector in NUMBERS:
                finds += [
                    find._replace(start=find.start + shift, end=find.end + shift)
                    for find in detector(part, plain)
                ]
    return finds


def _distinct(finds: list[Find]) -> list[Find]:
    """Of finds that lie over one another the heavier kind, then the surer and longer one."""
    order = {"id_number": 0, "bank_card": 1, "mobile": 2}
    kept: list[Find] = []
    for find in sorted(finds, key=lambda f: (f.start, RANK[f.sure], order.get(f.kind, 9), f.start - f.end)):
        if kept and find.start < kept[-1].end and find.kind in order and kept[-1].kind in order:
            if _rank(find) < _rank(kept[-1]):
                kept[-1] = find
        else:
            kept.append(find)
    return kept


def _rank(find: Find) -> tuple[int, int]:
    return RANK[find.sure], find.start - find.end


def _first_of_each(finds: list[Find], known: set[str]) -> Iterator[Find]:
    for find in finds:
        if find.value not in known:
            known.add(find.value)
            yield find


def _hit(tape: Tape, folded: Folded, find: Find) -> Hit:
    start, end = folded.place(find.start), folded.place(find.end - 1) + 1
    piece, begun = tape.at(start)
    hidden = f"（{piece.hidden}）" if piece.hidden else ""
    return Hit(
        find.kind, masks.in_text(piece.place) + hidden, find.shown, find.sure, start - begun, end - start
    )
