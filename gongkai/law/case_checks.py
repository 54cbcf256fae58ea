"""The checks of a case: what its replay finds (CLK-01 to 07, CASE-02 to 04, FEE-01 to 03), and what only shows beside what
was written down: due date and excluded days (CLK-03, 05), publication (CLK-08), provisional days (CLK-09), table row (CASE-01)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final, NamedTuple

from gongkai.law.breach import Breach
from gongkai.law.calendar import Calendar
from gongkai.law.outcomes import outcomes
from gongkai.law.procedure import CLOSED, Step
from gongkai.law.replay import replay
from gongkai.law.standing import Standing
from gongkai.law.terms import Rules, terms_on

CARRIED: Final = "D"


class Recorded(NamedTuple):
    """What the register says of a case: the last day of its reply term, whether as certain, and the working days taken
    out for consultations; None where it says nothing."""

    due: date | None = None
    certain: bool = True
    excluded: int | None = None


NOTHING: Final = Recorded()


def check_case(
    steps: Iterable[Step], rules: Rules, calendar: Calendar, recorded: Recorded = NOTHING
) -> tuple[Breach, ...]:
    """Everything a case breaches, as sentences; NotPermitted where its steps cannot have happened at all."""
    found = replay(steps, rules, calendar)
    return (*found.breaches, *_due(found, recorded, rules), *_closed(found))


def breaches_of_publication(formed: date, published: date | None, calendar: Calendar) -> tuple[Breach, ...]:
    """CLK-08: information to be published is so within 20 working days after it was formed or changed (条例 第二十六条).
    ``published``: None while it is not, then nothing is said."""
    term = terms_on(formed).get("publication")
    if term is None or published is None:
        return ()
    last = calendar.add_workdays(formed, term.length()).day
    if published <= last:
        return ()
    says = f"{formed} 形成或者变更的信息应当在 {last} 以前公开，{published} 才公开"
    return (Breach("CLK-08", "error", says, term.basis, published.isoformat()),)


def table_row(standing: Standing, year: int, form: str) -> str:
    """The row of table three (``form``: 2019 or 2021) that a case counts in at the end of a year: that of its outcome if
    it was closed in the year, ``D`` (carried over) while open, "" if it does not belong to the year."""
    closed = standing.closed_on.year if standing.closed_on else None
    if standing.received.year > year or (closed is not None and closed < year):
        return ""
    return outcomes()[standing.outcome].rows[form] if closed == year else CARRIED


def _due(found: Standing, recorded: Recorded, rules: Rules) -> Iterator[Breach]:
    if found.due is None:
        return
    basis, start = rules.terms["reply"].basis, found.start
    if recorded.due and recorded.due != found.due.day:
        says = f"答复期限自 {start} 起算应到 {found.due.day}，登记的是 {recorded.due}"
        yield Breach("CLK-03", "error", says, basis)
    if recorded.due and recorded.certain and found.due.provisional:
        says = f"答复期限 {recorded.due} 还不能确定（放假安排通知未收入，或者征求意见尚未结束），应标为暂定"
        yield Breach("CLK-09", "question", says, basis)
    if recorded.excluded is not None and recorded.excluded != found.excluded:
        says = f"征求意见不计入的应为 {found.excluded} 个工作日，登记的是 {recorded.excluded} 个"
        yield Breach("CLK-05", "error", says, rules.edition.basis)


def _closed(found: Standing) -> Iterator[Breach]:
    if found.state == CLOSED and found.outcome not in outcomes():
        says = "已办结的申请应当有且只有一种办理结果，计入年度报告表三的一行"
        yield Breach("CASE-01", "error", says, "国办公开办函〔2021〕30号")
