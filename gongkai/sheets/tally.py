"""Facts of a year → table three, counted: what came, what was carried in, how it ended, what is carried out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from gongkai.law.facts import Fact, closed_in, open_at_end, open_at_start, received_in
from gongkai.law.outcomes import outcomes
from gongkai.sheets.definition import cell_code
from gongkai.sheets.filled import Figure, FilledSheet, number
from gongkai.sheets.forms import form as official_form

APPLICATION = "application"
TOTAL = "total"
RECEIVED, CARRIED_IN, CLOSED, CARRIED_OUT, DUE_LATER = "A", "B", "C7", "D", "due_later"


def tally(facts: Iterable[Fact], *, form: str, year: int, scope: str = "") -> FilledSheet:
    """Table three of ``form`` ("2019" or "2021") for ``year``, from the applications among ``facts``, in any order.

    Facts of other years may be among them. Every cell of the table is a number, and A + B = C7 + D in each column by
    construction. The number due only after the year stands beside the table where every open fact has a due date.
    ValueError (Chinese) for a fact that cannot be true: an unknown applicant or outcome, closed without an outcome,
    an outcome while open, closed before received, a negative count.
    """
    rows = _rows_of_outcomes(form)
    applications = [fact for fact in facts if fact.kind == APPLICATION]
    table = official_form(form).table("T3")
    lines, columns = table.blocks[0].lines, [column.code for column in table.blocks[0].columns]
    counted: Counter[tuple[str, str]] = Counter()
    for fact in applications:
        _refuse_untrue(fact, rows, columns)
        for row in _rows(fact, year, rows):
            counted[row, fact.applicant] += fact.count
            counted[row, TOTAL] += fact.count
    shown = [line.code for line in lines]
    if all(fact.due_on for fact in applications if open_at_end(fact, year)):
        shown.append(DUE_LATER)
    cells: dict[str, Figure] = {
        cell_code("T3", row, column): number(counted[row, column]) for row in shown for column in columns
    }
    return FilledSheet(form=form, year=year, cells=cells, scope=scope)


def _rows_of_outcomes(form: str) -> dict[str, str]:
    rows = {code: one.rows[form] for code, one in outcomes().items() if form in one.rows}
    if not rows:
        raise ValueError(f"{form} 格式没有申请办理结果的计数规则")
    return rows


def _rows(fact: Fact, year: int, rows: dict[str, str]) -> Iterator[str]:
    """The rows a fact counts in."""
    if received_in(fact, year):
        yield RECEIVED
    if open_at_start(fact, year):
        yield CARRIED_IN
    if closed_in(fact, year):
        yield rows[fact.outcome]
        yield CLOSED
    if open_at_end(fact, year):
        yield CARRIED_OUT
        if fact.due_on and fact.due_on.year > year:
            yield DUE_LATER


def _refuse_untrue(fact: Fact, rows: dict[str, str], columns: list[str]) -> None:
    if fact.applicant not in columns or fact.applicant == TOTAL:
        raise ValueError(f"不认识的申请人类别：{fact.applicant}")
    if fact.count < 0:
        raise ValueError(f"件数不能为负：{fact.count}")
    if fact.closed_on is None:
        if fact.outcome:
            raise ValueError(f"未办结的申请不应有办理结果：{fact.outcome}")
        return
    if fact.outcome not in rows:
        raise ValueError(f"不认识的办理结果：{fact.outcome or '空'}")
    if fact.closed_on < fact.received_on:
        raise ValueError(f"办结日 {fact.closed_on} 早于收到日 {fact.received_on}")
