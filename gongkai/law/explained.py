"""A due date in words: what the term is, from when it runs, what is taken out of it and why, day by day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from gongkai.law.calendar import Calendar, Day, Due, official_calendar
from gongkai.law.dates import chinese, with_weekday
from gongkai.law.deadlines import Consultation, History, alarm_of, due_of, expiry_of, pauses
from gongkai.law.strip import lines, strip
from gongkai.law.terms import PARTIES, Rules, rules_for


def explanation(
    history: History, rules: Rules | None = None, calendar: Calendar | None = None
) -> Iterator[str]:
    """The way to ``due_of``, a sentence a line, in Chinese; ValueError as there."""
    calendar = calendar or official_calendar()
    rules = rules or rules_for(history.received)
    due = due_of(history, rules, calendar)
    yield f"收到申请：{with_weekday(history.received)}；适用{rules.edition.label}。"
    yield from _term(history, rules)
    for one in sorted(history.consultations, key=lambda each: each.sent):
        yield _consultation(one, (history.start, due.day), rules, calendar)
    yield f"逐日计算，自{chinese(history.start)}的次日起："
    stops = pauses(history.consultations, rules, calendar)
    yield from (f"  {line}" for line in lines(strip(history.start, due.day, stops, calendar)))
    yield from _end(history, due, rules, calendar)


def missing_notices(calendar: Calendar, days: Iterable[Day]) -> str:
    """The sentence that names the notices on days off that are missing for some of these days, without its full stop; ""
    where none is."""
    known = tuple(days)
    unconfirmed = [one.day for one in known if not one.confirmed]
    if not unconfirmed:
        return ""
    years = {day.year + (day.month == 12) for day in unconfirmed} | {one.day.year for one in known}
    missing = "、".join(f"{year} 年" for year in sorted(years) if not calendar.covers(year))
    return (
        f"{missing}的放假安排通知尚未收入日历，{chinese(unconfirmed[0])}起的日子还不能确定（没有通知的年份只按周末推算），"
        "结果是暂定的"
    )


def _term(history: History, rules: Rules) -> Iterator[str]:
    reply = rules.terms["reply"]
    yield f"答复期限：{reply.says}（{reply.basis}），当日不计入。"
    if history.corrected:
        again = rules.terms["reply_after_correction"]
        yield f"收到补正：{with_weekday(history.corrected)}；期限重新计算（{again.basis}）{_unless_read(again.unverified)}。"
    if history.paid:
        again = rules.terms["reply_after_fee"]
        yield f"缴费：{with_weekday(history.paid)}；期限重新计算（{again.basis}）{_unless_read(again.unverified)}。"
    if history.extended:
        basis = rules.terms["extension"].basis
        yield f"延长：{history.extended} 个工作日（{basis}），合计 {reply.length() + history.extended} 个工作日。"


def _unless_read(unverified: str) -> str:
    return f"，{unverified}" if unverified else ""


def _consultation(one: Consultation, term: tuple[date, date], rules: Rules, calendar: Calendar) -> str:
    said = [f"征求{PARTIES[one.party]}意见：{chinese(one.sent)}发出"]
    if one.received:
        said.append(f"{chinese(one.received)}对方收到")
    if one.answered:
        said.append(f"{chinese(one.answered)}收到意见")
    return f"{'，'.join(said)}；{_effect(one, term, rules, calendar)}。"


def _effect(one: Consultation, term: tuple[date, date], rules: Rules, calendar: Calendar) -> str:
    """What a consultation takes out of a term, given by the day it runs from and its last day."""
    start, end = term
    found = pauses((one,), rules, calendar)
    if not found:
        return f"{rules.edition.label}没有规定这段时间不计入，照常计算"
    (stop,) = found
    if stop.after >= end:
        return "发出时答复期限已经届满，不影响答复期限"
    if not stop.known and stop.until == stop.after:
        return "意见未到，截止之日尚不能确定，暂不扣除"
    if stop.after < start and stop.until <= start:
        return "在答复期限重新计算以前已经结束，不影响答复期限"
    first = "发出次日" if stop.after >= start else "答复期限重新计算次日"
    days = calendar.workdays_between(max(start, stop.after), stop.until).days
    expiry = expiry_of(one, rules, calendar)
    late = expiry and (one.answered is None or one.answered > expiry.day)
    until = f"期限届满（{chinese(stop.until)}）" if late else "收到意见当日"
    return f"{first}起至{until}的 {days} 个工作日不计入（{rules.edition.basis}）"


def _end(history: History, due: Due, rules: Rules, calendar: Calendar) -> Iterator[str]:
    length = rules.length("reply") + history.extended
    yield f"第 {length} 个工作日：{with_weekday(due.day)}。"
    alarm = alarm_of(history, rules, calendar)
    if alarm.day != due.day:
        yield f"提醒按较严的算法（收到意见当日照常计入）：{chinese(alarm.day)}。"
