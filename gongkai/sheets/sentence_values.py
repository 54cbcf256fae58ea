"""Sentences held against figures: once compiled to plain Python for the quick yes, once walked with care for the
three-valued answer (holds, fails, undetermined) and what it rests on."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, NamedTuple

from gongkai.sheets.filled import Face, FilledSheet, Number
from gongkai.sheets.sentences import Comparison, Constant, Largest, Node, Product, Ref, Sum, refs

Values = Mapping[str, Number]  # cell code → number; what has no number is absent

SIGNS: Final[dict[str, tuple[Callable[[Any, Any], bool], type[ast.cmpop]]]] = {
    "=": (operator.eq, ast.Eq),
    "!=": (operator.ne, ast.NotEq),
    "<": (operator.lt, ast.Lt),
    "<=": (operator.le, ast.LtE),
    ">": (operator.gt, ast.Gt),
    ">=": (operator.ge, ast.GtE),
}


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


Quick = Callable[[Values, Values, Values, Sequence[Values]], bool]


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
        return compiled(self)


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


def compiled(sentence: Sentence) -> Quick:
    """The sentence as a Python function of the numbers (own, last year, ledger, units). It raises KeyError where a
    figure is missing; built from the parsed sentence, never from its text."""
    body = _all(sentence.that)
    if sentence.when:
        body = ast.BoolOp(ast.Or(), [ast.UnaryOp(ast.Not(), _all(sentence.when)), body])
    names = [ast.arg(name) for name in Numbers._fields]
    arguments = ast.arguments([], names, None, [], [], None, [])
    tree = ast.fix_missing_locations(ast.Expression(ast.Lambda(arguments, body)))
    function: Quick = eval(compile(tree, "<sentence>", "eval"), {"__builtins__": {}, "max": max, "sum": sum})
    return function


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
        return SIGNS[one.sign][0](left, right)

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


def _all(comparisons: tuple[Comparison, ...]) -> ast.expr:
    found: list[ast.expr] = [
        ast.Compare(_expression(one.left), [SIGNS[one.sign][1]()], [_expression(one.right)])
        for one in comparisons
    ]
    return found[0] if len(found) == 1 else ast.BoolOp(ast.And(), found)


def _expression(node: Node) -> ast.expr:
    match node:
        case Constant(number):
            return ast.Constant(number)
        case Ref(sheet, code):
            return _subscript(sheet or "own", code)
        case Sum(terms):
            return _added(terms)
        case Largest(items):
            return _call("max", _listed(items))
        case Product(left, right):
            return ast.BinOp(_expression(left), ast.Mult(), _expression(right))


def _added(terms: tuple[tuple[int, Node], ...]) -> ast.expr:
    tree: ast.expr | None = None
    for sign, term in terms:
        one = _call("sum", _over_units(term)) if _of_units(term) else _expression(term)
        if tree is None:
            tree = one if sign > 0 else ast.UnaryOp(ast.USub(), one)
        else:
            tree = ast.BinOp(tree, ast.Add() if sign > 0 else ast.Sub(), one)
    return tree or ast.Constant(0)


def _listed(items: tuple[Node, ...]) -> ast.expr:
    parts: list[ast.expr] = [
        ast.Starred(_over_units(item), ast.Load()) if _of_units(item) else _expression(item) for item in items
    ]
    return ast.List(parts, ast.Load())


def _of_units(node: Node) -> bool:
    return isinstance(node, Ref) and node.sheet == "units"


def _over_units(node: Node) -> ast.expr:
    """[unit[code] for unit in units]"""
    assert isinstance(node, Ref)
    each = ast.comprehension(ast.Name("unit", ast.Store()), ast.Name("units", ast.Load()), [], 0)
    return ast.ListComp(_subscript("unit", node.code), [each])


def _subscript(name: str, code: str) -> ast.expr:
    return ast.Subscript(ast.Name(name, ast.Load()), ast.Constant(code), ast.Load())


def _call(name: str, argument: ast.expr) -> ast.expr:
    return ast.Call(ast.Name(name, ast.Load()), [argument], [])
