"""A row of a ledger → the envelope and the steps of the case it tells of, as the law can go through them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final, NamedTuple

from stdnum.cn import ric, uscc

from gongkai.applications.identity import Identity, plain
from gongkai.applications.intake import Envelope
from gongkai.applications.ledgers.cells import Read
from gongkai.law.outcomes import outcomes
from gongkai.law.procedure import Step
from gongkai.law.receipt import Evidence, receipt_rules
from gongkai.organisations.models import Body

CLERK: Final = "application_clerk"
SIGNATORY: Final = "signatory"
PARTY: Final = "第三方"
UNSAID: Final = "原台账没有写明"
WITHDRAWN: Final = "withdrawn"


class Told(NamedTuple):
    """What a row tells: who asked for what and how, and what has happened since."""

    envelope: Envelope
    steps: tuple[Step, ...]


def told_by(row: Read, body: Body) -> Told | None:
    """The case a row tells of; None, with the troubles of the row added to, where it cannot be made out."""
    if row.troubles:
        return None
    steps = tuple(_steps(row))
    if row.troubles:
        return None
    envelope = Envelope(
        body=body,
        evidence=_evidence(row),
        identities=(_identity(row),),
        kind=row.codes["kind"],
        title=" ".join(row.text("wanted").split())[:120],
        wanted=row.text("wanted"),
        delivery=row.text("delivery"),
    )
    return Told(envelope, steps)


def _evidence(row: Read) -> Evidence:
    received, channel = row.days["received"], row.codes["channel"]
    rules = [one for one in receipt_rules() if one.channel == channel and one.in_force <= received]
    known = {rules[-1].day: received} if rules else {}
    return Evidence(channel, number=row.text("mail") if channel == "signed_post" else "", **known)  # type: ignore[arg-type]


def _identity(row: Read) -> Identity:
    number = plain(row.text("document_number"))
    organisation = number if uscc.is_valid(number) else ""
    document = "credit_code" if organisation else "identity_card" if ric.is_valid(number) else "other"
    return Identity(
        name=row.text("name"),
        document=document if number else "",
        document_number="" if organisation else number,
        organisation_code=organisation,
        phone=row.text("phone"),
        email=row.text("email"),
        address=row.text("address"),
    )


def _steps(row: Read) -> Iterator[Step]:
    """Everything the row says has happened, in the order of the procedure."""
    facts = {"channel": row.codes["channel"], **_said(row, former="former")}
    yield Step("receive", row.days["received"], CLERK, facts)
    yield from _correction(row)
    yield from _consultation(row)
    yield from _extension(row)
    yield from _ending(row)


def _said(row: Read, **facts: str) -> dict[str, str]:
    """Facts that the row gives, by the column that gives them."""
    return {fact: row.text(column) for fact, column in facts.items() if row.text(column)}


def _correction(row: Read) -> Iterator[Step]:
    asked, corrected = row.days.get("asked"), row.days.get("corrected")
    if corrected and not asked:
        row.wrong("asked", f"有收到补正的日期（{corrected}），没有告知补正的日期。")
    elif asked:
        until = row.days.get("until") or corrected
        if until is None:
            row.wrong("until", "告知了补正，没有写明补正期限。")
            return
        yield Step("ask_correction", asked, CLERK, {"until": until, "reason": UNSAID})
        if corrected:
            yield Step("correct", corrected, "applicant")


def _consultation(row: Read) -> Iterator[Step]:
    sent, answered = row.days.get("consulted"), row.days.get("answered")
    if answered and not sent:
        row.wrong("consulted", f"有收到意见的日期（{answered}），没有征求意见的日期。")
    elif sent:
        yield Step("consult", sent, CLERK, {"key": PARTY, "party": "third"})
        view = row.codes.get("view")
        if answered and view is None:
            row.wrong("view", "收到了意见，没有写明是什么意见。")
        elif answered:
            yield Step("opinion", answered, "third_party", {"key": PARTY, "view": view})


def _extension(row: Read) -> Iterator[Step]:
    days, on = row.wholes.get("days", 0), row.days.get("extended")
    if on and not days:
        row.wrong("days", f"{on} 延长了答复期限，没有写明延长几个工作日。")
    elif days and not on:
        row.wrong("extended", f"延长了 {days} 个工作日，没有写明哪一天延长的。")
    elif on:
        yield Step("extend", on, SIGNATORY, {"days": days})


def _ending(row: Read) -> Iterator[Step]:
    outcome, decided, served = row.codes.get("outcome"), row.days.get("decided"), row.days.get("served")
    if outcome is None:
        if decided or served:
            row.wrong("outcome", "有答复或者送达的日期，没有办理结果。")
        return
    if decided is None:
        row.wrong("decided", "有办理结果，没有答复日期。")
    elif outcome == WITHDRAWN:
        yield Step("withdraw", decided, "applicant")
    else:
        article = _article(row, outcome)
        facts = {"outcome": outcome, "article": article, **_said(row, number="letter")}
        yield Step("decide", decided, SIGNATORY, facts)
        yield from _service(row, served)


def _article(row: Read, outcome: str) -> str:
    """The article the row cites; where it cites none, the only one that there is for its outcome."""
    allowed = outcomes()[outcome].allowed(row.days["received"])
    given = row.text("article")
    if given:
        return next((one for one in allowed if plain(one) == plain(given)), given)
    if len(allowed) != 1:
        row.wrong("article", f"没有写明依据，应为{'、'.join(allowed) or '当时有效的条款'}之一。")
    return allowed[0] if allowed else ""


def _service(row: Read, served: date | None) -> Iterator[Step]:
    if served is None:
        return
    mode: Mapping[str, Any] = {"mode": row.codes.get("mode", "")}
    if not mode["mode"]:
        row.wrong("mode", "有送达日期，没有写明怎样送达。")
        return
    yield Step("serve", served, CLERK, {**mode, **_said(row, number="mail")})
