"""How letters reach people: handed over, posted with a number, sent electronically; what was served is kept as a scan, and the
step that service is in the case is taken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.applications import consulting
from gongkai.applications.letters import law_letter
from gongkai.applications.models import Application, Letter, Service
from gongkai.applications.taking import Taken, take
from gongkai.law.letters import Frame, compose, letters
from gongkai.law.letters import Letter as LawLetter
from gongkai.law.outcomes import outcomes
from gongkai.law.running import MODES
from gongkai.organisations.access import allowed
from gongkai.organisations.models import Person
from gongkai.organisations.noting import note
from gongkai.organisations.refusal import Refused

REPLY: Final = "applications.reply"
CLERK: Final = "application_clerk"
APPLICANT: Final = "applicant"
DIRECT, POST, ELECTRONIC = "direct", "post", "electronic"
PROOF: Final = "LET-30"
ONLINE: Final = "在线申请行政复议"
ONLINE_FROM: Final = date(2024, 1, 1)  # 行政复议法 第二十二条第二款
_BLANK_DAY: Final = "　　　　年　　月　　日"


@dataclass(frozen=True)
class Sending:
    """How a letter was sent: the mode of ``law.running.MODES``, the days it was sent (交邮、发出) and received (签收, as far
    as known), the number of the postal item, and by digest the scan of the stamped letter and the proof of service."""

    mode: str
    sent_on: date | None = None
    received_on: date | None = None
    mail_number: str = ""
    scan: str = ""
    proof: str = ""


@transaction.atomic
def serve(letter: Letter, sending: Sending, *, by: Person, at: datetime) -> Service:
    """Write down that a letter was sent. A reply served for the first time closes its case, as of the day of 签收 or 交邮; a
    letter that a party or the applicant received begins the term that runs from there.

    Refused with a sentence: a voided letter, days that do not fit each other, post without a number, and a reply sent
    electronically that does not say how to apply for review online.
    """
    held = (
        Letter.objects.select_for_update(of=("self",)).select_related("application__body").get(pk=letter.pk)
    )
    _refuse_without_post(held, by, at)
    sending = _checked(held, sending, localdate(at))
    _refuse_offline(held, sending)
    made = Service.objects.create(
        letter=held,
        mode=sending.mode,
        sent_on=sending.sent_on or localdate(at),
        received_on=sending.received_on,
        mail_number=sending.mail_number,
        scan=sending.scan,
        proof=sending.proof,
        by=by,
        at=at,
    )
    _close(held, made, by, at)
    _begin_terms(made, by, at)
    days = {"made": held.on, "sent": made.sent_on, "received": made.received_on}
    after = days | {"mode": made.mode, "number": held.number, "scan": made.scan}
    note("applications.letter_serve", made, body=held.body, by=by, on=localdate(at), after=after)
    return made


@transaction.atomic
def arrived(service: Service, on: date, *, proof: str = "", by: Person | None, at: datetime) -> Service:
    """Write down on which day somebody received what was sent, once, with the proof of it; ``by`` is None where the
    applicant says so. Refused for a day before it was sent or to come, and a second time."""
    held = Service.objects.select_for_update(of=("self",)).select_related("letter__application__body")
    made = held.get(pk=service.pk)
    if by is not None:
        _refuse_without_post(made.letter, by, at)
    elif made.letter.consultation_id or letters()[made.letter.code].to != APPLICANT:
        raise Refused("这份文书不是发给申请人的。")
    if made.received_on:
        raise Refused(f"已经登记过签收日期：{made.received_on}。")
    if not made.sent_on <= on <= localdate(at):
        raise Refused(f"签收日期应在发出之日 {made.sent_on} 以后，不晚于今天。")
    made.received_on, made.proof = on, proof or made.proof
    made.save(update_fields=["received_on", "proof"])
    _begin_terms(made, by, at)
    after = {"received": on, "number": made.letter.number}
    note("applications.letter_arrive", made, body=made.letter.body, by=by, on=localdate(at), after=after)
    return made


def proof_form(letter: Letter, mode: str = DIRECT) -> LawLetter:
    """The 送达回证 of a letter (LET-30), its days left blank for hands."""
    text, _ = law_letter(letter)
    addressee = text.paragraphs[0].removesuffix("：") if text.paragraphs else ""
    values = {
        "document": f"《{text.title}》",
        "number": letter.number,
        "applicant": addressee,
        "mode": MODES[mode],
        "served": _BLANK_DAY,
    }
    frame = Frame("", text.frame.body, letter.on)
    return compose(letters()[PROOF], letter.application.received_on, values, frame)


def _checked(letter: Letter, sending: Sending, today: date) -> Sending:
    """The sending with the days that follow from each other."""
    _refuse_shapeless(letter, sending)
    sent, received = sending.sent_on, sending.received_on
    if sending.mode == DIRECT:
        sent = received = received or sent
    if sent is None:
        raise Refused("请填写签收日期。" if sending.mode == DIRECT else "请填写发出日期。")
    if sent < letter.on:
        raise Refused(f"发出日期 {sent} 早于成文日期 {letter.on}。")
    if received and received < sent:
        raise Refused(f"签收日期 {received} 早于发出日期 {sent}。")
    if max(sent, received or sent) > today:
        raise Refused("送达的日期还没有到。")
    return replace(sending, sent_on=sent, received_on=received, mail_number=sending.mail_number.strip())


def _refuse_shapeless(letter: Letter, sending: Sending) -> None:
    if letter.voided_at:
        raise Refused("作废的文书不能送达。")
    if sending.mode not in MODES:
        raise Refused(f"送达方式应为{'、'.join(MODES.values())}。")
    if sending.mode == POST and not sending.mail_number.strip():
        raise Refused("邮寄送达请填写邮件号码。")
    if len(sending.mail_number) > 64:
        raise Refused("邮件号码最多 64 个字。")


def _refuse_offline(letter: Letter, sending: Sending) -> None:
    if sending.mode != ELECTRONIC or letter.on < ONLINE_FROM or not _is_reply(letter):
        return
    if ONLINE not in law_letter(letter)[0].text:
        raise Refused(
            "电子送达的答复应当写明网上申请行政复议的途径（行政复议法第二十二条第二款）；"
            "请在文书设置里填写，作废以后重新制作。"
        )


def _is_reply(letter: Letter) -> bool:
    return letters()[letter.code].kind == "reply" and letter.consultation_id is None


def _close(letter: Letter, service: Service, by: Person, at: datetime) -> None:
    """The step of service, where the case waits for it."""
    case = Application.objects.get(pk=letter.application_id)
    if not _is_reply(letter) or case.state != "decided":
        return
    step = letter.step
    if outcomes()[step.facts["outcome"]].letter != letter.code:
        return
    title = letters()[letter.code].title
    digest = service.scan or letter.pdf or letter.docx
    ending = "docx" if digest == letter.docx else "pdf"
    facts = {"mode": service.mode, "number": service.mail_number or letter.number, "letter": letter.pk}
    papers = [(digest, f"{title}.{ending}")]
    taken = Taken("serve", service.sent_on, facts, papers)
    take(case, taken, by=by, post=CLERK, at=at)


def _begin_terms(service: Service, by: Person | None, at: datetime) -> None:
    """The step that the receipt of this letter is, where it is one and was not taken yet."""
    if service.received_on is None:
        return
    act = _RECEIVED.get(service.letter.code)
    if act is not None:
        act(service, service.received_on, by, at)


def _asked(service: Service, on: date, by: Person | None, at: datetime) -> None:
    asked = service.letter.consultation
    if asked is not None and not _known(service, "consult_receipt", asked.key):
        consulting.received(asked, on=on, by=by, at=at)


def _told(service: Service, on: date, by: Person | None, at: datetime) -> None:
    asked = service.letter.consultation
    if asked is not None and by is not None and not _known(service, "tell_third_party", asked.key):
        consulting.told(asked, on=service.sent_on, by=by, at=at)


def _charged(service: Service, on: date, by: Person | None, at: datetime) -> None:
    case = service.letter.application
    later = case.steps.filter(code="charge_receipt", position__gt=service.letter.step.position)
    if not later.exists() and Application.objects.get(pk=case.pk).state == "unpaid":
        take(case, Taken("charge_receipt", on), by=by, post=CLERK if by else APPLICANT, at=at)


def _known(service: Service, code: str, key: str) -> bool:
    return service.letter.application.steps.filter(code=code, facts__key=key).exists()


_RECEIVED: Final[dict[str, Callable[[Service, date, Person | None, datetime], None]]] = {
    "LET-07": _asked,
    "LET-10": _asked,
    "LET-09": _told,
    "LET-12": _charged,
}


def _refuse_without_post(letter: Letter, by: Person, at: datetime) -> None:
    if not allowed(by, REPLY, letter.body, localdate(at)):
        raise Refused(f"您没有登记{letter.body.name}送达的权限。")
