"""What the bodies of the demonstration county were asked: applications on their whole way, some open, some late, some
closed, counted back from today."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from gongkai.applications import consulting, extending, intake, replying
from gongkai.applications.identity import Identity
from gongkai.applications.letters import Wish, issue
from gongkai.applications.models import Application
from gongkai.applications.serving import Sending, serve
from gongkai.applications.taking import Taken, take
from gongkai.cli.demonstration import listed
from gongkai.cli.demonstration_items import decided, noon
from gongkai.law.outcomes import outcomes
from gongkai.law.receipt import Evidence
from gongkai.organisations.holdings import holders
from gongkai.organisations.models import Body, Person, Post
from gongkai.remedies.actions import Filing, register
from gongkai.remedies.models import Dispute


@transaction.atomic
def receive_cases(bodies: Mapping[str, Body], people: Mapping[str, Person], *, on: date) -> int:
    """Receive everything of ``cases.toml`` as counted back from a day, once; how many applications there are now."""
    if not Application.objects.exists():
        for entry in sorted(listed("cases.toml", "case"), key=lambda entry: -int(entry["came"])):
            _case(entry, bodies[entry["body"]], people, on)
    return Application.objects.count()


def _case(entry: Mapping[str, Any], body: Body, people: Mapping[str, Person], today: date) -> None:
    day, registrar = today - timedelta(days=entry["came"]), people.get(entry.get("by", ""))
    envelope = intake.Envelope(
        body=body,
        evidence=_evidence(entry["channel"], day),
        identities=(_identity(entry["name"]),),
        kind=entry["kind"],
        title=entry["title"],
        wanted=entry["wanted"],
        form="电子文件",
        delivery="电子邮件",
    )
    application = intake.register(envelope, by=registrar, at=noon(day)).application
    clerk = holders(body, Post.APPLICATION_CLERK, day)[0]
    for step in entry.get("then", ()):
        _step(application, step, clerk, today)
    if "reply" in entry:
        _reply(application, entry["reply"], clerk, today)
    if "review" in entry:
        _review(application, entry["review"], clerk, today)


def _evidence(channel: str, day: date) -> Evidence:
    return Evidence(channel, submitted=day, signed=day, number="XA00000000001")


def _identity(name: str) -> Identity:
    return Identity(name, "other", f"演示证件（{name}）", email="demo@example.cn", address="澄岚县演示路1号")


def _step(application: Application, step: Mapping[str, Any], clerk: Person, today: date) -> None:
    day = today - timedelta(days=step["ago"])
    if step["code"] == "consult":
        party = consulting.Party(step["party"], _identity(step["who"]))
        asked = consulting.ask(application, party, by=clerk, at=noon(day)).consultation
        consulting.received(asked, on=day + timedelta(days=2), by=clerk, at=noon(day + timedelta(days=2)))
    elif step["code"] == "extend":
        matter = extending.ask(application, step["days"], reason=step["reason"], by=clerk, at=noon(day))
        decided(matter, clerk, noon(day))
        extending.settle(application, at=noon(day))
    else:
        facts = dict(step["facts"])
        if "until" in step:
            facts["until"] = day + timedelta(days=step["until"])
        taken = Taken(step["code"], day, facts)
        take(application, taken, by=clerk, post=Post.APPLICATION_CLERK, at=noon(day))


def _reply(application: Application, given: Mapping[str, Any], clerk: Person, today: date) -> None:
    """Drafted, decided by everybody whose turn it is, and served; one that waits stays with the first of them."""
    day = today - timedelta(days=given["ago"])
    bases = outcomes()[given["outcome"]].allowed(application.received_on)
    reply = replying.Reply(given["outcome"], bases[0], given.get("facts", {}), given["words"])
    draft = replying.draft(application, reply, by=clerk, at=noon(day))
    matter = replying.hand_in(draft, by=clerk, at=noon(day))
    if given.get("waits"):
        return
    decided(matter, clerk, noon(day))
    replying.settle(application, at=noon(day))
    wish = Wish(outcomes()[given["outcome"]].letter)
    letter = issue(application, wish, by=clerk, at=noon(day))
    serve(letter, Sending("post", sent_on=day, mail_number="XA00000000002"), by=clerk, at=noon(day))


def _review(application: Application, given: Mapping[str, Any], clerk: Person, today: date) -> None:
    day = today - timedelta(days=given["ago"])
    filing = Filing(
        "review", Dispute.REPLY, given["title"], given["tribunal"], received_on=day, application=application
    )
    register(application.body, filing, by=clerk, at=noon(day))
