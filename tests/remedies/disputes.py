"""Reviews and suits made by hand for the tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from gongkai.applications.models import Application
from gongkai.organisations.models import Body, Person, Post
from gongkai.remedies.actions import Filing, Taken, register, take
from gongkai.remedies.models import Remedy, RemedyStep
from tests.applications.cases import from_web, step

CAME = date(2026, 4, 1)  # a Wednesday; ten working days later is 2026-04-16 (Tomb-sweeping Day lies between)


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), ZoneInfo("Asia/Shanghai"))


def a_filing(**more: object) -> Filing:
    """A review, asked for because of a reply."""
    known = Filing(
        kind="review",
        dispute="reply",
        title="不服政府信息公开答复",
        tribunal="青溪县人民政府",
        received_on=CAME,
        case_number="青政复〔2026〕7号",
    )
    return replace(known, **more)  # type: ignore[arg-type]


def a_review(body: Body, by: Person, **more: object) -> Remedy:
    filing = a_filing(**more)
    return register(body, filing, by=by, at=noon(filing.received_on))


def a_suit(body: Body, by: Person, **more: object) -> Remedy:
    known = {"kind": "direct", "tribunal": "青溪县人民法院", "case_number": "（2026）某0101行初7号"}
    return a_review(body, by, **{**known, **more})


def taken(remedy: Remedy, code: str, on: date, *, by: Person, **facts: object) -> RemedyStep:
    """Take a step on its own day."""
    return take(remedy, Taken(code, on, facts), by=by, at=noon(on))


def decided(remedy: Remedy, result: str, on: date, *, by: Person, **facts: object) -> Remedy:
    """With a defect where the result wants one."""
    if result in ("annulled_redo", "perform", "illegal", "suit_annulled_redo", "suit_illegal"):
        facts.setdefault("defects", ["search"])
    taken(remedy, "decide", on, by=by, result=result, **facts)
    return remedy


def a_closed_application(
    body: Body, staff: dict[Post, Person], closed: date = date(2026, 3, 9)
) -> Application:
    """Withdrawn: the shortest way in which an application is closed."""
    application = from_web(body).application
    step(application, "withdraw", closed, post="applicant")
    return application
