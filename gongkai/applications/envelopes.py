"""What came, before it is registered: its parts, what it lacks by law, what no application can be without."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Final

from gongkai.applications.identity import Identity, faults
from gongkai.applications.models import Application
from gongkai.law.applicants import Content, applicants, contents
from gongkai.law.receipt import Evidence
from gongkai.organisations.models import Body
from gongkai.organisations.refusal import Refused

WEB: Final = "web"
MOST_FILES: Final = 20
LONGEST: Final = 5000


@dataclass(frozen=True)
class Envelope:
    """What came: to whom, how it came and what proves it, who applies (column of table three, and each identity), what is
    wanted, in what form, how it is to be delivered. ``files``: digest in the store and name. ``earlier``: the application
    that this one follows. ``secret``: of the form it was filled in on; handed in twice under one, it is one application."""

    body: Body
    evidence: Evidence
    identities: tuple[Identity, ...]
    kind: str
    title: str
    wanted: str
    form: str = ""
    delivery: str = ""
    files: tuple[tuple[str, str], ...] = ()
    earlier: Application | None = None
    secret: str = ""


def missing(envelope: Envelope, received: date) -> list[Content]:
    """What an application should contain and does not (条例 第二十九条)."""
    mains = [one for one in envelope.identities if one.agent_of is None]
    there = {
        "name": bool(mains) and all(one.name.strip() for one in mains),
        "identity": all(one.document_number.strip() or one.organisation_code.strip() for one in mains),
        "contact": any(one.reachable for one in envelope.identities),
        "description": bool(envelope.wanted.strip()),
        "form": bool(envelope.form.strip() or envelope.delivery.strip()),
    }
    return [one for one in contents(received) if not there.get(one.code, True)]


def evidence_of(application: Application) -> Evidence:
    """How an application came, as the law reads it."""
    days = {one.name for one in fields(Evidence) if "date" in str(one.type)}
    values: dict[str, Any] = {
        name: date.fromisoformat(value) if name in days and value else value
        for name, value in application.evidence.items()
    }
    return Evidence(**values)


def refuse_shapeless(envelope: Envelope) -> None:
    """Refused: what no application can be registered with, whoever does it."""
    if envelope.kind not in applicants():
        raise Refused("请选择申请人类别。")
    if not envelope.identities or not envelope.identities[0].name.strip():
        raise Refused("请填写申请人的姓名或者名称；看不清的，写“署名不清”。")
    if not envelope.title.strip() or len(envelope.title) > 120:
        raise Refused("请用一句话概括所需信息，最多 120 个字。")
    if len(envelope.wanted) > LONGEST:
        raise Refused(f"内容描述最多 {LONGEST} 个字，更多的请作为附件上传。")
    if len(envelope.files) > MOST_FILES:
        raise Refused(f"附件最多 {MOST_FILES} 份。")
    mains = range(1, len(envelope.identities) + 1)
    for one in envelope.identities:
        if one.agent_of is not None and (
            one.agent_of not in mains or envelope.identities[one.agent_of - 1].agent_of is not None
        ):
            raise Refused("代理人应写明代理哪一位申请人。")


def refuse_incomplete(envelope: Envelope, day: date) -> None:
    wrong = [f"请填写{one.label}（{one.basis}）。" for one in missing(envelope, day)]
    for one in envelope.identities:
        wrong += faults(one)
        if one.agent_of is not None and one.mandate not in {digest for digest, _ in envelope.files}:
            wrong.append("委托他人代为申请的，请上传授权委托书。")
    if wrong:
        raise Refused("".join(dict.fromkeys(wrong)))


def stored_evidence(evidence: Evidence) -> dict[str, object]:
    """As it is stored: what is known of it, days as ISO text."""
    known = {one.name: getattr(evidence, one.name) for one in fields(Evidence)}
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in known.items()
        if value
    }
