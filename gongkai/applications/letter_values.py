"""What the platform itself puts into a letter: who applies and when, what was asked, the articles by their full names, the
remedy by article and day; and what the step behind the letter says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from gongkai.applications.envelopes import evidence_of
from gongkai.applications.identity import own, unpacked
from gongkai.applications.letter_styles import ANY_COURT, review_of
from gongkai.applications.models import Application, Consultation, LetterStyle, Step
from gongkai.applications.replaying import law_step
from gongkai.law.applicants import applicants
from gongkai.law.cite import cite
from gongkai.law.dates import chinese
from gongkai.law.fees import Standard, charge
from gongkai.law.fees import standard as standard_of
from gongkai.law.letters import LetterKind
from gongkai.law.procedure import official_procedure
from gongkai.law.receipt import DAYS, NoReceipt, channels, receipt_of
from gongkai.law.remedies import Decision, NoRemedy
from gongkai.law.remedy_checks import remedy_paragraph

THIRD: Final = "LET-09"
QUERY: Final = "凭登记编号和查询码在本机关政府信息公开平台“申请查询”中查询"
# Facts of a step that stand in its letter under another name.
_AS: Final = {
    "yuan": "amount",
    "about": "information",
    "channel_told": "channel",
    "earlier_reply": "earlier",
    "earlier_provision": "earlier",
}
_CHANNEL: Final = "channel"  # in a reply the way to go, not the way the application came
_PAPER: Final = "纸质复制件"
# Facts that a letter says in its own words.
_NOT: Final = frozenset(
    {"key", "party", "channel", "outcome", "article", "matter", "approved", "number", "mode", "standard"}
)


def known(
    kind: LetterKind, step: Step, consultation: Consultation | None, style: LetterStyle
) -> dict[str, str]:
    """Everything that the platform knows for the blanks of a letter which a step of a case calls for."""
    case = step.application
    of_case = {blank: text for blank, text in _of_case(case) if kind.kind != "reply" or blank != _CHANNEL}
    values = of_case | dict(_of_step(step)) | dict(_of_parties(case))
    if consultation is not None:
        values |= _of_party(consultation)
    values |= {"contact": style.contact, "reply_way": style.contact, "legal_basis": _basis(step, case)}
    if kind.kind == "reply":
        values["remedy"] = remedy_for(kind, step, style)
    return {blank: text for blank, text in values.items() if text}


def remedy_for(kind: LetterKind, step: Step, style: LetterStyle) -> str:
    """The paragraph on remedies for a reply by its article and the day of decision (条例 第五十一条, 行政复议法 第二十三条); ""
    where none is known. A third party is told of its own way against the disclosure (LET-09), which no refusal is."""
    ground = step.facts.get("ground", "")
    article = "" if kind.code == THIRD else step.facts.get("article", "")
    decision = Decision(step.on, article, ground if isinstance(ground, str) else "", kind.code)
    try:
        return remedy_paragraph(
            decision, review_of(style, step.on), style.court or ANY_COURT, online=style.online
        )
    except NoRemedy:
        return ""


def _of_case(case: Application) -> Iterator[tuple[str, str]]:
    names = [own(one).name for one in case.applicants.filter(is_agent_of=None).order_by("sequence")]
    yield "applicant", "、".join(filter(None, names))
    yield "received", chinese(case.received_on)
    yield "request", case.wanted.strip().rstrip("。")
    yield "number", case.number
    yield "form", case.form or _PAPER
    yield "applicant_kind", applicants()[case.applicant_kind].label
    yield "channel", channels()[case.channel].label
    yield "due", chinese(case.due_on) if case.due_on else ""
    yield "query", QUERY
    yield "receipt_rule", _receipt_rule(case)
    corrected = case.steps.filter(code="correct").order_by("-position").first()
    yield "corrected", chinese(corrected.on) if corrected else ""


def _receipt_rule(case: Application) -> str:
    try:
        found = receipt_of(evidence_of(case))
    except NoReceipt:
        return ""
    return f"{DAYS[found.kind]}，{cite(found.rule.basis)}"


def _of_step(step: Step) -> Iterator[tuple[str, str]]:
    for name, value in law_step(step).facts.items():
        if name not in _NOT and value not in ("", None):
            yield _AS.get(name, name), _said(value)
    if step.code == "charge":
        standard = standard_of(step.facts["standard"], step.on)
        yield "standard", f"{standard.label}（{cite(standard.basis)}）"
        yield "computation", _computation(standard, step)
    if step.code == "consult":
        yield "sent", chinese(step.on)


def _computation(standard: Standard, step: Step) -> str:
    """The fee line by line, as the law computes it."""
    found = charge(standard, int(step.facts["quantity"]), int(step.facts["before"]))
    lines = [
        f"第{one.first}至第{one.last}{standard.unit}，每{standard.unit}{one.rate}元，{one.yuan}元"
        for one in found.lines
    ]
    return "；".join(lines)


def _said(value: Any) -> str:
    return chinese(value) if isinstance(value, date) else str(value)


def _of_parties(case: Application) -> Iterator[tuple[str, str]]:
    """Who was asked, by the keys that name nobody: an applicant need not know who the third party is."""
    keys = [one.key for one in case.consultations.order_by("pk")]
    yield "parties", "、".join(keys)


def _of_party(consultation: Consultation) -> Mapping[str, str]:
    asked = consultation.application.steps.filter(code="consult", facts__key=consultation.key).first()
    about = str(asked.facts.get("about", "")) if asked else ""
    return {
        "party": unpacked(consultation.sealed).name,
        "information": about or consultation.application.title,
    }


def _basis(step: Step, case: Application) -> str:
    """The article by its full name: of the decision, else of the step."""
    basis = step.facts.get("article") or official_procedure().steps[step.code].basis(case.received_on)
    return cite(basis) if basis else ""
