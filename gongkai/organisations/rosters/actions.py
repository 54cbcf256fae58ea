"""Taking a workbook in, and carrying it out: all of it or nothing, exactly as it was shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from django.core.exceptions import ValidationError
from django.db import transaction

from gongkai.files import store
from gongkai.files.admission import NotAdmitted, Stream, admit
from gongkai.organisations import passwords
from gongkai.organisations.acting import many_acts
from gongkai.organisations.actions import NewBody, enrol, establish_all, place, rename
from gongkai.organisations.models import Body, Person, Post, Roster
from gongkai.organisations.noting import note
from gongkai.organisations.posts import appoint
from gongkai.organisations.refusal import Refused
from gongkai.organisations.rosters.known import Known, known_on
from gongkai.organisations.rosters.lines import PersonLine, Plan, PostLine, What
from gongkai.organisations.rosters.planning import plan_of
from gongkai.organisations.rosters.workbook import workbook_rows
from gongkai.organisations.staying import move

LARGEST: Final = 10 * 1048576


@dataclass(frozen=True)
class Slip:
    """What somebody needs to sign in for the first time; shown once and kept nowhere."""

    person: Person
    password: str


@dataclass(frozen=True)
class Acting:
    """Who carries a roster out, and on which day."""

    by: Person
    on: date


@transaction.atomic
def take_in(stream: Stream, name: str, *, by: Person, on: date) -> Roster:
    """Keep a workbook that was sent. Refused: what is no workbook, is too large or dangerous, in words."""
    try:
        admitted = admit(stream, name, on=on, only=("xlsx", "xls"), most=LARGEST)
    except NotAdmitted as fault:
        raise Refused(str(fault)) from fault
    return Roster.objects.create(by=by, on=on, name=admitted.name[:255], digest=admitted.digest)


def plan_for(roster: Roster, on: date) -> Plan:
    """What a workbook that was sent comes to on a day, for whoever sent it. Refused: one that cannot be opened."""
    try:
        data = store.give(roster.digest)
    except store.Damaged as fault:
        raise Refused(str(fault)) from fault
    known = known_on(on)
    plan = plan_of(workbook_rows(data), known, on)
    held = {holding.post for holding in known.held.get(roster.by.account, ()) if holding.since <= on}
    return replace(plan, troubles=[*plan.troubles, *_beyond_office(plan, held, known)])


def _beyond_office(plan: Plan, held: set[str], known: Known) -> Iterator[str]:
    """三员分立: accounts and bodies are the system officer's, posts the security officer's; while there is none of the
    latter, the former sets everything up."""
    guarded = any(one.post == Post.SECURITY_OFFICER for every in known.held.values() for one in every)
    if Post.SECURITY_OFFICER not in held and guarded and any(line.appoints for line in plan.posts):
        yield "已经有安全管理员，岗位由安全管理员导入或在“人员”页办理；请把要新任的岗位去掉，再导入。"
    bodies = any(line.what in (What.NEW, What.CHANGED) for line in plan.bodies)
    people = any(line.opens or line.moves for line in plan.people)
    if Post.SYSTEM_OFFICER not in held and (bodies or people):
        yield "机关和账号由系统管理员导入；请只保留已有账号的岗位，再导入。"


@transaction.atomic
def carry_out(roster: Roster, *, fingerprint: str, by: Person, on: date) -> list[Slip]:
    """Do everything a workbook asks for, and return the passwords of the accounts it opened.

    ``fingerprint``: of the plan that was looked at. Refused: a roster that was carried out already, one that would do
    something else by now, one with anything wrong in it.
    """
    Roster.objects.select_for_update().get(pk=roster.pk)
    roster.refresh_from_db()
    if roster.done_on is not None:
        raise Refused(f"这份名册已于 {roster.done_on} 导入，不能再导入一次。")
    plan = plan_for(roster, on)
    if plan.problems:
        raise Refused("名册中还有错误，没有导入；请改正后重新上传。")
    if plan.fingerprint != fingerprint:
        raise Refused("核对以后机构或人员有了变化，没有导入；请重新核对。")
    acting = Acting(by, on)
    with many_acts(by):
        bodies = _carry_out_bodies(plan, acting)
        people, slips = _carry_out_people(plan, bodies, acting)
        _carry_out_posts(plan, bodies, people, acting)
        _write_down(roster, plan, acting)
    return slips


def _carry_out_bodies(plan: Plan, acting: Acting) -> dict[str, Body]:
    bodies = {body.code: body for body in Body.objects.all()}
    new = [
        NewBody(line.code, line.name, line.kind, line.since, line.parent)
        for line in plan.bodies
        if line.code not in bodies
    ]
    bodies |= establish_all(new, by=acting.by)
    for line in plan.bodies:
        try:
            if line.renames:
                rename(bodies[line.code], name=line.name, by=acting.by, on=line.since)
            if line.places:
                place(bodies[line.code], parent=bodies[line.parent], by=acting.by, on=line.since)
        except (Refused, ValidationError) as fault:
            raise Refused(_why(line.sheet, line.row.number, fault)) from fault
    return bodies


def _carry_out_people(
    plan: Plan, bodies: Mapping[str, Body], acting: Acting
) -> tuple[dict[str, Person], list[Slip]]:
    people = {person.account: person for person in Person.objects.all()}
    slips: list[Slip] = []
    for line in plan.people:
        try:
            if line.account not in people:
                slips.append(_opened(line, bodies[line.body], acting))
                people[line.account] = slips[-1].person
            elif line.moves:
                move(people[line.account], to=bodies[line.body], by=acting.by, on=acting.on)
        except (Refused, ValidationError) as fault:
            raise Refused(_why(line.sheet, line.row.number, fault)) from fault
    return people, slips


def _opened(line: PersonLine, body: Body, acting: Acting) -> Slip:
    password = passwords.one_time_password()
    person = enrol(account=line.account, name=line.name, password=None, by=acting.by, on=acting.on, body=body)
    passwords.give_first(person, password=password, on=acting.on)
    return Slip(person, password)


def _carry_out_posts(
    plan: Plan, bodies: Mapping[str, Body], people: Mapping[str, Person], acting: Acting
) -> None:
    for line in plan.posts:
        if line.appoints:
            try:
                _appoint(line, bodies, people, acting)
            except (Refused, ValidationError) as fault:
                raise Refused(_why(line.sheet, line.row.number, fault)) from fault


def _appoint(
    line: PostLine, bodies: Mapping[str, Body], people: Mapping[str, Person], acting: Acting
) -> None:
    main = people[line.stand_in_for] if line.stand_in_for else None
    appoint(
        people[line.account],
        body=bodies[line.body],
        post=line.post,
        by=acting.by,
        on=acting.on,
        stand_in_for=main,
    )


def _write_down(roster: Roster, plan: Plan, acting: Acting) -> None:
    roster.done_on = acting.on
    roster.outcome = [[line.sheet, line.row.number, line.word, line.told] for line in plan.lines]
    roster.save(update_fields=["done_on", "outcome"])
    done = [line.outcome for line in plan.lines]
    after = {
        "digest": roster.digest,
        "new": done.count(What.NEW),
        "changed": done.count(What.CHANGED),
        "same": done.count(What.SAME),
    }
    note("rosters.carry_out", roster, body=acting.by.body, by=acting.by, on=acting.on, after=after)


def _why(sheet: str, number: int, fault: Exception) -> str:
    says = "；".join(fault.messages) if isinstance(fault, ValidationError) else str(fault)
    return f"“{sheet}”表第{number}行不能办理，全部没有导入：{says}"
