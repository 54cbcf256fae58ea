"""A case as its applicant sees it: where it stands, the days of its term, what happened, what may be done now."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from gongkai.applications.models import Application, Service, Step
from gongkai.applications.replaying import law_step, standing
from gongkai.law.calendar import Due
from gongkai.law.dates import chinese
from gongkai.law.letters import letters
from gongkai.law.outcomes import outcomes
from gongkai.law.procedure import CLOSED, official_procedure
from gongkai.law.procedure import Step as LawStep
from gongkai.law.remedies import Decision, NoRemedy, remedy_of
from gongkai.law.standing import WITHDRAWN, Standing, Stretch
from gongkai.law.strip import StripDay
from gongkai.organisations.models import Body
from gongkai.organisations.queries import find_body
from gongkai.portal.body_guide import review_of
from gongkai.portal.day_strip import DayStrip, Marks, day_strip

STATES: Final = {
    "open": "机关正在办理。",
    "correcting": "机关请您补正，补正以后重新计算答复期限。",
    "explaining": "机关请您说明理由。",
    "unpaid": "机关发出了收费通知，缴费以后重新计算答复期限。",
    "decided": "答复已经签发，正在送达。",
    "closed": "已经办结。",
}
# What the applicant does on this page, by the step of the procedure it is.
OWN: Final = ("correct", "explain", "charge_receipt", "withdraw")
# In the applicant's words, where the procedure's are for the office.
LABELS: Final = {
    "move": "转本机关有关内设机构办理",
    "consult": "征求意见",
    "consult_receipt": "被征求意见的一方收到征求意见书",
    "opinion": "收到意见",
    "search": "检索有关信息",
    "review": "公开审查",
}
HIDDEN: Final = ("tell_third_party",)
MODES: Final = {"direct": "直接送达", "post": "邮寄", "electronic": "电子送达"}


class Paper(NamedTuple):
    """A file of a step, by its places, with its name."""

    step: int
    order: int
    name: str


class Line(NamedTuple):
    """Something that happened: when, what, what it says, and the files that the applicant may fetch."""

    day: date
    label: str
    says: str
    papers: tuple[Paper, ...]


class Part(NamedTuple):
    """A stretch of the term: how it began, and its days."""

    says: str
    strip: DayStrip


class Sent(NamedTuple):
    """A letter that was sent to the applicant: key of the letter, title, number, how and when it was sent, and the day it
    was received, None where nobody said so yet."""

    key: int
    title: str
    number: str
    mode: str
    sent: date
    received: date | None


@dataclass(frozen=True)
class CaseShown:
    """Everything the page of a case says. ``may``: codes of what the applicant may do; ``asked``: what the office asked for
    last; ``right``: the body that it named as the right one."""

    standing: Standing
    state: str
    due: Due | None
    late: bool
    parts: Sequence[Part]
    lines: Sequence[Line]
    letters: Sequence[Sent]
    may: frozenset[str]
    asked: str
    outcome: str
    article: str
    remedy: str
    right: Body | None


def shown(case: Application, today: date) -> CaseShown:
    """The case as it stands on a day."""
    found, rows = standing(case, today), list(case.steps.order_by("position").prefetch_related("papers"))
    out = served_in(rows)
    decided = next((law_step(row) for row in reversed(rows) if row.pk in out and row.code == "decide"), None)
    last = decided if found.state == CLOSED else None
    return CaseShown(
        standing=found,
        state=STATES[found.state],
        due=found.due,
        late=bool(found.due and today > found.due.day),
        parts=[_part(stretch, strip, found, today) for stretch, strip in found.trace()],
        lines=list(_lines(rows, out)),
        letters=[_sent(one) for one in services_of(case)],
        may=frozenset(one.code for one in found.options if one.permitted and one.code in OWN),
        asked=_asked(rows),
        outcome=_outcome(found),
        article=last.text("article") if last else "",
        remedy=_remedy(case, last) if last else "",
        right=_right(case, last) if last else None,
    )


def served_in(rows: Iterable[Step]) -> frozenset[int]:
    """The keys of the steps by which a reply was decided and served, of the rows of a case in their order. A reply that was
    taken back before, or is signed anew and not served yet, is not among them."""
    out: set[int] = set()
    waiting = 0
    for row in rows:
        if row.code == "decide":
            waiting = row.pk
        elif row.code == "serve":
            out |= {waiting, row.pk}
        elif row.code in ("redraft", "reopen"):
            waiting = 0
    return frozenset(out - {0})


def own_papers(row: Step, out: Collection[int]) -> bool:
    """Whether the applicant may fetch the files of a step: their own, and those of a reply that was served (``out``)."""
    return row.post == "applicant" or row.code == "receive" or row.pk in out


def services_of(case: Application) -> list[Service]:
    """How each letter to the applicant was sent, the last time; what was not sent, or was voided, is not the applicant's."""
    mine = [one.code for one in letters().values() if one.to == "applicant"]
    sent = Service.objects.filter(
        letter__application=case,
        letter__code__in=mine,
        letter__voided_at__isnull=True,
        letter__consultation__isnull=True,
    )
    return list({one.letter_id: one for one in sent.select_related("letter")}.values())


def _sent(one: Service) -> Sent:
    letter, mode = one.letter, one.get_mode_display()
    return Sent(letter.pk, letter.get_code_display(), letter.number, mode, one.sent_on, one.received_on)


def _part(stretch: Stretch, days: Sequence[StripDay], found: Standing, today: date) -> Part:
    begun = official_procedure().steps[stretch.why].label
    running = found.due and stretch is found.stretches[-1]
    last = found.due.day if found.due and running else None
    return Part(
        f"{chinese(stretch.start)}{begun}，次日起计算",
        day_strip(days, Marks(stretch.start, last, None, today)),
    )


def _lines(rows: Sequence[Step], out: Collection[int]) -> Iterator[Line]:
    for row in rows:
        if row.code in HIDDEN:
            continue
        listed = "letter" in row.facts  # among the letters
        papers = row.papers.all() if own_papers(row, out) and not listed else ()
        kept = tuple(Paper(row.position, paper.order, paper.name) for paper in papers)
        yield Line(row.on, LABELS.get(row.code, row.get_code_display()), _says(law_step(row)), kept)


def _says(step: LawStep) -> str:
    """What a step says to the applicant; what it says to the office alone stays there."""
    until = step.day("until")
    by = f"请在{chinese(until)}以前。" if until else ""
    if step.code == "ask_correction":
        return f"需要补正：{step.text('reason')}。{by}"
    if step.code == "extend":
        return f"延长 {step.whole('days')} 个工作日。"
    if step.code == "charge":
        return f"信息处理费 {step.whole('yuan')} 元。"
    if step.code == "delay":
        return f"延迟到{chinese(until)}答复：{step.text('reason')}" if until else ""
    if step.code == "serve":
        return f"{MODES.get(step.text('mode'), '')}。"
    return by if step.code == "ask_explanation" else ""


def _asked(rows: Sequence[Step]) -> str:
    asked = [row for row in rows if row.code in ("ask_correction", "ask_explanation", "charge")]
    return _says(law_step(asked[-1])) if asked else ""


def _outcome(found: Standing) -> str:
    if found.state != CLOSED:
        return ""
    if found.outcome == WITHDRAWN:
        return "申请已经撤回"
    return outcomes()[found.outcome].label if found.outcome in outcomes() else ""


def _remedy(case: Application, decided: LawStep) -> str:
    decision = Decision(decided.on, decided.text("article"), decided.text("ground"))
    try:
        return remedy_of(decision).text.format(review=review_of(case.body, decided.on), court="人民法院")
    except NoRemedy:
        return ""


def _right(case: Application, decided: LawStep) -> Body | None:
    """The body that the reply names as responsible, where it is one of this platform."""
    found = find_body(decided.text("responsible")) if decided.text("responsible") else None
    return found if found and found.pk != case.body_id and not found.abolished_on else None
