"""A history told as the steps of a case, so that the replay can be asked as well."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from gongkai.law.deadlines import Consultation, History
from gongkai.law.procedure import Step


def steps_of(history: History) -> list[Step]:
    """The steps, those of one day in an order in which they can be taken; the extension is granted when the last term
    has begun."""
    steps = [_step("receive", history.received, channel="person"), *_restarts(history)]
    if history.extended:
        steps.append(_step("extend", history.start, days=history.extended))
    for number, one in enumerate(history.consultations):
        steps += _consultation(str(number), one)
    return steps


def _restarts(history: History) -> Iterator[Step]:
    if history.corrected:
        until = history.corrected + timedelta(days=30)
        yield _step("ask_correction", history.corrected, until=until, reason="内容不明确")
        yield _step("correct", history.corrected)
    if history.paid:
        yield _step("charge", history.paid, standard="pages", quantity=68, before=0, yuan=380)
        yield _step("charge_receipt", history.paid)
        yield _step("pay", history.paid)


def _consultation(key: str, one: Consultation) -> Iterator[Step]:
    yield _step("consult", one.sent, key=key, party=one.party)
    if one.received:
        yield _step("consult_receipt", one.received, key=key)
    if one.answered:
        yield _step("opinion", one.answered, key=key, view="agrees")


def _step(code: str, on: date, **facts: object) -> Step:
    return Step(code, on, "", facts)


def known_on(history: History, on: date) -> History:
    """What of the history had happened by a day."""
    corrected = history.corrected if history.corrected and history.corrected <= on else None
    paid = history.paid if history.paid and history.paid <= on else None
    asked = tuple(
        one._replace(
            answered=one.answered if one.answered and one.answered <= on else None,
            received=one.received if one.received and one.received <= on else None,
        )
        for one in history.consultations
        if one.sent <= on
    )
    return History(history.received, corrected, asked, history.extended if history.start <= on else 0, paid)
