"""A reply on its way: drafted, handed in with everything that goes out with it, and taken into the case once it is signed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.applications.models import Application, ReplyDraft, ReplyHand, ReplyPaper
from gongkai.applications.models import Step as Row
from gongkai.applications.paper_looks import refuse_unexplained, suspects
from gongkai.applications.replaying import steps_of, stored, typed
from gongkai.applications.sealing import seal, unseal
from gongkai.applications.taking import Taken, permitted, subject, take
from gongkai.approvals import actions as approvals
from gongkai.approvals.digest import Content, digest_of
from gongkai.approvals.models import Kind, Matter, Outcome, State
from gongkai.approvals.queries import latest
from gongkai.journal.clear import personal_number
from gongkai.law.letters import blanks
from gongkai.law.outcomes import fact_labels, outcomes
from gongkai.law.procedure import CLOSED, Step
from gongkai.organisations.access import allowed
from gongkai.organisations.models import Person
from gongkai.organisations.noting import note
from gongkai.organisations.refusal import Refused

CHAIN: Final = "reply"
REPLY: Final = "applications.reply"
LEFT: Final = "left"
OWN_LABELS: Final = {LEFT: "随附材料里的疑点可以提供的理由", "weighed": "决定公开的理由"}
Papers = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Reply:
    """What is to be answered: an outcome of ``law.outcomes``, the article, what the decision has to say (``facts``), the
    blanks of its letter (``values``), and the files that go out with it (digest in the store, name)."""

    outcome: str
    article: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    papers: Sequence[tuple[str, str]] = ()


@transaction.atomic
def draft(application: Application, reply: Reply, *, by: Person, at: datetime) -> ReplyDraft:
    """Write the draft of a reply, or write it anew while it is not being decided on. Refused for an outcome or article that
    the law has not, for a closed case, and while a draft is under approval."""
    locked = _locked(application)
    _refuse_without_post(locked, by, at)
    if locked.state in (CLOSED, "decided"):
        raise Refused("已签发或者已办结的申请，不能再拟写答复。")
    _refuse_unknown(locked, reply)
    known = open_draft(locked)
    if known is not None and under_approval(known):
        raise Refused("答复稿正在审签，不能改动；要改，请先撤回送审。")
    return _written(known or ReplyDraft(application=locked), reply, by, at)


def hand_in(draft: ReplyDraft, *, by: Person, at: datetime, note_of_change: str = "") -> Matter:
    """Hand a draft in for 核稿, the looks, 法制审核 and 签发; what came back goes into the same matter. Refused with the law's
    sentence where the case could not be decided so today, and where the screening finds something in a paper that goes out
    and the draft gives no reason (the fact ``left``)."""
    papers = handed_out(draft)
    refuse_unexplained(suspects(draft.application, papers), str(draft.facts.get(LEFT, "")))
    return _hand_in(draft, papers, by, at, note_of_change)


@transaction.atomic
def _hand_in(draft: ReplyDraft, papers: Papers, by: Person, at: datetime, note_of_change: str) -> Matter:
    held = ReplyDraft.objects.select_for_update().select_related("application__body").get(pk=draft.pk)
    application = _locked(held.application)
    _refuse_without_post(application, by, at)
    if under_approval(held):
        raise Refused("这份答复稿已经送审。")
    if handed_out(held) != papers:
        raise Refused("随附材料刚刚改动过，请重新送审。")
    before = steps_of(application)
    permitted(before, [*before, Step("decide", localdate(at), "signatory", decision(held))])
    content = content_of(held)
    matter = _present(held, application, content, by, at, note_of_change)
    held.frozen, held.matter, held.digest = True, matter, digest_of(content)
    held.save(update_fields=["frozen", "matter", "digest"])
    return matter


@transaction.atomic
def settle(application: Application, *, at: datetime) -> Row | None:
    """Take the decision whose matter has passed into the case, as of the day it was signed and by who signed it; None where
    there is none."""
    locked = _locked(application)
    held = locked.replies.filter(frozen=True).select_related("matter").order_by("-pk").first()
    if held is None or held.matter is None:
        return None
    if held.matter.state != State.PASSED or locked.steps.filter(code="decide", facts__matter=held.matter.pk):
        return None
    day, signer = held.matter.passed_on or localdate(at), signed_by(held.matter)
    taken = Taken("decide", day, decision(held) | {"matter": held.matter.pk}, handed_out(held))
    return take(application, taken, by=signer, post="signatory", at=at)


def open_draft(application: Application) -> ReplyDraft | None:
    """The draft that is written on or decided on; None where there is none, or the last one was taken into the case."""
    last = application.replies.order_by("-pk").first()
    if last is None or last.matter_id is None:
        return last
    used = application.steps.filter(code="decide", facts__matter=last.matter_id).exists()
    return None if used else last


def under_approval(draft: ReplyDraft) -> bool:
    """Whether a draft is being decided on, or was: what was returned or taken back may be written in again."""
    return draft.frozen and draft.matter is not None and draft.matter.state in (State.OPEN, State.PASSED)


def values_of(draft: ReplyDraft) -> dict[str, str]:
    """The blanks of the letter, as they were drafted."""
    found: dict[str, str] = json.loads(unseal(draft.sealed_values) or "{}")
    return found


def handed_out(draft: ReplyDraft) -> Papers:
    """The files that go out with a reply: digest and name."""
    return tuple((one.digest, one.name) for one in draft.papers.order_by("order"))


def decision(draft: ReplyDraft) -> dict[str, Any]:
    """What the step of the decision says."""
    said = typed("decide", draft.facts)
    return said | {"outcome": draft.outcome, "article": draft.article}


def content_of(draft: ReplyDraft) -> Content:
    """What reviewers look at: outcome, article, everything the letter says, and the files handed out. Who applies is not in
    it: nobody has to know that to judge a reply."""
    application, outcome = draft.application, outcomes()[draft.outcome]
    labels = {**fact_labels(), **OWN_LABELS}
    lines = [
        f"申请公开的内容：{application.wanted}",
        f"办理结果：{outcome.label}",
        f"依据：{draft.article}",
        *(f"{labels.get(code, code)}：{value}" for code, value in sorted(draft.facts.items())),
        *(f"{blanks().get(code, code)}：{value}" for code, value in sorted(values_of(draft).items())),
    ]
    metadata = {
        "body": application.body.code,
        "number": application.number,
        "received": application.received_on.isoformat(),
        "letter": outcome.letter,
        "draft": draft.pk,
    }
    return Content("\n".join(lines), metadata, [(name, digest) for digest, name in handed_out(draft)])


def signed_by(matter: Matter) -> Person | None:
    """Who signed a matter that has passed."""
    signed = matter.decisions.filter(turn=matter.turn, step__kind=Kind.SIGNATURE, outcome=Outcome.APPROVE)
    decision = signed.select_related("person").order_by("-pk").first()
    return decision.person if decision else None


def _locked(application: Application) -> Application:
    return Application.objects.select_for_update(of=("self",)).select_related("body").get(pk=application.pk)


def _refuse_without_post(application: Application, by: Person, at: datetime) -> None:
    if not allowed(by, REPLY, application.body, localdate(at)):
        raise Refused(f"您没有为{application.body.name}拟写答复的权限。")


def _refuse_unknown(application: Application, reply: Reply) -> None:
    outcome = outcomes().get(reply.outcome)
    if outcome is None:
        raise Refused("请选择办理结果。")
    bases = outcome.allowed(application.received_on)
    if not bases:
        raise Refused(f"收到申请之日适用的规定没有“{outcome.label}”这种结果。")
    if not any(reply.article.startswith(one) for one in bases):
        raise Refused(f"“{outcome.label}”的依据应为{'、'.join(bases)}。")
    if unknown := sorted(set(reply.values) - set(blanks())):
        raise Refused(f"文书里没有这些项：{'、'.join(unknown)}。")
    if personal_number(json.dumps([stored(reply.facts), dict(reply.values)], ensure_ascii=False)):
        raise Refused("答复稿里不要写身份证号和手机号；申请人的信息由平台填入。")


def _written(held: ReplyDraft, reply: Reply, by: Person, at: datetime) -> ReplyDraft:
    held.outcome, held.article = reply.outcome, reply.article.strip()[:120]
    held.facts = stored(reply.facts)
    held.sealed_values = seal(json.dumps(dict(reply.values), ensure_ascii=False))
    held.author, held.made_at, held.digest, held.frozen = by, at, "-", False
    held.save()
    ReplyHand.objects.get_or_create(draft=held, person=by)
    held.papers.all().delete()
    ReplyPaper.objects.bulk_create(
        ReplyPaper(draft=held, order=order, digest=digest, sealed_name=seal(name[:255]))
        for order, (digest, name) in enumerate(reply.papers, 1)
    )
    held.digest = digest_of(content_of(held))
    held.save(update_fields=["digest"])
    after = {"outcome": held.outcome, "article": held.article, "digest": held.digest}
    body, on = held.application.body, localdate(at)
    note("applications.draft", held.application, body=body, by=by, on=on, after=after)
    return held


def _present(
    held: ReplyDraft,
    application: Application,
    content: Content,
    by: Person,
    at: datetime,
    note_of_change: str,
) -> Matter:
    key = subject(application, CHAIN)
    returned, writers = latest(key), [hand.person for hand in held.hands.select_related("person")]
    if returned is not None and returned.state == State.RETURNED:
        return approvals.restart(
            returned, content=content, by=by, at=at, note_of_change=note_of_change, writers=writers
        )
    title = f"{application.body.name} {application.number} 号申请的答复"
    about = approvals.Subject(key, CHAIN, application.body, title, writers)
    return approvals.begin(about, content=content, by=by, at=at)
