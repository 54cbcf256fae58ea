"""The conditions of the procedure: each looks at a case and a step about to be taken, and gives the values for its
sentence where it does not hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from gongkai.law.fees import Charge, NoFee, charge, standard
from gongkai.law.outcomes import Outcome, fact_labels, outcomes
from gongkai.law.procedure import Step, official_procedure
from gongkai.law.running import AGREES, MODES, VIEWS, Running
from gongkai.law.terms import PARTIES

Values = Mapping[str, object]
OPENING: Final = ("granted", "granted_in_part")
FOR_OTHERS: Final = ("trade_secret", "privacy")
HOLDS: Final = None


def received_not_later(case: Running, step: Step) -> Values | None:
    received = step.day("received")
    return {"received": received, "on": step.on} if received and received > step.on else HOLDS


def correction_once(case: Running, step: Step) -> Values | None:
    asked = case.on("ask_correction")
    return {"asked": asked} if asked else HOLDS


def correction_notice_in_time(case: Running, step: Step) -> Values | None:
    term = case.rules.term("correction_notice")
    if term is None or term.amount is None or case.received is None:
        return HOLDS
    last = case.calendar.add_workdays(case.received, term.amount).day
    return {"days": term.amount, "last": last, "on": step.on} if step.on > last else HOLDS


def explained(case: Running, step: Step) -> Values | None:
    return HOLDS if case.on("explain") else {}


def not_overdue(case: Running, step: Step) -> Values | None:
    due = case.due(as_of=step.on).day
    return {"due": due, "on": step.on} if step.on > due else HOLDS


def party_known(case: Running, step: Step) -> Values | None:
    return {"party": step.text("party")} if step.text("party") not in ("", *PARTIES) else HOLDS


def key_new(case: Running, step: Step) -> Values | None:
    return {"key": step.text("key")} if step.text("key") in case.asked else HOLDS


def key_asked(case: Running, step: Step) -> Values | None:
    known = step.text("key") in case.asked if "key" in step.facts else bool(case.asked)
    return HOLDS if known else {"key": step.text("key") or "第三方"}


def view_known(case: Running, step: Step) -> Values | None:
    return {"view": step.text("view")} if step.text("view") not in ("", *VIEWS) else HOLDS


def extension_positive(case: Running, step: Step) -> Values | None:
    return {"days": step.whole("days")} if "days" in step.facts and step.whole("days") < 1 else HOLDS


def extension_approved(case: Running, step: Step) -> Values | None:
    return {} if "days" in step.facts and not step.text("approved").strip() else HOLDS


def extension_within_limit(case: Running, step: Step) -> Values | None:
    limit, days = case.rules.length("extension"), step.whole("days") or 1
    if case.extended + days <= limit:
        return HOLDS
    return {"limit": limit, "before": case.extended, "days": days}


def not_charged_before(case: Running, step: Step) -> Values | None:
    charged = case.on("charge")
    return {"charged": charged} if charged else HOLDS


def fee_right(case: Running, step: Step) -> Values | None:
    if "standard" not in step.facts:
        return HOLDS
    try:
        due = _charge(step)
    except NoFee as error:
        return {"why": str(error)}
    if due.yuan == step.whole("yuan"):
        return HOLDS
    return {"why": f"{due.standard.label}应为 {due.yuan} 元，写的是 {step.whole('yuan')} 元"}


def fee_above_free(case: Running, step: Step) -> Values | None:
    if step.whole("yuan") == 0:
        return HOLDS
    try:
        due = _charge(step)
    except NoFee:
        return HOLDS
    free = next(one.last for one in due.standard.bands if one.rate == 0)
    return {"quantity": free, "unit": due.standard.unit} if due.yuan == 0 else HOLDS


def _charge(step: Step) -> Charge:
    found = standard(step.text("standard"), step.on)
    return charge(found, step.whole("quantity"), step.whole("before"))


def fee_notice_in_time(case: Running, step: Step) -> Values | None:
    return not_overdue(case, step)


def paid_in_time(case: Running, step: Step) -> Values | None:
    term = case.fee_term()
    return {"last": term.day, "on": step.on} if term and step.on > term.day else HOLDS


def outcome_known(case: Running, step: Step) -> Values | None:
    code = step.text("outcome")
    return {"outcome": code} if code and code not in outcomes() else HOLDS


def outcome_fits_state(case: Running, step: Step) -> Values | None:
    outcome = _outcome(step)
    if outcome is None:
        return HOLDS
    why = _why_not_yet(case, step, outcome)
    return {"label": outcome.label, "why": why} if why else HOLDS


def _why_not_yet(case: Running, step: Step, outcome: Outcome) -> str:
    if not outcome.allowed(case.rules.day):
        return f"{case.rules.edition.label}没有这种结果"
    if case.state not in outcome.states:
        states = official_procedure().states
        wanted = "、".join(states[one].label for one in outcome.states)
        return f"案件应处于{wanted}，现在是{states[case.state].label}"
    if case.state in ("correcting", "unpaid", "explaining") and outcome.code in LAPSES:
        until = case.waited_until()
        if until is None:
            return "申请人收到收费通知的日期没有登记"
        if step.on <= until.day:
            return f"申请人的期限到 {until.day} 才届满"
    return ""


LAPSES: Final = ("correction_overdue", "fee_unpaid", "excessive")


def article_allowed(case: Running, step: Step) -> Values | None:
    outcome, article = _outcome(step), step.text("article")
    if outcome is None or not article:
        return HOLDS
    allowed = outcome.allowed(case.rules.day)
    if any(article.startswith(one) for one in allowed) or not allowed:
        return HOLDS
    return {"label": outcome.label, "allowed": "、".join(allowed), "article": article}


def records_kept(case: Running, step: Step) -> Values | None:
    outcome = _outcome(step)
    if outcome is None:
        return HOLDS
    kinds = official_procedure().steps
    missing = [kinds[code].label for code in outcome.records if code not in case.last]
    if "article" in step.facts:
        missing += [fact_labels()[code] for code in outcome.facts if not step.text(code).strip()]
    return {"label": outcome.label, "missing": "、".join(missing)} if missing else HOLDS


def reviewed(case: Running, step: Step) -> Values | None:
    return HOLDS if case.on("review") else {}


def consultation_over(case: Running, step: Step) -> Values | None:
    waiting = [
        key for key, one in case.asked.items() if one.answered is None and not _expired(case, key, step)
    ]
    return {"parties": "、".join(waiting)} if waiting else HOLDS


def _expired(case: Running, key: str, step: Step) -> bool:
    term = case.opinion_term(key)
    return term is not None and step.on > term.day


def refusal_weighed(case: Running, step: Step) -> Values | None:
    if step.text("outcome") not in OPENING or step.text("weighed").strip():
        return HOLDS
    against = [
        key
        for key, one in case.asked.items()
        if one.party != "agency" and case.view_of(key, step.on) != AGREES
    ]
    return {"parties": "、".join(against)} if against else HOLDS


def consent_heeded(case: Running, step: Step) -> Values | None:
    outcome = _outcome(step)
    if outcome is None or outcome.code not in FOR_OTHERS:
        return HOLDS
    views = {key: case.view_of(key, step.on) for key, one in case.asked.items() if one.party == "third"}
    if not views or set(views.values()) != {AGREES}:
        return HOLDS
    return {"parties": "、".join(views), "label": outcome.label}


def mode_known(case: Running, step: Step) -> Values | None:
    return {"mode": step.text("mode")} if step.text("mode") not in ("", *MODES) else HOLDS


def reply_in_time(case: Running, step: Step) -> Values | None:
    if case.run.stopped:
        return HOLDS
    due = case.due(as_of=step.on).day
    return {"due": due, "on": step.on} if step.on > due else HOLDS


def _outcome(step: Step) -> Outcome | None:
    return outcomes().get(step.text("outcome"))


CONDITIONS: Final[Mapping[str, Callable[[Running, Step], Values | None]]] = {
    one.__name__: one
    for one in (
        received_not_later,
        correction_once,
        correction_notice_in_time,
        explained,
        not_overdue,
        party_known,
        key_new,
        key_asked,
        view_known,
        extension_positive,
        extension_approved,
        extension_within_limit,
        not_charged_before,
        fee_right,
        fee_above_free,
        fee_notice_in_time,
        paid_in_time,
        outcome_known,
        outcome_fits_state,
        article_allowed,
        records_kept,
        reviewed,
        consultation_over,
        refusal_weighed,
        consent_heeded,
        mode_known,
        reply_in_time,
    )
}
