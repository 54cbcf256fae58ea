"""By which day an application has to be answered (条例 第三十、三十三条), from what happened to it, in closed form.

The one entry is ``due_of(history: History) -> Due``:

* The term is 20 working days (15 for applications received before 2019-05-15) and the permitted extension, run as one.
  It starts from ``received``; anew from ``corrected`` and from ``paid`` where those are given. The day it starts from is
  not counted.
* A consultation takes the working days in (sent, answered] out of the term; where there was no answer, or it came after
  the consulted party's own 15 working days (counted from ``received``), the days in (sent, end of those 15]. Days in
  several consultations are taken out once. Under the edition of 2007 only third parties ("third") count.
* A consultation without an answer whose end is not known (no day of receipt, or a party without a term of its own:
  "agency" always, "third" under the edition of 2007) takes out nothing yet and makes the date provisional.
* A date is provisional, too, as soon as one day from the start to it is not confirmed by the calendar.
* A history that cannot have happened is a ValueError with a Chinese sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from gongkai.law.calendar import Calendar, Due, official_calendar
from gongkai.law.terms import PARTIES, Rules, rules_for

ONE_DAY = timedelta(days=1)


class Consultation(NamedTuple):
    """A party asked for its opinion. ``sent``: dispatch of the letter. ``answered``: the opinion came in, None while it
    has not. ``received``: the party got the letter, None where not known. ``party``: third (条例 第三十二条), joint
    (第三十四条) or agency (another one, 第三十三条第三款)."""

    sent: date
    answered: date | None = None
    received: date | None = None
    party: str = "third"


@dataclass(frozen=True)
class History:
    """What bears on the term of one application. ``received``: first receipt. ``corrected``: receipt of the corrected
    application. ``extended``: working days by which the reply was extended, in total. ``paid``: payment of the fee."""

    received: date
    corrected: date | None = None
    consultations: tuple[Consultation, ...] = ()
    extended: int = 0
    paid: date | None = None

    @property
    def start(self) -> date:
        """The day the term runs from, which is not counted itself."""
        return self.paid or self.corrected or self.received


class Pause(NamedTuple):
    """Days not counted: those after ``after`` up to and including ``until``, and ``why``. ``known``: the end is certain."""

    after: date
    until: date
    why: str
    known: bool = True


def due_of(
    history: History,
    rules: Rules | None = None,
    calendar: Calendar | None = None,
    *,
    strict: bool = False,
) -> Due:
    """The last day of the reply term (条例 第三十三条; 2007年条例 第二十四条), provisional or not.

    ``rules``: by default those of the day of receipt; ``calendar``: by default the shipped one. ``strict``: the
    reading for alarms, under which the day on which an opinion comes back is counted. ValueError for what cannot be.
    """
    calendar = calendar or official_calendar()
    rules = rules or rules_for(history.received)
    refuse_impossible(history, rules)
    stops = pauses(history.consultations, rules, calendar, strict=strict)
    return end_of(history.start, rules.length("reply") + history.extended, stops, calendar)


def alarm_of(history: History, rules: Rules | None = None, calendar: Calendar | None = None) -> Due:
    """The day the alarms look at: never later than ``due_of``, see ``strict`` there."""
    return due_of(history, rules, calendar, strict=True)


def pauses(
    consultations: Iterable[Consultation],
    rules: Rules,
    calendar: Calendar,
    *,
    strict: bool = False,
    as_of: date | None = None,
) -> tuple[Pause, ...]:
    """What each consultation takes out of the reply term, in order of dispatch; one that these rules do not take into
    account is left out. ``as_of``: the day on which one asks: an open consultation has taken the days up to it."""
    counted = sorted((one for one in consultations if rules.excludes(one.party)), key=lambda one: one.sent)
    return tuple(_pause(one, expiry_of(one, rules, calendar), strict, as_of) for one in counted)


def expiry_of(consultation: Consultation, rules: Rules, calendar: Calendar) -> Due | None:
    """The last day for the consulted party's opinion (条例 第三十二、三十四条); None where no term runs or no receipt is
    known."""
    term = rules.term(consultation.party)
    if term is None or term.amount is None or consultation.received is None:
        return None
    return calendar.add_workdays(consultation.received, term.amount)


def end_of(start: date, length: int, stops: Sequence[Pause], calendar: Calendar) -> Due:
    """The day on which ``length`` working days after ``start`` are full, leaving out the days of ``stops`` (sorted by
    their beginning; days in several count as one)."""
    at, left, known = start, length, True
    for stop in stops:
        free = calendar.workdays_between(at, max(at, stop.after)).days
        if free >= left:
            break
        left -= free
        at = max(at, stop.after, stop.until)
        known = known and stop.known
    end = calendar.add_workdays(at, left).day
    provisional = calendar.workdays_between(start, end).provisional
    return Due(end, provisional or not known)


def counted(start: date, end: date, stops: Sequence[Pause], calendar: Calendar) -> int:
    """The working days after ``start`` up to and including ``end`` that lie in none of ``stops`` (sorted)."""
    at, days = start, 0
    for stop in stops:
        days += calendar.workdays_between(at, min(end, max(at, stop.after))).days
        at = min(end, max(at, stop.after, stop.until))
    return days + calendar.workdays_between(at, end).days


def refuse_impossible(history: History, rules: Rules) -> None:
    """ValueError with a Chinese sentence for a history that cannot have happened, or is not lawful in length."""
    _refuse_order(history)
    _refuse_length(history, rules)
    for one in history.consultations:
        _refuse_consultation(one, history.received)


def _pause(one: Consultation, expiry: Due | None, strict: bool, as_of: date | None) -> Pause:
    why = f"征求{PARTIES[one.party]}意见"
    if one.answered is not None and (expiry is None or one.answered <= expiry.day):
        returned = max(one.sent, one.answered - ONE_DAY) if strict else one.answered
        return Pause(one.sent, returned, why)
    if expiry is None or (as_of is not None and as_of < expiry.day):
        return Pause(one.sent, max(one.sent, as_of or one.sent), why, known=False)
    return Pause(one.sent, expiry.day, why, known=not expiry.provisional)


def _refuse_order(history: History) -> None:
    last = history.received
    for day, says in ((history.corrected, "收到补正的日期"), (history.paid, "缴费的日期")):
        if day is not None and day < last:
            raise ValueError(f"{says} {day} 早于 {last}")
        last = day or last


def _refuse_length(history: History, rules: Rules) -> None:
    longest = rules.length("extension")
    if not 0 <= history.extended <= longest:
        raise ValueError(
            f"延长 {history.extended} 个工作日不对：{rules.terms['extension'].basis}允许累计最多 {longest} 个工作日"
        )
    fee = rules.term("reply_after_fee")
    if history.paid and fee is None:
        raise ValueError("收到申请时还没有信息处理费（国办函〔2020〕109号，自2021年1月1日起施行）")


def _refuse_consultation(one: Consultation, received: date) -> None:
    if one.party not in PARTIES:
        raise ValueError(f"征求意见的对象“{one.party}”不对，可选：{'、'.join(PARTIES)}")
    if one.sent < received:
        raise ValueError(f"征求意见书发出的日期 {one.sent} 早于收到申请的日期 {received}")
    for day, says in ((one.received, "收到征求意见书的日期"), (one.answered, "收到意见的日期")):
        if day is not None and day < one.sent:
            raise ValueError(f"{says} {day} 早于发出的日期 {one.sent}")
    if one.received and one.answered and one.answered < one.received:
        raise ValueError(f"收到意见的日期 {one.answered} 早于对方收到征求意见书的日期 {one.received}")
