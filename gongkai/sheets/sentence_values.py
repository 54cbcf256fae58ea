"""Sentences held against figures: a quick yes from compiled code, else walked with care for the three-valued answer
(holds, fails, undetermined) and what it rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from gongkai.sheets.filled import Face, FilledSheet, Number
from gongkai.sheets.sentence_code import SIGNS, Quick, Values, compiled
from gongkai.sheets.sentences import Comparison, Constant, Largest, Node, Product, Ref, Sum, refs


class Sheets(NamedTuple):
    """What a sentence is held against: the sheet itself, last year's, the ledger's, and the units'."""

    own: FilledSheet
    last_year: FilledSheet | None = None
    ledger: FilledSheet | None = None
    units: tuple[FilledSheet, ...] = ()


class Numbers(NamedTuple):
    """The same, numbers only."""

    own: Values
    last_year: Values
    ledger: Values
    units: Sequence[Values]


@dataclass(frozen=True)
class Sentence:
    """``that`` is to hold where ``when`` does; ``parent``: the cell under which blank parts count as 0, or "".

    ``under``: for a part that is a total itself, its own parts: blank over figures, it counts as nothing.
    ``own``: the cells of the sheet itself that it speaks of, the parent first; ``parts``: those of ``that`` other
    than the parent; ``plain``: one comparison of own cells, without ``when``; ``quick``: compiled.
    """

    that: tuple[Comparison, ...]
    when: tuple[Comparison, ...] = ()
    parent: str = ""
    under: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def own(self) -> tuple[str, ...]:
        first = [self.parent] if self.parent else []
        return tuple(dict.fromkeys([*first, *_own(self.that), *_own(self.when)]))

    @cached_property
    def parts(self) -> tuple[str, ...]:
        return tuple(code for code in dict.fromkeys(_own(self.that)) if code != self.parent)

    @cached_property
    def plain(self) -> bool:
        return len(self.that) == 1 and not self.when and not any(ref.sheet for ref in refs(self.that[0]))

    @cached_property
    def quick(self) -> Quick:
        return compiled(self.that, self.when)


@dataclass
class Verdict:
    """``holds``: True, False, or None where a figure is missing. ``failed``: the comparison that does not hold.

    ``known``: how many figures are there; ``missing``: own cells without a number that the answer would need;
    ``zeroed``: blank parts counted as 0; ``elsewhere``: a figure of another sheet is printed there but is no number; ``not_given``: it is not there at all.
    """

    holds: bool | None = True
    failed: Comparison | None = None
    known: int = 0
    missing: list[str] = field(default_factory=list)
    zeroed: list[str] = field(default_factory=list)
    elsewhere: bool = False
    not_given: bool = False


def numbers_of(sheet: FilledSheet | None) -> Values:
    """The cells of a sheet that hold a number; {} for no sheet."""
    if sheet is None:
        return {}
    return {code: figure[1] for code, figure in sheet.cells.items() if figure[1] is not None}


def numbers_in(sheets: Sheets) -> Numbers:
    """The numbers of all sheets."""
    units = [numbers_of(unit) for unit in sheets.units]
    return Numbers(numbers_of(sheets.own), numbers_of(sheets.last_year), numbers_of(sheets.ledger), units)


def judge(sentence: Sentence, sheets: Sheets, numbers: Numbers) -> Verdict:
    """The three-valued answer. A missing figure makes it undetermined; a blank part counts as 0 under a filled parent."""
    missing = [code for code in sentence.own if code not in numbers.own]
    if sentence.plain and len(missing) == len(sentence.own):
        return Verdict(None, missing=missing)
    zero = _blank_parts(sentence, sheets.own, numbers.own, missing)
    if sentence.plain and len(missing) > len(zero):
        lacking = [code for code in missing if code not in zero]
        return Verdict(
            None, known=len(sentence.own) - len(missing), missing=_telling(sentence, sheets.own, lacking)
        )
    if sentence.plain and zero:
        filled = {code: numbers.own.get(code, 0) for code in sentence.own}
        if sentence.quick(filled, {}, {}, ()):
            return Verdict()
    return _walked(sentence, sheets, zero)


def _walked(sentence: Sentence, sheets: Sheets, zero: frozenset[str]) -> Verdict:
    verdict = Verdict()
    walk = _Walk(sheets, zero, verdict)
    applies = walk.all(sentence.when)
    if applies is False:
        return Verdict()
    verdict.holds = walk.all(sentence.that)
    if applies is None:
        verdict.holds, verdict.failed = None, None
    verdict.missing = _telling(sentence, sheets.own, verdict.missing)
    return verdict


def value(node: Node, sheets: Sheets, zeroed: Sequence[str] = ()) -> Number | None:
    """The value of one side, blank cells in ``zeroed`` being 0; None where a figure is missing."""
    return _Walk(sheets, frozenset(zeroed), Verdict()).value(node)


def _own(comparisons: tuple[Comparison, ...]) -> list[str]:
    return [ref.code for one in comparisons for ref in refs(one) if not ref.sheet]


def _blank_parts(sentence: Sentence, own: FilledSheet, known: Values, missing: list[str]) -> frozenset[str]:
    """The blank parts that count as 0: those under a filled parent, unless nothing at all adds up to it. A blank
    total over figures of its own is not among them."""
    total = known.get(sentence.parent)
    if total is None or not missing:
        return frozenset()
    if total != 0 and not any(code in known for code in sentence.parts):
        return frozenset()
    blank = [code for code in missing if code in own.cells and own.cells[code].face is Face.BLANK]
    return frozenset(
        code for code in blank if not any(known.get(part) for part in sentence.under.get(code, ()))
    )


def _telling(sentence: Sentence, own: FilledSheet, missing: list[str]) -> list[str]:
    """The missing cells worth naming: where the parent is missing, its blank parts are not, if others are filled."""
    if sentence.parent not in missing or all(own.value(code) is None for code in sentence.parts):
        return missing
    blank = {code for code in missing if code in own.cells and own.cells[code].face is Face.BLANK}
    return [code for code in missing if code == sentence.parent or code not in blank]


class _Walk:
    """One careful walk over a sentence; what it meets goes into the verdict."""

    def __init__(self, sheets: Sheets, zero: frozenset[str], verdict: Verdict) -> None:
        self.sheets = sheets
        self.zero = zero
        self.verdict = verdict

    def all(self, comparisons: tuple[Comparison, ...]) -> bool | None:
        answers = [self.compare(one) for one in comparisons]
        if False in answers:
            self.verdict.failed = comparisons[answers.index(False)]
            return False
        return None if None in answers else True

    def compare(self, one: Comparison) -> bool | None:
        left, right = self.value(one.left), self.value(one.right)
        if left is None or right is None:
            return None
        return SIGNS[one.sign].holds(left, right)

    def value(self, node: Node) -> Number | None:
        match node:
            case Constant(number):
                return number
            case Ref():
                return self.figure(node)
            case Sum(terms):
                return _total([(sign, one) for sign, term in terms for one in self.each(term)])
            case Largest(items):
                known = [one for item in items for one in self.each(item)]
                return None if None in known else max(one for one in known if one is not None)
            case Product(left, right):
                pair = self.value(left), self.value(right)
                return None if pair[0] is None or pair[1] is None else pair[0] * pair[1]

    def each(self, node: Node) -> list[Number | None]:
        """The values of an item of a list; a figure of the units has one a unit."""
        if isinstance(node, Ref) and node.sheet == "units":
            return [self.foreign(unit, node.code) for unit in self.sheets.units]
        return [self.value(node)]

    def figure(self, ref: Ref) -> Number | None:
        if ref.sheet:
            sheet = self.sheets.last_year if ref.sheet == "last_year" else self.sheets.ledger
            return self.foreign(sheet, ref.code)
        number = self.sheets.own.value(ref.code)
        if number is None and ref.code in self.zero:
            self.verdict.zeroed.append(ref.code)
            return 0
        self.note(number, ref.code)
        return number

    def note(self, number: Number | None, code: str) -> None:
        if number is None:
            self.verdict.missing.append(code)
        else:
            self.verdict.known += 1

    def foreign(self, sheet: FilledSheet | None, code: str) -> Number | None:
        number = sheet.value(code) if sheet else None
        if number is not None:
            self.verdict.known += 1
        elif sheet is not None and code in sheet.cells:
            self.verdict.elsewhere = True
        else:
            self.verdict.not_given = True
        return number


def _total(terms: list[tuple[int, Number | None]]) -> Number | None:
    total: Number = 0
    for sign, one in terms:
        if one is None:
            return None
        total += sign * one
    return total
