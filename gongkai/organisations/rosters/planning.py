"""Rows held against what there is: what would be done, and every cell that stands in the way. Nothing is stored."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Final, TypeVar

from gongkai.organisations.models import Kind
from gongkai.organisations.rosters.known import Known
from gongkai.organisations.rosters.lines import FIRST_DAY, BodyLine, Line, PersonLine, Plan, What
from gongkai.organisations.rosters.planning_posts import post_lines
from gongkai.organisations.rosters.workbook import RosterRow, Sent

KINDS: Final = {str(label): code for code, label in Kind.choices}
ACCOUNT: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{1,63}")
LineT = TypeVar("LineT", bound=Line)
DAY: Final = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?")


def plan_of(sent: Sent, known: Known, on: date) -> Plan:
    """What a workbook comes to on a day, held against what there is."""
    bodies = [_body_line(row, on) for row in sent.rows if row.sheet == "bodies"]
    people = [_person_line(row) for row in sent.rows if row.sheet == "people"]
    _twice(bodies, "code", lambda line: line.code)
    _twice(people, "account", lambda line: line.account.casefold())
    coming = {line.code: line for line in bodies}
    for line in bodies:
        _hold_body(line, coming, known, on)
    _refuse_circles(bodies, known)
    for person in people:
        _hold_person(person, coming, known, on)
    posts = post_lines(sent.rows, people, coming, known, on)
    alone = [line for line in posts if line.row.sheet == "posts"]
    lines: Sequence[Line] = [*bodies, *people, *alone]
    ordered = sorted(posts, key=lambda line: bool(line.stand_in_for))
    return Plan(lines, _top_down(bodies, known), people, ordered, sent.troubles, _remarks(sent))


def _remarks(sent: Sent) -> list[str]:
    hidden = [str(row.number) for row in sent.rows if row.hidden]
    said = f"隐藏的行也一并读取：第{'、'.join(hidden[:20])}行{'等' if len(hidden) > 20 else ''}。"
    return [*sent.remarks, *([said] if hidden else [])]


def _body_line(row: RosterRow, on: date) -> BodyLine:
    line = BodyLine(
        row,
        troubles=list(row.troubles),
        code=row.text("code"),
        name=row.text("name"),
        parent=row.text("parent"),
    )
    line.kind = KINDS.get(row.text("kind"), "")
    day = day_of(row.text("since"))
    if day is None:
        line.refuse("since", f"“{row.text('since')}”不是日期，应写成 2008-05-01 的样子。")
    elif day > on:
        line.refuse("since", f"{day} 还没有到。")
    else:
        line.since = day
    return line


def day_of(text: str) -> date | None:
    """A day as people write it; the first day of the 条例 for nothing, None for what is no day."""
    if not text:
        return FIRST_DAY
    found = DAY.fullmatch(text.split(" ")[0] if ":" in text else text)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _person_line(row: RosterRow) -> PersonLine:
    return PersonLine(
        row,
        troubles=list(row.troubles),
        account=row.text("account"),
        name=row.text("name"),
        body=row.text("body"),
    )


def _twice(lines: Sequence[LineT], column: str, key: Callable[[LineT], str]) -> None:
    """Rows that say the same thing of themselves are all refused, each naming another."""
    rows: dict[str, list[LineT]] = defaultdict(list)
    for line in lines:
        if key(line):
            rows[key(line)].append(line)
    for alike in rows.values():
        for line in alike if len(alike) > 1 else ():
            other = next(one for one in alike if one is not line)
            line.refuse(column, f"与第{other.row.number}行重复。")


def _hold_body(line: BodyLine, coming: Mapping[str, BodyLine], known: Known, on: date) -> None:
    """A row of 机关 against the body of its code, if there is one."""
    if line.parent and line.parent == line.code:
        line.refuse("parent", "不能是本机关自己。")
    elif line.parent and line.parent not in coming and line.parent not in known.bodies:
        line.refuse("parent", f"没有代码为“{line.parent}”的机关。")
    body = known.bodies.get(line.code)
    if body is None:
        line.does(What.NEW, f"设立“{line.name}”（{line.since} 起）")
        return
    if body.abolished_on is not None and body.abolished_on <= on:
        line.refuse("code", f"“{body.name}”已于 {body.abolished_on} 撤销。")
    if line.kind and line.kind != body.kind:
        line.refuse("kind", f"现为“{body.get_kind_display()}”，类别不能通过导入修改。")
    _hold_name(line, body.name, known, on)
    _hold_place(line, known, on)


def _hold_name(line: BodyLine, now: str, known: Known, on: date) -> None:
    if line.name in ("", now):
        return
    since, day = known.named_since.get(line.code), line.since if line.row.text("since") else on
    if since is not None and day <= since:
        line.refuse("since", f"现名自 {since} 起使用，更名日期应在其后。")
    line.since, line.renames = day, True
    line.does(What.CHANGED, f"更名：“{now}”改为“{line.name}”（{day} 起）")


def _hold_place(line: BodyLine, known: Known, on: date) -> None:
    now = known.parents.get(line.code, "")
    if line.parent == now:
        return
    if not line.parent:
        line.refuse("parent", f"现有上级机关“{now}”，不能通过导入取消；没有变化请照填。")
        return
    since, day = known.placed_since.get(line.code), line.since if line.row.text("since") else on
    if since is not None and day <= since:
        line.refuse("since", f"现隶属关系自 {since} 起，调整日期应在其后。")
    line.since, line.places = day, True
    line.does(What.CHANGED, f"上级机关由“{now or '无'}”改为“{line.parent}”（{day} 起）")


def _refuse_circles(bodies: Sequence[BodyLine], known: Known) -> None:
    """Every row that lies on a circle of parents says so."""
    parents = dict(known.parents) | {line.code: line.parent for line in bodies if line.parent}
    for line in bodies:
        way, at = [line.code], parents.get(line.code, "")
        while at and at not in way:
            way.append(at)
            at = parents.get(at, "")
        if at == line.code and len(way) > 1:
            line.refuse("parent", f"上级机关成了循环：{' → '.join([*way, at])}。")


def _top_down(bodies: Sequence[BodyLine], known: Known) -> list[BodyLine]:
    """Parents before those below them; only where there is no circle."""
    by_code = {line.code: line for line in bodies}
    depth: dict[str, int] = {}
    for line in bodies:
        way = []
        at: BodyLine | None = line
        while at is not None and at.code not in depth and at.code not in way:
            way.append(at.code)
            at = by_code.get(at.parent)
        start = depth.get(at.code, 0) if at is not None else 0
        depth |= {code: above for above, code in enumerate(reversed(way), start + 1)}
    return sorted(bodies, key=lambda line: depth[line.code])


def _hold_person(line: PersonLine, coming: Mapping[str, BodyLine], known: Known, on: date) -> None:
    """A row of 人员 against the account, if there is one."""
    if line.account and not ACCOUNT.fullmatch(line.account):
        line.refuse("account", "只能用字母、数字和 . _ - ，2 至 64 个字符，以字母或数字开头。")
    _refuse_body(line, line.body, coming, known, on)
    spelt = known.spellings.get(line.account.casefold())
    if spelt is None:
        line.opens = True
        line.does(What.NEW, f"新建账号“{line.account}”")
        return
    person = known.people[spelt]
    if spelt != line.account:
        line.refuse("account", f"已有账号“{spelt}”，只是大小写不同。")
    elif not person.is_active:
        line.refuse("account", "这个账号已停用。")
    elif person.name != line.name:
        line.refuse("name", f"这个账号是“{person.name}”的；姓名不能通过导入修改，换人请办交接、另建账号。")
    elif (person.body.code if person.body else "") != line.body:
        _hold_move(line, known)


def _hold_move(line: PersonLine, known: Known) -> None:
    person = known.people[line.account]
    here = [
        h for h in known.held.get(line.account, ()) if person.body is not None and h.body_id == person.body_id
    ]
    if here:
        posts = "、".join(str(holding.get_post_display()) for holding in here)
        line.refuse("body", f"在“{person.body}”还任{posts}，先办交接，再调动。")
    line.moves = True
    line.does(What.CHANGED, f"由“{person.body or '无'}”调到“{line.body}”")


def _refuse_body(line: Line, code: str, coming: Iterable[str], known: Known, on: date) -> None:
    body = known.bodies.get(code)
    if code and body is None and code not in coming:
        line.refuse("body", f"没有代码为“{code}”的机关。")
    if body is not None and body.abolished_on is not None and body.abolished_on <= on:
        line.refuse("body", f"“{body.name}”已于 {body.abolished_on} 撤销。")
