"""Sentences compiled to plain Python: the quick yes where every figure is there. Built from the parsed sentence, never
from its text."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from gongkai.sheets.filled import Number
from gongkai.sheets.sentences import Comparison, Constant, Largest, Node, Product, Ref, Sum

Values = Mapping[str, Number]  # cell code → number; what has no number is absent
Quick = Callable[[Values, Values, Values, Sequence[Values]], bool]
ARGUMENTS: Final = ("own", "last_year", "ledger", "units")


class Sign(NamedTuple):
    """A sign of comparison: as a function of two numbers, and as Python writes it."""

    holds: Callable[[Any, Any], bool]
    written: type[ast.cmpop]


SIGNS: Final[dict[str, Sign]] = {
    "=": Sign(operator.eq, ast.Eq),
    "!=": Sign(operator.ne, ast.NotEq),
    "<": Sign(operator.lt, ast.Lt),
    "<=": Sign(operator.le, ast.LtE),
    ">": Sign(operator.gt, ast.Gt),
    ">=": Sign(operator.ge, ast.GtE),
}


def compiled(that: tuple[Comparison, ...], when: tuple[Comparison, ...]) -> Quick:
    """``that`` wherever ``when`` holds, as a function of the numbers (own, last year, ledger, units). It raises KeyError
    where a figure is missing."""
    body = _all(that)
    if when:
        body = ast.BoolOp(ast.Or(), [ast.UnaryOp(ast.Not(), _all(when)), body])
    arguments = ast.arguments([], [ast.arg(name) for name in ARGUMENTS], None, [], [], None, [])
    tree = ast.fix_missing_locations(ast.Expression(ast.Lambda(arguments, body)))
    function: Quick = eval(compile(tree, "<sentence>", "eval"), {"__builtins__": {}, "max": max, "sum": sum})
    return function


def _all(comparisons: tuple[Comparison, ...]) -> ast.expr:
    found: list[ast.expr] = [
        ast.Compare(_expression(one.left), [SIGNS[one.sign].written()], [_expression(one.right)])
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
