"""Posts that a roster gives: from the sheet 任职, and from the column 岗位 of the people."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from gongkai.organisations.models import OFFICERS, Post
from gongkai.organisations.rosters.known import Known
from gongkai.organisations.rosters.lines import BodyLine, PersonLine, PostLine, What
from gongkai.organisations.rosters.workbook import RosterRow

POSTS: Final = {str(label): code for code, label in Post.choices}
APART: Final = re.compile(r"[、,，;；/\s]+")


def post_lines(
    rows: Iterable[RosterRow],
    people: Sequence[PersonLine],
    bodies: Mapping[str, BodyLine],
    known: Known,
    on: date,
) -> list[PostLine]:
    """Every post of the roster, each with what becomes of it. What is wrong with a post of the column 岗位 is said of the
    person's row."""
    own = [line for person in people for line in _of_person(person)]
    alone = [_of_row(row) for row in rows if row.sheet == "posts"]
    accounts = {person.account for person in people} | set(known.people)
    for line in alone:
        _refuse_unknown(line, accounts, bodies, known, on)
    every = own + alone
    _refuse_twice(every)
    names = {code: body.name for code, body in known.bodies.items()}
    names |= {code: body.name for code, body in bodies.items()}
    for line in every:
        _hold(line, known, names.get(line.body, line.body))
    _refuse_idle_stand_ins(every, known)
    _keep_officers_apart(every, known)
    _tell_people(people, own)
    return every


def _of_person(person: PersonLine) -> Iterator[PostLine]:
    for word in filter(None, APART.split(person.row.text("posts"))):
        if word in POSTS:
            yield PostLine(person.row, account=person.account, body=person.body, post=POSTS[word])
        else:
            person.refuse("posts", f"没有“{word}”这个岗位，应为{'、'.join(POSTS)}，几个岗位用顿号分开。")


def _of_row(row: RosterRow) -> PostLine:
    return PostLine(
        row,
        troubles=list(row.troubles),
        account=row.text("account"),
        body=row.text("body"),
        post=POSTS.get(row.text("post"), ""),
        stand_in_for=row.text("stand_in_for"),
    )


def _refuse_unknown(
    line: PostLine, accounts: set[str], bodies: Mapping[str, BodyLine], known: Known, on: date
) -> None:
    person, body = known.people.get(line.account), known.bodies.get(line.body)
    if line.account and line.account not in accounts:
        line.refuse("account", f"没有账号“{line.account}”，请先写在“人员”表里。")
    if person is not None and not person.is_active:
        line.refuse("account", "这个账号已停用，不能任职。")
    if line.body and body is None and line.body not in bodies:
        line.refuse("body", f"没有代码为“{line.body}”的机关。")
    if body is not None and body.abolished_on is not None and body.abolished_on <= on:
        line.refuse("body", f"“{body.name}”已于 {body.abolished_on} 撤销。")
    if line.stand_in_for and line.stand_in_for == line.account:
        line.refuse("stand_in_for", "不能替自己的岗。")


def _refuse_twice(lines: Sequence[PostLine]) -> None:
    first: dict[tuple[str, str, str], PostLine] = {}
    for line in lines:
        key = (line.account, line.body, line.post)
        if all(key) and key in first:
            line.refuse("", f"与{first[key].sheet}表第{first[key].row.number}行的岗位重复。")
        first.setdefault(key, line)


def _hold(line: PostLine, known: Known, body: str) -> None:
    """A post against those the person holds."""
    held = known.held.get(line.account, ())
    same = next((h for h in held if h.body.code == line.body and h.post == line.post), None)
    if same is None:
        word = Post(line.post).label if line.post else ""
        line.appoints = True
        line.does(
            What.NEW, f"任“{body}”的{word}{f'（替“{line.stand_in_for}”）' if line.stand_in_for else ''}"
        )
        return
    main = same.stand_in_for.person.account if same.stand_in_for else ""
    if main != line.stand_in_for:
        now = f"替“{main}”的岗" if main else "自己任职"
        line.refuse("", f"这个岗位现在是{now}；先结束现任，再导入。")


def _refuse_idle_stand_ins(lines: Sequence[PostLine], known: Known) -> None:
    """Whoever is stood in for has to hold the post, now or by this roster."""
    mains = {(line.account, line.body, line.post) for line in lines if not line.stand_in_for}
    for account, held in known.held.items():
        mains |= {(account, h.body.code, h.post) for h in held if h.stand_in_for_id is None}
    for line in lines:
        if line.stand_in_for and (line.stand_in_for, line.body, line.post) not in mains:
            line.refuse("stand_in_for", f"“{line.stand_in_for}”没有任这个岗位，无岗可替。")


def _keep_officers_apart(lines: Sequence[PostLine], known: Known) -> None:
    """三员分立: whoever is an officer is nothing else, and that once."""
    held: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for account, holdings in known.held.items():
        held[account] |= {(h.body.code, h.post) for h in holdings}
    for line in lines:
        held[line.account].add((line.body, line.post))
    for line in lines:
        posts = held[line.account]
        if line.appoints and len(posts) > 1 and any(post in OFFICERS for _, post in posts):
            words = "、".join(sorted({str(Post(post).label) for _, post in posts if post}))
            line.refuse("", f"{words}不能由一人担任：系统、安全、审计三员互斥，且不得兼任业务岗位。")


def _tell_people(people: Sequence[PersonLine], own: Sequence[PostLine]) -> None:
    """What becomes of the posts of the column 岗位 is said in the row of the person."""
    by_row: Mapping[int, list[PostLine]] = defaultdict(list)
    for line in own:
        by_row[line.row.number].append(line)
    for person in people:
        for line in by_row[person.row.number]:
            for trouble in line.troubles:
                person.refuse("posts", trouble.says)
            if line.appoints:
                person.does(What.CHANGED, line.says[0])
