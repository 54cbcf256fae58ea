"""What may be done with a case, each a small form: the steps of the procedure as far as whoever looks may take them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from gongkai.applications import amending, charging, extending
from gongkai.applications.intake import evidence_of
from gongkai.applications.models import Application
from gongkai.applications.queries import standing
from gongkai.applications.taking import Taken, take
from gongkai.law.options import Option
from gongkai.law.procedure import StepKind, official_procedure
from gongkai.law.receipt import Evidence, receipt_of
from gongkai.law.standing import Standing
from gongkai.office.case_forms import AmendForm, ExtendForm, FeeForm, admitted, step_form
from gongkai.office.cases import case_or_404
from gongkai.office.organisation_forms import OfBodies
from gongkai.office.organisation_task import Task, task_page
from gongkai.office.uploads import person_of
from gongkai.organisations.access import allowed, held, may
from gongkai.organisations.models import Person

REPLIES: Final = ("reply", "extension")
OWN_PAGES: Final = {"consult": "case-consult", "decide": "case-reply", "serve": "letters"}
BY_CLERK: Final = {
    "extend": "applications.reply",
    "decide": "applications.reply",
    "amend": "applications.register",
}
CODE: Final = "case."
# What is wanted most often first; what is not named here comes after these, in the order of the procedure.
ORDER: Final = (
    *("serve", "correct", "explain", "pay", "charge_receipt", "opinion", "consult_receipt", "decide"),
    *("ask_correction", "consult", "search", "review", "extend", "charge", "tell_third_party"),
)
LAST: Final = ("move", "withdraw", "amend")
SAYS: Final = {"decide": "拟写答复", "serve": "制作、送达文书"}


class Offer(NamedTuple):
    """Something that may be done now: its words, where it is done, and what it would breach."""

    code: str
    label: str
    address: str
    warns: tuple[str, ...]


class Doing(NamedTuple):
    """How a step is taken that is not simply written down. ``act``: case, what was filled in, by whom, when → sentence."""

    form: type[OfBodies]
    act: Callable[[Application, Mapping[str, Any], Person, datetime], str]
    warning: str


def offers(case: Application, person: Person, stands: Standing, today: date) -> Iterator[Offer]:
    """What this person may do with the case as it stands."""
    for option in sorted(stands.options, key=_place):
        if option.permitted and may_take(case, person, option.code, today):
            name = OWN_PAGES.get(option.code)
            address = (
                reverse(name, args=[case.pk]) if name else reverse("case-step", args=[case.pk, option.code])
            )
            yield Offer(option.code, SAYS.get(option.code, option.label), address, option.warns)


def _place(option: Option) -> int:
    if option.code in LAST:
        return len(ORDER) + 1 + LAST.index(option.code)
    return ORDER.index(option.code) if option.code in ORDER else len(ORDER)


def may_take(case: Application, person: Person, code: str, today: date) -> bool:
    """Whether somebody has the post for a step at the body of the case."""
    action = BY_CLERK.get(code)
    return allowed(person, action, case.body, today) if action else bool(post_for(case, person, code, today))


def post_for(case: Application, person: Person, code: str, today: date) -> str:
    """The post by which somebody takes a step; "" where they hold none of those the procedure names."""
    mine = {one.post for one in held(person, today) if one.body_id == case.body_id}
    return next((post for post in official_procedure().steps[code].by if post in mine), "")


@may("applications.see")
def step(request: HttpRequest, key: int, code: str) -> HttpResponse:
    """One step: what it has to say, and the law's answer."""
    case, person, today = case_or_404(request, key), person_of(request), timezone.localdate()
    kind = official_procedure().steps.get(code)
    if kind is None or code in OWN_PAGES or code == "receive":
        raise Http404
    if not may_take(case, person, code, today):
        raise PermissionDenied(f"您没有任{case.body.name}办理“{kind.label}”的岗位。")
    return task_page(request, _task(case, kind, person))


def _task(case: Application, kind: StepKind, person: Person) -> Task:
    doing = DOINGS.get(kind.code) or Doing(step_form(kind, case), _written_down(kind), "")
    return Task(
        code=f"{CODE}{kind.code}",
        subject=case.pk,
        title=f"{case.number}：{kind.label}",
        button=kind.label,
        form=doing.form,
        act=lambda given, form: doing.act(case, given, person, timezone.now()),
        back=(case.number, reverse("case", args=[case.pk])),
        choices={},
        initial={},
        warning="；".join(_warnings(case, kind.code)) or doing.warning,
    )


def _warnings(case: Application, code: str) -> tuple[str, ...]:
    found = (one for one in standing(case, timezone.localdate()).options if one.code == code)
    return next((one.warns or ((one.why_not,) if one.why_not else ()) for one in found), ())


def _written_down(kind: StepKind) -> Callable[[Application, Mapping[str, Any], Person, datetime], str]:
    def act(case: Application, given: Mapping[str, Any], by: Person, at: datetime) -> str:
        facts = {name: given[name] for name in kind.needs}
        taken = Taken(kind.code, given["on"], facts, admitted(given["papers"]))
        take(case, taken, by=by, post=post_for(case, by, kind.code, timezone.localdate(at)), at=at)
        return f"已办理：{kind.label}。"

    return act


def _charge(case: Application, given: Mapping[str, Any], by: Person, at: datetime) -> str:
    step = charging.charge(case, given["standard"], given["quantity"], by=by, at=at)
    return f"已发出收费通知，应收 {step.facts['yuan']} 元。请打印收费通知送达申请人。"


def _extend(case: Application, given: Mapping[str, Any], by: Person, at: datetime) -> str:
    extending.ask(case, given["days"], reason=given["reason"], by=by, at=at)
    return "延期已送审，签发以后生效；生效以前期限不变。"


def _amend(case: Application, given: Mapping[str, Any], by: Person, at: datetime) -> str:
    amending.propose(case, _mended(case, given["on"]), reason=given["reason"], by=by, at=at)
    return "更正已提出，由另一人核对以后生效。"


def _mended(case: Application, day: date) -> Evidence:
    """The evidence of a case with another day in the place of the one that counts."""
    known = evidence_of(case)
    values = {name: getattr(known, name) for name in known.__dataclass_fields__}
    return Evidence(**values | {receipt_of(known).kind: day})


DOINGS: Final[Mapping[str, Doing]] = {
    "charge": Doing(FeeForm, _charge, "金额由平台按件数或者页数计算，同一申请人当月此前的件数从登记簿上数。"),
    "extend": Doing(ExtendForm, _extend, "延长最多 20 个工作日，应在答复期限届满以前同意并告知申请人。"),
    "amend": Doing(AmendForm, _amend, "收到日期决定全部期限。更正要由另一人核对，原来的登记保留。"),
}
