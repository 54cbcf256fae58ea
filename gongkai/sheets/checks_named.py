"""The checks that no sentence can say, as functions under the names the law's data calls them by."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from gongkai.sheets.checks_blank import blank_cells, blank_rows, headings_without_number
from gongkai.sheets.checks_case import Case
from gongkai.sheets.filled import Number
from gongkai.sheets.findings import Finding
from gongkai.sheets.wording import names_of_cells, shown, why_missing

Named = Callable[[Case], Iterator[Finding]]


def kinds_of_number(case: Case) -> Iterator[Finding]:
    """Counts are whole and not negative; money may have decimals; a change may be negative."""
    own = case.numbers.own
    for code in case.codes:
        number = own.get(code)
        if number is not None and not (type(number) is int and number >= 0):
            yield from _kind_of_number(case, code, number)


def filled_kinds_of_number(case: Case) -> Iterator[Finding]:
    """The same, and no cell blank."""
    yield from kinds_of_number(case)
    yield from blank_cells(case)


def normative_documents_stated(case: Case) -> Iterator[Finding]:
    """F2014-15: where normative documents were issued, their number made public is stated, be it 0."""
    made, name = case.numbers.own.get("R04"), names_of_cells(case.form)
    if not made or "R03" in case.numbers.own:
        return
    why = why_missing(case.sheets.own, ["R03"], name)
    says = f"“{name['R04']}”为 {shown(made)}，而{why}，应填数，没有的填 0。"
    yield (
        case.finding(("R03", "R04"), says) if case.face("R03") is not None else case.gap(("R03", "R04"), says)
    )


def closed_within_received(case: Case) -> Iterator[Finding]:
    """F2014-34: closed ≤ received + pending at the end of last year; a question only where that is not known."""
    own, last, name = case.numbers.own, case.sheets.last_year, names_of_cells(case.form)
    received, closed = own.get("R22"), own.get("R27")
    if received is None or closed is None:
        if received is not None or closed is not None:
            missing = [code for code in ("R22", "R27") if code not in own]
            why = why_missing(case.sheets.own, missing, name)
            yield case.gap(tuple(missing), f"{why}。无法核对：{case.check.says}。")
        return
    pending = last.value("pending") if last else None
    if closed <= received + (pending or 0):
        return
    says = f"“{name['R27']}”为 {shown(closed)}，“{name['R22']}”为 {shown(received)}"
    if pending is None:
        says += "，前者大于后者，应说明上年末未办结的申请数。"
        yield case.finding(("R22", "R27"), says, case.check.softer["unknown_pending"])
        return
    total = f"{shown(received + pending)}（{shown(received)}＋{shown(pending)}）"
    yield case.finding(("R22", "R27"), f"{says}，加上年末未办结的共 {total}，前者不应大于后者。")


def one_office_a_body(case: Case) -> Iterator[Finding]:
    """F2014-52: one office in a single body; in a roll-up no more than there are bodies."""
    offices, own = case.numbers.own.get("R56"), case.sheets.own
    bodies = len(case.sheets.units) or len(own.bodies)
    single = not bodies and case.kind in case.check.kinds and "汇总" not in own.scope
    most = bodies or (1 if single else None)
    if offices is not None and most is not None and offices > most:
        label, of = names_of_cells(case.form)["R56"], "单个单位" if single else f"所含 {bodies} 个单位"
        yield case.finding(("R56",), f"“{label}”为 {shown(offices)}，{of}的专门机构不应多于 {most} 个。")


def _kind_of_number(case: Case, code: str, number: Number) -> Iterator[Finding]:
    cell = case.form.cells[code]
    whole, positive = cell.decimal or number == int(number), cell.signed or number >= 0
    if not (whole and positive):
        should = f"{'' if cell.signed else '不小于 0 的'}{'数' if cell.decimal else '整数'}"
        yield case.finding((code,), f"“{names_of_cells(case.form)[code]}”为 {shown(number)}，应为{should}。")


NAMED: Final[Mapping[str, Named]] = {
    "blank_cells": blank_cells,
    "blank_rows": blank_rows,
    "closed_within_received": closed_within_received,
    "filled_kinds_of_number": filled_kinds_of_number,
    "headings_without_number": headings_without_number,
    "kinds_of_number": kinds_of_number,
    "normative_documents_stated": normative_documents_stated,
    "one_office_a_body": one_office_a_body,
}
