"""The one way in which anything happens to a case: the law is asked, the step is appended, the table's columns follow."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.applications.clock import calendar
from gongkai.applications.models import Application, Paper, ReplyDraft
from gongkai.applications.models import Step as Row
from gongkai.applications.replaying import CACHED, cached, rules_of, steps_of, stored
from gongkai.applications.sealing import seal
from gongkai.applications.watching import watch
from gongkai.approvals.models import Matter, State
from gongkai.journal.canonical import written
from gongkai.journal.clear import personal_number
from gongkai.law import replay as law
from gongkai.law.load import LawError
from gongkai.law.procedure import NotPermitted, Step, official_procedure
from gongkai.law.standing import Standing
from gongkai.law.terms import NoRules
from gongkai.organisations.holdings import posts_of
from gongkai.organisations.models import Person
from gongkai.organisations.noting import note
from gongkai.organisations.refusal import Refused

OUTSIDE: Final = ("applicant", "third_party")
SIGNED: Final = {"decide": "reply", "extend": "extension"}  # step → chain that has to have passed
APPLICATION: Final = "applications.Application"
MATTER: Final = "matter"  # the fact that names the matter


@dataclass(frozen=True)
class Taken:
    """What happens: the step of ``law.procedure``, the day it took effect, what it says (days as dates), and the papers
    that came with it, each as digest in the file store and name."""

    code: str
    on: date
    facts: Mapping[str, Any] = field(default_factory=dict)
    papers: Sequence[tuple[str, str]] = ()


@transaction.atomic
def take(application: Application, taken: Taken, *, by: Person | None, post: str, at: datetime) -> Row:
    """Take a step in a case. ``post``: who does it in the words of the procedure, applicant and third_party included, for
    whom ``by`` is None.

    Refused with the law's own sentence where the step may not be taken in this state, on this day, by this post, or lacks
    what it has to say; where it has to be signed first and is not; and for a day to come.
    """
    locked = (
        Application.objects.select_for_update(of=("self",))
        .select_related("body", "clerk")
        .get(pk=application.pk)
    )
    _refuse_stranger(locked, taken, by, post, localdate(at))
    _refuse_unsigned(locked, taken)
    if taken.code == "amend":
        _refuse_alone(locked, taken, by)
    before = steps_of(locked)
    after = [*before, Step(taken.code, taken.on, post, dict(taken.facts))]
    found = permitted(before, after)
    row = append(locked, taken, len(after), by=by, post=post, at=at)
    keep(locked, cached(found, after))
    _note(locked, taken, found, by, at)
    watch(locked, at=at)
    for name in CACHED:
        setattr(application, name, getattr(locked, name))
    return row


def append(
    application: Application, taken: Taken, position: int, *, by: Person | None, post: str, at: datetime
) -> Row:
    """The rows of a step and its papers; whoever calls has asked the law."""
    row = Row.objects.create(
        application=application,
        position=position,
        code=taken.code,
        on=taken.on,
        post=post,
        person=by,
        facts=stored(taken.facts),
        from_paper=application.taken_over and at == application.registered_at,
        recorded_at=at,
    )
    Paper.objects.bulk_create(
        Paper(step=row, order=order, digest=digest, sealed_name=seal(name[:255]))
        for order, (digest, name) in enumerate(taken.papers, 1)
    )
    return row


def keep(application: Application, columns: Mapping[str, Any]) -> None:
    """Write the cache of a case; nobody else does."""
    for name, value in columns.items():
        setattr(application, name, value)
    application.save(update_fields=list(columns))


def permitted(before: Sequence[Step], after: Sequence[Step]) -> Standing:
    """The standing after one more step than before. Refused with the law's sentence where it may not be taken."""
    try:
        return law.permit(before, after[-1], rules_of(after), calendar())
    except (NotPermitted, NoRules, LawError, LookupError) as refusal:
        raise Refused(_sentence(str(refusal))) from refusal


def _refuse_stranger(
    application: Application, taken: Taken, by: Person | None, post: str, today: date
) -> None:
    """Who may take a step: the posts that the procedure names, held at this body on this day."""
    kind = official_procedure().steps.get(taken.code)
    if kind is None or taken.code == "receive":
        raise Refused(f"没有“{taken.code}”这一步。")
    if taken.on > today:
        raise Refused(f"“{kind.label}”的日期 {taken.on} 还没有到。")
    if post not in kind.by:
        raise Refused(f"“{kind.label}”不由这个岗位办理。")
    if personal_number(written(stored(taken.facts))):
        raise Refused("办理记录里不要写身份证号和手机号；需要的，作为材料上传。")
    _refuse_in_other_name(application, kind.label, by, post, today)


def _refuse_in_other_name(
    application: Application, label: str, by: Person | None, post: str, today: date
) -> None:
    """Nobody of the office acts as the applicant or the party, and nobody without the post as who holds it."""
    if post in OUTSIDE:
        if by is not None:
            raise Refused(f"“{label}”由申请人、第三方自己办理，工作人员不能以其名义办理。")
        return
    if by is None:
        raise Refused(f"“{label}”请写明由谁办理。")
    if not any((one.body_id, one.post) == (application.body_id, post) for one in posts_of(by, today)):
        raise Refused(f"您没有任{application.body.name}的这个岗位，不能办理“{label}”。")


def _refuse_unsigned(application: Application, taken: Taken) -> None:
    """A reply or an extension is taken only on a matter that passed its chain, each matter for one step."""
    chain = SIGNED.get(taken.code)
    if chain is None:
        return
    label = official_procedure().steps[taken.code].label
    matter = taken.facts.get(MATTER)
    passed = Matter.objects.filter(
        pk=matter if isinstance(matter, int) else 0,
        subject=subject(application, chain),
        chain=chain,
        state=State.PASSED,
    )
    if not passed.exists():
        raise Refused(f"“{label}”应先送审，签发后才能办理。")
    if application.steps.filter(code=taken.code, facts__matter=matter).exists():
        raise Refused(f"这次签发的“{label}”已经办理过了。")
    if not _as_signed(taken, passed.get()):
        raise Refused(f"“{label}”与签发的内容不一致，不能办理。")


def _as_signed(taken: Taken, matter: Matter) -> bool:
    """Whether a step says what was signed, and nothing else: the extension by its days, the reply by everything."""
    if taken.code == "extend":
        shown = matter.presentations.get(turn=matter.turn)
        return bool(json.loads(shown.content)["metadata"].get("days") == taken.facts.get("days"))
    held = ReplyDraft.objects.filter(matter=matter, digest=matter.digest).order_by("-pk").first()
    if held is None:
        return False
    said = {name: value for name, value in stored(taken.facts).items() if name != MATTER}
    papers = [(one.digest, one.name) for one in held.papers.order_by("order")]
    whole = {**held.facts, "outcome": held.outcome, "article": held.article}
    return said == whole and list(taken.papers) == papers


def subject(application: Application, chain: str) -> str:
    """How decisions name a reply to an application, or the extension of its term."""
    return f"{APPLICATION}:{application.pk}:{chain}"


def _refuse_alone(application: Application, taken: Taken, by: Person | None) -> None:
    """A wrong registration is corrected by two (`amending`): the second has confirmed it."""
    key, day = taken.facts.get("amendment"), taken.facts.get("received")
    used = application.steps.filter(code="amend")
    confirmed = application.amendments.filter(
        pk=key if isinstance(key, int) else 0,
        confirmed=True,
        received=day if isinstance(day, date) else date.min,
        second__account=str(taken.facts.get("second")),
    )
    if not confirmed.exclude(second=by).exists() or used.filter(facts__amendment=key).exists():
        raise Refused("更正登记应由另一人核对以后才能办理。")


def _sentence(text: str) -> str:
    return text if text.endswith("。") else f"{text}。"


def _note(application: Application, taken: Taken, found: Standing, by: Person | None, at: datetime) -> None:
    note(
        f"applications.{taken.code}",
        application,
        body=application.body,
        by=by,
        on=localdate(at),
        after={
            "on": taken.on,
            "state": found.state,
            "due": found.due.day if found.due else None,
            "outcome": found.outcome,
            "papers": [digest for digest, _ in taken.papers],
        },
    )
