"""The sentences of the checks laid out over the cells of a form, parsed and compiled once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from gongkai.law.load import LawError
from gongkai.sheets.checks_law import Check, Rule, checks_of
from gongkai.sheets.definition import Cell, Column, Form, Line, SheetBlock, SheetTable, cell_code
from gongkai.sheets.forms import form
from gongkai.sheets.profiles import profile
from gongkai.sheets.sentence_values import Sentence
from gongkai.sheets.sentences import Vocabulary, parse
from gongkai.sheets.wording import Names, line_name, names_of_cells


@dataclass(frozen=True)
class Instance:
    """One sentence over certain cells. ``where``: 「自然人列」 …; ``names``: how messages call the cells there."""

    where: str
    names: Names
    sentence: Sentence
    sides: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Planned:
    """A check with its instances (none where a named function decides), and the form its cells belong to."""

    check: Check
    form: Form
    instances: tuple[Instance, ...]


@dataclass(frozen=True)
class Plan:
    """All the checks that figures decide, for a form; ``order``: the place of each cell in the sheet."""

    checks: tuple[Planned, ...]
    order: Mapping[str, int]


@cache
def plan(code: str, layout: str, local: str | None = None) -> Plan:
    """The plan for a sheet of form ``code`` whose table three has the rows of ``layout``, under profile ``local``.

    Checks on table three are those of its layout under the prefix of the sheet's own form.
    """
    own = [check for check in checks_of(code) if check.by == "sheet" and check.table != "T3"]
    third = [check for check in checks_of(layout) if check.by == "sheet" and check.table == "T3"]
    renamed = [replace(check, code=check.code.replace(f"F{layout}-", f"F{code}-")) for check in third]
    found = [_planned(_stricter(check, code, local), form(code)) for check in own]
    found += [_planned(check, form(layout)) for check in renamed]
    totals = _totals(found)
    laid = [
        replace(one, instances=tuple(_with_totals(each, totals) for each in one.instances)) for one in found
    ]
    return Plan(tuple(sorted(laid, key=lambda one: one.check.code)), _order(form(code), form(layout)))


def _totals(found: list[Planned]) -> dict[str, tuple[str, ...]]:
    """Each cell that is a total by an identity of the form, with the cells it is the total of."""
    totals: dict[str, tuple[str, ...]] = {}
    for sentence in (one.sentence for each in found if each.check.identity for one in each.instances):
        totals[sentence.parent] = (*totals.get(sentence.parent, ()), *sentence.parts)
    return totals


def _with_totals(instance: Instance, totals: Mapping[str, tuple[str, ...]]) -> Instance:
    under = {code: totals[code] for code in instance.sentence.parts if code in totals}
    return replace(instance, sentence=replace(instance.sentence, under=under))


def _order(own: Form, layout: Form) -> dict[str, int]:
    codes = [code for code in own.cells if not code.startswith("T3.")]
    third = [code for code in layout.cells if code.startswith("T3.")]
    at = sum(code.startswith("T2.") for code in codes)
    return {code: place for place, code in enumerate([*codes[:at], *third, *codes[at:]])}


def _stricter(check: Check, code: str, local: str | None) -> Check:
    """The check as the profile tightens it."""
    if local is None or profile(local).form != code or check.code not in profile(local).stricter:
        return check
    return replace(
        check, rules=tuple(replace(one, that=profile(local).stricter[check.code]) for one in check.rules)
    )


def _planned(check: Check, of: Form) -> Planned:
    return Planned(check, of, tuple(one for rule in check.rules for one in _instances(check, rule, of)))


def _instances(check: Check, rule: Rule, of: Form) -> Iterator[Instance]:
    others = frozenset(of.cells) | frozenset(of.beside)
    if rule.each == "cell":
        for code, cell in of.cells.items():
            if code.startswith(check.table) and _wanted(rule, cell):
                yield _instance(check, rule, Vocabulary({"cell": code}, others), "", names_of_cells(of))
        return
    table = of.table(check.table)
    if not rule.each:
        local = {_local(table, code): code for code in of.cells if code.startswith(table.code)}
        yield _instance(check, rule, Vocabulary(local, others), "", names_of_cells(of))
    for block in table.blocks if rule.each else ():
        yield from _over_block(check, rule, of, table, block)


def _over_block(
    check: Check, rule: Rule, of: Form, table: SheetTable, block: SheetBlock
) -> Iterator[Instance]:
    """One instance for each row or column of a block."""
    others = frozenset(of.cells) | frozenset(of.beside)
    if rule.each == "column":
        for column in block.columns:
            local = {line.code: cell_code(table.code, line.code, column.code) for line in block.lines}
            names = {local[line.code]: line_name(line) for line in block.lines} | dict(of.beside)
            vocabulary = Vocabulary({**local, **_beside_column(of, table, column)}, others)
            yield _instance(check, rule, vocabulary, f"{column.label}列", names)
        return
    for line in block.lines:
        if not rule.only or line.code in rule.only:
            local = {column.code: cell_code(table.code, line.code, column.code) for column in block.columns}
            names = {local[column.code]: column.label for column in block.columns} | dict(of.beside)
            vocabulary = Vocabulary({**local, **_beside_line(of, table, line)}, others)
            yield _instance(check, rule, vocabulary, f"“{line_name(line)}”行", names)


def _wanted(rule: Rule, cell: Cell) -> bool:
    if cell.line.heading or (rule.only and cell.line.code not in rule.only):
        return False
    return rule.additive is None or rule.additive == cell.line.additive


def _local(table: SheetTable, code: str) -> str:
    return code.removeprefix(f"{table.code}.")


def _beside_column(of: Form, table: SheetTable, column: Column) -> dict[str, str]:
    """What only a ledger knows of this column."""
    ends = f".{column.code}"
    codes = [code for code in of.beside if code.startswith(f"{table.code}.") and code.endswith(ends)]
    return {_local(table, code).removesuffix(ends): code for code in codes}


def _beside_line(of: Form, table: SheetTable, line: Line) -> dict[str, str]:
    """What only a ledger knows of this row."""
    starts = f"{table.code}.{line.code}."
    return {code.removeprefix(starts): code for code in of.beside if code.startswith(starts)}


def _instance(check: Check, rule: Rule, vocabulary: Vocabulary, where: str, names: Names) -> Instance:
    that = parse(rule.that, vocabulary, check.code)
    when = parse(rule.when, vocabulary, check.code) if rule.when else ()
    parent = vocabulary.code(rule.parent) if rule.parent else ""
    if parent is None:
        raise LawError(f"{check.code}：parent {rule.parent} 不是本表的代码")
    return Instance(where, names, Sentence(that, when, parent), rule.sides)
