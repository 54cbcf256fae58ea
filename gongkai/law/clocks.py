"""The clocks that run in a case: for each from when, until when, on which article, and whether anybody still waits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from gongkai.law.calendar import Due
from gongkai.law.dates import end_of_term
from gongkai.law.running import Asked, Running
from gongkai.law.terms import PARTIES


class Clock(NamedTuple):
    """A running clock. ``key``: the party of a consultation, else "". ``end``: None while it is not known (the notice has
    not been received yet, or no term is fixed)."""

    code: str
    label: str
    key: str
    start: date | None
    end: Due | None
    basis: str


def clocks_of(case: Running, on: date | None) -> tuple[Clock, ...]:
    """Every clock that runs after the steps of a case; ``on``: as of this day, None with what is known at the end."""
    return (*_reply(case, on), *_correction_notice(case, on), *_waiting(case), *_opinions(case, on))


def runs(case: Running) -> bool:
    """Whether a reply term runs: not while the applicant has to correct or to pay, nor after the end."""
    return case.state in ("open", "explaining", "decided") and case.run.stopped is None


def _reply(case: Running, on: date | None) -> Iterator[Clock]:
    if runs(case):
        term = case.rules.terms["reply"]
        yield Clock("reply", term.label, "", case.run.start, case.due(as_of=on), term.basis)


def _correction_notice(case: Running, on: date | None) -> Iterator[Clock]:
    term = case.rules.term("correction_notice")
    if term is None or term.amount is None or case.received is None:
        return
    end = end_of_term(term, case.received, case.calendar)
    if case.state == "open" and "ask_correction" not in case.last and (on is None or on <= end.day):
        yield Clock("correction_notice", term.label, "", case.received, end, term.basis)


def _waiting(case: Running) -> Iterator[Clock]:
    waits = {
        "correcting": ("correction", "ask_correction"),
        "explaining": ("explanation", "ask_explanation"),
        "unpaid": ("fee_payment", "charge_receipt"),
    }
    if case.state not in waits:
        return
    code, step = waits[case.state]
    term = case.rules.terms.get(code)
    basis = term.basis if term else case.rules.terms["correction_notice"].basis
    label = term.label if term else "申请人更改、补充"
    yield Clock(code, label, "", case.on(step), case.waited_until(), basis)


def _opinions(case: Running, on: date | None) -> Iterator[Clock]:
    if case.state == "closed":
        return
    for one in case.asked.values():
        if one.answered is None:
            yield from _opinion(case, one, on)


def _opinion(case: Running, one: Asked, on: date | None) -> Iterator[Clock]:
    end = case.opinion_term(one.key)
    if end is None or on is None or on <= end.day:
        term = case.rules.term(one.party)
        basis = term.basis if term else case.rules.edition.basis
        yield Clock(one.party, f"{PARTIES[one.party]}提出意见", one.key, one.received, end, basis)
