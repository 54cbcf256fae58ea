"""A case while its steps are gone through: what has happened so far, and what each step changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from gongkai.law.calendar import Calendar, Due
from gongkai.law.dates import end_of_term
from gongkai.law.deadlines import Consultation, Pause, end_of, expiry_of, pauses
from gongkai.law.procedure import Step
from gongkai.law.terms import Rules

AGREES: Final = "agrees"
VIEWS: Final = {"agrees": "同意", "refuses": "不同意", "in_part": "部分同意"}
MODES: Final = {"direct": "直接送达", "post": "邮寄", "electronic": "电子送达"}


@dataclass
class Asked:
    """A party whose opinion was asked, under the key the case gives it."""

    key: str
    party: str
    sent: date
    received: date | None = None
    answered: date | None = None
    view: str = ""

    def consultation(self) -> Consultation:
        return Consultation(self.sent, self.answered, self.received, self.party)


@dataclass
class Run:
    """A stretch over which the reply term runs: from ``start`` (not counted), begun by the step ``why``. ``stopped``: the
    day on which it was set aside by the step ``by``, to run anew later or not at all. ``ended``: the next one began."""

    start: date
    why: str
    extended: int = 0
    stopped: date | None = None
    by: str = ""
    ended: date | None = None


@dataclass
class Running:
    """What has happened to a case so far."""

    rules: Rules
    calendar: Calendar
    state: str = "new"
    received: date | None = None
    runs: list[Run] = field(default_factory=list)
    asked: dict[str, Asked] = field(default_factory=dict)
    active: list[Asked] = field(default_factory=list)
    extended: int = 0
    last: dict[str, Step] = field(default_factory=dict)
    delayed_until: date | None = None
    closed_on: date | None = None

    def on(self, code: str) -> date | None:
        """The day of the latest step of this code."""
        found = self.last.get(code)
        return found.on if found else None

    @property
    def run(self) -> Run:
        return self.runs[-1]

    def length(self) -> int:
        """The working days of the reply term that runs, extension included."""
        return self.rules.length("reply") + self.run.extended

    def stops(self, *, strict: bool = False, as_of: date | None = None) -> tuple[Pause, ...]:
        """What consultations take out of the term that runs."""
        consultations = [one.consultation() for one in self.active]
        return pauses(consultations, self.rules, self.calendar, strict=strict, as_of=as_of)

    def due(self, *, strict: bool = False, as_of: date | None = None) -> Due:
        """The last day of the reply term that runs, or the reasonable term of a delayed reply (条例 第三十五条)."""
        stops = self.stops(strict=strict, as_of=as_of)
        found = end_of(self.run.start, self.length(), stops, self.calendar)
        return Due(self.delayed_until, False) if self.delayed_until else found

    def fee_term(self) -> Due | None:
        """The last day for payment (20 working days after the notice was received), None while it does not run."""
        notified = self.on("charge_receipt")
        if notified is None or self.state != "unpaid":
            return None
        return end_of_term(self.rules.terms["fee_payment"], notified, self.calendar)

    def waited_until(self) -> Due | None:
        """The day up to which the applicant may answer in the present state, None where nobody waits or none is known."""
        if self.state == "unpaid":
            return self.fee_term()
        step = {"correcting": "ask_correction", "explaining": "ask_explanation"}.get(self.state)
        until = self.last[step].day("until") if step else None
        return Due(until, False) if until else None

    def opinion_term(self, key: str) -> Due | None:
        """The last day for a consulted party's opinion, None where no term runs or its receipt is not known."""
        return expiry_of(self.asked[key].consultation(), self.rules, self.calendar)

    def view_of(self, key: str, on: date) -> str:
        """The view of a party as of a day: its own, or consent by silence of a joint maker (条例 第三十四条); "" none."""
        one, term = self.asked[key], self.opinion_term(key)
        if not one.view and one.party == "joint" and term and on > term.day:
            return AGREES
        return one.view

    def take(self, step: Step) -> None:
        """Go through a step, whose kind allows it in the present state."""
        EFFECTS.get(step.code, _nothing)(self, step)
        self.last[step.code] = step

    def begin(self, start: date, why: str) -> None:
        """The reply term runs (anew) from this day."""
        self.active = [one for one in self.active if one.answered is None or one.answered > start]
        if self.runs:
            self.run.ended = start
        self.runs.append(Run(start, why))
        self.delayed_until = None


def _nothing(case: Running, step: Step) -> None:
    """A step that is only kept."""


def _receive(case: Running, step: Step) -> None:
    case.received = step.on
    case.begin(step.on, step.code)


def _amend(case: Running, step: Step) -> None:
    case.received = step.day("received")
    if case.run.why == "receive" and case.received:
        case.run.start = case.received


def _stop(case: Running, step: Step) -> None:
    case.run.stopped, case.run.by = step.on, step.code


def _begin_anew(case: Running, step: Step) -> None:
    case.begin(step.on, step.code)


def _reopen(case: Running, step: Step) -> None:
    case.begin(step.on, step.code)
    case.closed_on = None
    for code in ("decide", "serve", "withdraw"):
        case.last.pop(code, None)


def _consult(case: Running, step: Step) -> None:
    asked = Asked(step.text("key"), step.text("party"), step.on)
    case.asked[asked.key] = asked
    case.active.append(asked)


def _consult_receipt(case: Running, step: Step) -> None:
    case.asked[step.text("key")].received = step.on


def _opinion(case: Running, step: Step) -> None:
    asked = case.asked[step.text("key")]
    asked.answered, asked.view = step.on, step.text("view")


def _extend(case: Running, step: Step) -> None:
    case.run.extended += step.whole("days")
    case.extended += step.whole("days")


def _delay(case: Running, step: Step) -> None:
    case.delayed_until = step.day("until")


def _close(case: Running, step: Step) -> None:
    case.closed_on = step.on


def _redraft(case: Running, step: Step) -> None:
    case.last.pop("decide", None)


EFFECTS: Final[Mapping[str, Callable[[Running, Step], None]]] = {
    "receive": _receive,
    "amend": _amend,
    "ask_correction": _stop,
    "correct": _begin_anew,
    "charge": _stop,
    "pay": _begin_anew,
    "reopen": _reopen,
    "consult": _consult,
    "consult_receipt": _consult_receipt,
    "opinion": _opinion,
    "extend": _extend,
    "delay": _delay,
    "serve": _close,
    "withdraw": _close,
    "redraft": _redraft,
}
