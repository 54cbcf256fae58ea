"""The course of one review or suit: its steps gone through into where it stands, which clocks run, and what may come next."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final, NamedTuple

from gongkai.law.calendar import Calendar, Due
from gongkai.law.clocks import Clock
from gongkai.law.dates import first_working
from gongkai.law.procedure import FACTS, NotPermitted, Step
from gongkai.law.remedies import remedy_term
from gongkai.law.remedy_cases import (
    PENDING,
    SAME,
    RemedyStepKind,
    Result,
    clocks,
    forum_of,
    results_for,
    states,
    steps,
)

LIVE: Final = ("open", "suspended")


class Brought(NamedTuple):
    """What was brought: ``kind`` and ``instance`` as `remedy_cases` knows them; ``accepted``: day of 受理 or 立案 where the
    body knows it; ``simple``: 简易程序 at first; ``before``: the column of table four of the instance before."""

    kind: str
    instance: str = "first"
    accepted: date | None = None
    simple: bool = False
    before: str = PENDING


class Next(NamedTuple):
    """A step that may come next, or the sentence why not."""

    kind: RemedyStepKind
    why_not: str


@dataclass(frozen=True)
class Course:
    """Where a review or suit stands after its steps. ``answer``: last day for the answer with evidence, None where no
    term is known. ``result``, ``column``: of the decision; ``column`` is "pending" before. ``suspended``: calendar days
    for which it stood still; ``since``: the day it stands still from."""

    brought: Brought
    calendar: Calendar = field(repr=False, compare=False)
    state: str = "new"
    received: date | None = None
    simple: bool = False
    answered_on: date | None = None
    suspended: int = 0
    since: date | None = None
    extended_to: date | None = None
    result: Result | None = None
    decided_on: date | None = None
    comply_until: date | None = None
    complied_on: date | None = None

    @property
    def forum(self) -> str:
        return forum_of(self.brought.kind, self.brought.instance, simple=self.simple)

    @property
    def column(self) -> str:
        """The column of table four it counts in now."""
        if self.result is None:
            return PENDING
        return self.brought.before if self.result.column == SAME else self.result.column

    @property
    def answer(self) -> Due | None:
        term = clocks()["answer"].terms.get(self.forum)
        return remedy_term(term, self.received, self.calendar).end if term and self.received else None

    @property
    def late(self) -> bool:
        """Whether the answer came after its last day."""
        last = self.answer
        return bool(last and self.answered_on and self.answered_on > last.day)

    @property
    def owes(self) -> bool:
        """Whether the body still has to carry something out."""
        ordered = self.result is not None and (self.result.reopens or self.comply_until is not None)
        return ordered and self.complied_on is None

    def clocks(self, on: date | None = None) -> tuple[Clock, ...]:
        """Every clock that runs; ``on``: as of this day, on which what has run out without effect is left out."""
        return tuple(one for clock in CLOCKS for one in clock(self, on))

    def next_steps(self) -> tuple[Next, ...]:
        """Every step after the first, permitted or with the reason why not."""
        return tuple(Next(one, _why_not(self, one)) for one in steps().values() if "new" not in one.sources)


def course_of(brought: Brought, taken: Iterable[Step], calendar: Calendar) -> Course:
    """Where a case stands after its steps in the order they were recorded; NotPermitted, with a sentence, for one that
    cannot have happened."""
    course = Course(brought, calendar, simple=brought.simple)
    for step in taken:
        kind = steps().get(step.code)
        if kind is None:
            raise NotPermitted(f"没有“{step.code}”这一步")
        _refuse(course, kind, step)
        moved = EFFECTS.get(step.code, _nothing)(course, step)
        course = replace(moved, state=kind.target or course.state)
    if course.state == "new":
        raise NotPermitted("案件尚未登记")
    return course


def _why_not(course: Course, kind: RemedyStepKind) -> str:
    if course.state not in kind.sources:
        wanted = "、".join(states()[one].label for one in kind.sources)
        return f"“{kind.label}”应在{wanted}时登记，现在是{states()[course.state].label}"
    if kind.code == "ordinary" and not course.simple:
        return "本案没有适用简易程序"
    if kind.code == "comply" and not course.owes:
        return "本案没有待履行的内容"
    return ""


def _refuse(course: Course, kind: RemedyStepKind, step: Step) -> None:
    why = _why_not(course, kind)
    if why:
        raise NotPermitted(why)
    for key, name in kind.needs.items():
        expected, called = FACTS[name]
        if not isinstance(step.facts.get(key), expected) or step.facts[key] == "":
            raise NotPermitted(f"“{kind.label}”应写明 {key}（{called}）")
    earliest = course.since or course.received
    if earliest and step.on < earliest:
        raise NotPermitted(f"“{kind.label}”的日期 {step.on} 早于 {earliest}")


def _nothing(course: Course, step: Step) -> Course:
    return course


def _receive(course: Course, step: Step) -> Course:
    accepted = course.brought.accepted
    if accepted and accepted > step.on:
        raise NotPermitted(f"受理（立案）日期 {accepted} 晚于收到通知的日期 {step.on}")
    return replace(course, received=step.on)


def _amend(course: Course, step: Step) -> Course:
    received = step.day("received") or step.on
    if received > step.on or (course.answered_on and received > course.answered_on):
        raise NotPermitted(f"收到通知的日期 {received} 晚于已登记的步骤")
    return replace(course, received=received)


def _answer(course: Course, step: Step) -> Course:
    return replace(course, answered_on=course.answered_on or step.on)


def _ordinary(course: Course, step: Step) -> Course:
    return replace(course, simple=False)


def _suspend(course: Course, step: Step) -> Course:
    return replace(course, since=step.on)


def _resume(course: Course, step: Step) -> Course:
    stood = (step.on - (course.since or step.on)).days
    return replace(course, since=None, suspended=course.suspended + stood)


def _extend(course: Course, step: Step) -> Course:
    return replace(course, extended_to=step.day("until"))


def _decide(course: Course, step: Step) -> Course:
    brought = course.brought
    known = {one.code: one for one in results_for(brought.kind, brought.instance, step.on)}
    result = known.get(step.text("result"))
    if result is None:
        raise NotPermitted(f"“{step.text('result')}”不是这类案件 {step.on} 可以有的结果")
    if result.column == SAME and brought.before == PENDING:
        raise NotPermitted(f"“{result.label}”要先登记一审的结果")
    until = step.day("comply_until")
    if until and until < step.on:
        raise NotPermitted(f"履行期限 {until} 早于收到决定、裁判的日期 {step.on}")
    return replace(course, result=result, decided_on=step.on, comply_until=until, since=None)


def _comply(course: Course, step: Step) -> Course:
    if course.decided_on and step.on < course.decided_on:
        raise NotPermitted(f"履行完毕的日期 {step.on} 早于收到决定、裁判的日期 {course.decided_on}")
    return replace(course, complied_on=step.on)


def _retract(course: Course, step: Step) -> Course:
    return replace(course, result=None, decided_on=None, comply_until=None, complied_on=None)


EFFECTS: Final[Mapping[str, Callable[[Course, Step], Course]]] = {
    "receive": _receive,
    "answer": _answer,
    "ordinary": _ordinary,
    "suspend": _suspend,
    "resume": _resume,
    "extend": _extend,
    "decide": _decide,
    "comply": _comply,
    "amend": _amend,
    "retract": _retract,
}


def _answer_clock(course: Course, on: date | None) -> Iterator[Clock]:
    term = clocks()["answer"].terms.get(course.forum)
    if term and course.received and course.answered_on is None and course.state in LIVE:
        found = remedy_term(term, course.received, course.calendar)
        yield Clock("answer", found.label, "", course.received, found.end, found.basis)


def _decision_clock(course: Course, on: date | None) -> Iterator[Clock]:
    term, start = clocks()["decision"].terms.get(course.forum), course.brought.accepted
    if not term or start is None or course.state not in LIVE:
        return
    found = remedy_term(term, start, course.calendar)
    last = course.extended_to or found.end.day
    shifted = first_working(last + timedelta(days=course.suspended), course.calendar)
    end = None if course.state == "suspended" else shifted
    yield Clock("decision", found.label, "", start, end, found.basis)


def _appeal_clock(course: Course, on: date | None) -> Iterator[Clock]:
    term = clocks()["appeal"].terms.get(course.forum)
    if not term or course.result is None or course.decided_on is None:
        return
    code = f"{term}_ruling" if course.result.ruling else term
    found = remedy_term(code, course.decided_on, course.calendar)
    if on is None or on <= found.end.day:
        yield Clock("appeal", found.label, "", course.decided_on, found.end, found.basis)


def _comply_clock(course: Course, on: date | None) -> Iterator[Clock]:
    if course.owes and course.result:
        end = Due(course.comply_until, False) if course.comply_until else None
        yield Clock("comply", clocks()["comply"].label, "", course.decided_on, end, course.result.basis)


CLOCKS: Final = (_answer_clock, _comply_clock, _appeal_clock, _decision_clock)
