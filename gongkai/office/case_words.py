"""What is known of a case in the words of the office: the facts of its steps, its lamp, the days within which it is due."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from django.db.models import Q

from gongkai.applications.models import Application
from gongkai.law.calendar import Calendar
from gongkai.law.fees import standards
from gongkai.law.outcomes import fact_labels, outcomes
from gongkai.law.procedure import official_procedure
from gongkai.law.receipt import channels
from gongkai.law.running import MODES, VIEWS
from gongkai.law.terms import PARTIES
from gongkai.office.case_clock import working_lamp
from gongkai.office.home import Lamp

FACTS: Final[Mapping[str, str]] = {
    "channel": "渠道",
    "former": "原登记编号",
    "received": "更正后的收到日期",
    "second": "核对人账号",
    "reason": "理由",
    "to": "转给",
    "until": "截止日期",
    "key": "对象",
    "party": "对象的类别",
    "view": "意见",
    "where": "检索的范围（系统、库房、科室）",
    "words": "检索词",
    "finding": "审查意见",
    "days": "延长工作日",
    "approved": "由谁同意",
    "standard": "收费标准",
    "quantity": "数量（件或者页）",
    "before": "本月此前的数量",
    "yuan": "金额（元）",
    "outcome": "办理结果",
    "article": "依据",
    "mode": "送达方式",
    "number": "文号或者邮件号码",
    "weighed": "决定公开的理由",
}
SIGNS: Final[Mapping[str, str]] = {
    "open": "question",
    "correcting": "gap",
    "explaining": "gap",
    "unpaid": "gap",
    "decided": "question",
    "closed": "clean",
}
UNSAID: Final = ("matter", "letter", "draft")  # keys of rows, which say nothing to a reader
WITHIN: Final = (
    ("late", "已经逾期"),
    ("5", "5 个工作日以内到期"),
    ("10", "10 个工作日以内到期"),
    ("provisional", "期限暂定"),
)


def facts_in_words(facts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Label and words of everything a step says."""
    for name, value in facts.items():
        if name not in UNSAID and value not in ("", None):
            yield FACTS.get(name) or fact_labels().get(name, name), said(name, value)


def said(name: str, value: Any) -> str:
    """A fact as a person reads it."""
    words = choices(name).get(value) if isinstance(value, str) else None
    return words or (f"{value:%Y-%m-%d}" if isinstance(value, date) else f"{value}")


def choices(name: str) -> Mapping[str, str]:
    """Code and word of each value that a fact may have; none where it is free."""
    known: Mapping[str, Mapping[str, str]] = {
        "channel": {one.code: one.label for one in channels().values()},
        "party": PARTIES,
        "view": VIEWS,
        "mode": MODES,
        "standard": {one.code: one.label for one in standards()},
        "outcome": {one.code: one.label for one in outcomes().values()},
    }
    return known.get(name, {})


def state_of(case: Application) -> tuple[str, str]:
    """Class and words of where a case stands."""
    return SIGNS[case.state], official_procedure().states[case.state].label


def lamp_of_case(case: Application, today: date, calendar: Calendar) -> Lamp | None:
    """The lamp of the reply term, by the stricter reading of its last day."""
    return working_lamp(case.alarm_on or case.due_on, today, calendar)


def due_within(word: str, today: date, calendar: Calendar) -> Q:
    """The cases of a word of ``WITHIN``."""
    if word == "provisional":
        return Q(due_provisional=True)
    if word == "late":
        return Q(due_on__lt=today)
    return Q(due_on__gte=today, due_on__lte=calendar.add_workdays(today, int(word)).day)
