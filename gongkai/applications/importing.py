"""Taking over the applications of a ledger kept in Excel: which column means what, what each row would become, and doing
exactly that. The ledger is full of people, so its cells are kept in cipher, and only until it is carried out."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.applications.intake import REGISTER, Registered, take_over
from gongkai.applications.ledgers.columns import head_at, ledger_columns, proposed
from gongkai.applications.ledgers.planning import Line, Plan, plan_of, taken
from gongkai.applications.models import CaseBook
from gongkai.applications.sealing import Unreadable, seal, unseal
from gongkai.files.admission import Stream
from gongkai.organisations.access import allowed
from gongkai.organisations.acting import many_acts
from gongkai.organisations.models import Body, Person
from gongkai.organisations.noting import note
from gongkai.organisations.refusal import Refused
from gongkai.paper.workbook import Cells, NoWorkbook, workbook_cells
from gongkai.paper.workbook_child import LONG

LARGEST: Final = 10 * 1048576
CELL: Final = re.compile(r"“[^”]*”(?=不是|不认识)")


@dataclass(frozen=True)
class Table:
    """The sheet of a ledger that is read: the heads of its columns, and under them the rows with their numbers."""

    sheet: str
    heads: Sequence[str]
    rows: Sequence[tuple[int, Sequence[str]]]


@transaction.atomic
def take_in(stream: Stream, name: str, *, body: Body, by: Person, at: datetime) -> CaseBook:
    """Keep a ledger that was sent for a body, with what its columns seem to mean. Refused, in words: what is no workbook,
    is too large, or has no row that names its columns. Nothing of it is kept in clear."""
    _refuse_stranger(by, body, localdate(at))
    data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise Refused(f"台账最大 {LARGEST // 1048576} MB；请分成几份上传。")
    try:
        table = _table(workbook_cells(data))
    except NoWorkbook as fault:
        raise Refused(str(fault)) from fault
    book = CaseBook.objects.create(
        body=body,
        by=by,
        on=localdate(at),
        name=name[:255],
        digest=hashlib.sha256(data).hexdigest(),
        sealed=seal(json.dumps([table.sheet, table.heads, table.rows], ensure_ascii=False)),
        mapping={str(place): code for place, code in proposed(table.heads).items()},
    )
    note("applications.ledger", book, body=body, by=by, on=book.on, after={"digest": book.digest})
    return book


def table_of(book: CaseBook) -> Table:
    """The cells of a ledger. Refused once they are gone."""
    if not book.sealed:
        raise Refused("这份台账的内容在导入以后已经清除。")
    try:
        sheet, heads, rows = json.loads(unseal(book.sealed))
    except (Unreadable, ValueError) as fault:
        raise Refused("这份台账的内容打不开，请重新上传。") from fault
    return Table(sheet, heads, [(number, cells) for number, cells in rows])


@transaction.atomic
def set_columns(book: CaseBook, mapping: Mapping[int, str]) -> CaseBook:
    """Say which column means what. Refused where two columns are to mean the same, or one means what nobody knows."""
    if book.done_on is not None:
        raise Refused("这份台账已经导入，不能再改。")
    codes = [code for code in mapping.values() if code]
    twice = [ledger_columns()[code].label for code in ledger_columns() if codes.count(code) > 1]
    if twice:
        raise Refused(f"有两列都指明为“{'”“'.join(twice)}”，请只留一列。")
    if not set(codes) <= set(ledger_columns()):
        raise Refused("有一列的含义不认识，请从列表中选择。")
    book.mapping = {str(place): code for place, code in mapping.items() if code}
    book.save(update_fields=["mapping"])
    return book


def plan_for(book: CaseBook, on: date) -> Plan:
    """What a ledger comes to on a day, row by row. Refused once its cells are gone."""
    mapping = {int(place): code for place, code in book.mapping.items()}
    return plan_of(table_of(book).rows, mapping, book.body, _known(book), on)


def _known(book: CaseBook) -> dict[str, str]:
    """Mark of a row → what it was registered as, of every ledger of the body that was carried out."""
    done = CaseBook.objects.filter(body=book.body, done_on__isnull=False).values_list("outcome", flat=True)
    return {mark: f"已登记为 {number}" for rows in done for _, _, _, mark, number in rows if number}


@transaction.atomic
def carry_out(book: CaseBook, *, fingerprint: str, by: Person, at: datetime) -> list[Registered]:
    """Take over every row that can be, and leave out the others with their reasons; then forget the cells.

    ``fingerprint``: of the plan that was looked at. Refused: a ledger that was carried out, one that would do something
    else by now, one of which nothing can be taken over.
    """
    book = CaseBook.objects.select_for_update(of=("self",)).select_related("body").get(pk=book.pk)
    _refuse_stranger(by, book.body, localdate(at))
    if book.done_on is not None:
        raise Refused(f"这份台账已于 {book.done_on} 导入，不能再导入一次。")
    plan = plan_for(book, localdate(at))
    if not plan.does_something:
        raise Refused("这份台账没有可以导入的行。")
    if plan.fingerprint != fingerprint:
        raise Refused("核对以后有了变化，没有导入；请重新核对。")
    made: dict[int, Registered] = {}
    with many_acts(by):
        for line, told in taken(plan):
            made[line.row.number] = _taken_over(line, told.envelope, told.steps, by, at)
        _write_down(book, plan, made, by, localdate(at))
    return list(made.values())


def _taken_over(line: Line, envelope: Any, steps: Any, by: Person, at: datetime) -> Registered:
    try:
        return take_over(envelope, steps, by=by, at=at)
    except Refused as fault:
        raise Refused(f"第 {line.row.number} 行不能导入，全部没有导入：{fault}") from fault


def _write_down(book: CaseBook, plan: Plan, made: Mapping[int, Registered], by: Person, on: date) -> None:
    numbers = {number: one.application.number for number, one in made.items()}
    book.outcome = [
        [line.row.number, line.what, _plainly(line), line.mark, numbers.get(line.row.number, "")]
        for line in plan.lines
    ]
    book.done_on, book.sealed = on, ""
    book.save(update_fields=["outcome", "done_on", "sealed"])
    counts = {what.value: number for what, number in plan.counts.items()}
    note("applications.take_over", book, body=book.body, by=by, on=on, after=counts)


def _plainly(line: Line) -> str:
    """What became of a row, without the words of its cells: a name may stand in any of them."""
    said = line.problems if line.row.troubles else [line.says, *line.warns]
    return CELL.sub("所填内容", "；".join(said))


@transaction.atomic
def give_up(book: CaseBook, *, by: Person, at: datetime) -> CaseBook:
    """Do without a ledger that was not carried out: its cells are forgotten."""
    if book.done_on is not None:
        raise Refused("这份台账已经导入，不能再改。")
    book.sealed = ""
    book.save(update_fields=["sealed"])
    note("applications.ledger_given_up", book, body=book.body, by=by, on=localdate(at))
    return book


def _refuse_stranger(by: Person, body: Body, on: date) -> None:
    if not allowed(by, REGISTER, body, on):
        raise Refused(f"您没有为{body.name}登记申请的权限。")


def _table(sheets: Sequence[Cells]) -> Table:
    """The sheet with the most columns that are known."""
    found = [(len(proposed(one.rows[at])), one, at) for one in sheets if (at := head_at(one.rows)) >= 0]
    if not found:
        raise Refused("没有找到列名：表头一行至少应有“收到日期”“申请人”“申请内容”等列名。")
    _, sheet, at = max(found, key=lambda one: one[0])
    if sheet.merged and any(top > at for top, *_ in sheet.merged):
        raise Refused(f"工作表“{sheet.name}”的内容中有合并单元格，请取消合并后逐行填写，再上传。")
    heads = [text.removeprefix(LONG).strip() for text in sheet.rows[at]]
    rows = [(number, cells) for number, cells in enumerate(sheet.rows[at + 1 :], at + 2) if any(cells)]
    return Table(sheet.name, heads, rows)
