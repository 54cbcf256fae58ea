"""制度库: rules are adopted, replaced by a new version, and repealed; every version stays on record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q

from gongkai.organisations.models import Body, Person, Rule, RuleVersion
from gongkai.organisations.noting import note
from gongkai.organisations.refusal import Refused


@dataclass(frozen=True)
class Wording:
    """One version of a rule: its title, and its text or a file in the store (digest and name)."""

    title: str
    text: str = ""
    document_number: str = ""
    digest: str = ""
    file_name: str = ""


@transaction.atomic
def adopt(body: Body, *, kind: str, wording: Wording, by: Person | None, on: date) -> RuleVersion:
    """A body gives itself a rule, in force from a day on."""
    _complete(wording)
    rule = Rule(body=body, kind=kind)
    rule.full_clean()
    rule.save()
    return _in_force(rule, wording, "organisations.adopt_rule", by=by, on=on)


@transaction.atomic
def amend(rule: Rule, *, wording: Wording, by: Person | None, on: date) -> RuleVersion:
    """A new version of a rule holds from a day on, and the last one until then."""
    _complete(wording)
    last = rule.versions.order_by("-since").first()
    if last is not None and last.since >= on:
        raise Refused(f"现行版本自 {last.since} 施行，新版本应在其后施行。")
    rule.versions.filter(until__isnull=True).update(until=on)
    return _in_force(rule, wording, "organisations.amend_rule", by=by, on=on)


@transaction.atomic
def repeal(rule: Rule, *, by: Person | None, on: date) -> Rule:
    """A rule is no longer in force from a day on."""
    last = rule.versions.filter(until__isnull=True).first()
    if last is None:
        raise Refused("这项制度已经废止。")
    if last.since >= on:
        raise Refused(f"现行版本自 {last.since} 施行，废止日期应在其后。")
    last.until = on
    last.save(update_fields=["until"])
    note("organisations.repeal_rule", rule, body=rule.body, by=by, on=on, before={"title": last.title})
    return rule


def rules_of(body: Body, on: date) -> list[RuleVersion]:
    """The versions in force of the rules of a body on a day, by kind."""
    held = Q(since__lte=on) & (Q(until__isnull=True) | Q(until__gt=on))
    versions = RuleVersion.objects.filter(held, rule__body=body).select_related("rule")
    return list(versions.order_by("rule__kind", "rule_id"))


def versions_of(rule: Rule) -> list[RuleVersion]:
    """Every version of a rule, the newest first."""
    return list(rule.versions.order_by("-since"))


def public_version(key: int, on: date) -> RuleVersion | None:
    """A version of a rule that is or was in force by a day; None for any other."""
    return RuleVersion.objects.select_related("rule__body").filter(pk=key, since__lte=on).first()


def _complete(wording: Wording) -> None:
    if not wording.title.strip():
        raise Refused("请填写制度名称。")
    if not wording.text.strip() and not wording.digest:
        raise Refused("请填写制度正文，或者上传文件。")


def _in_force(rule: Rule, wording: Wording, act: str, *, by: Person | None, on: date) -> RuleVersion:
    made = rule.versions.create(
        title=wording.title.strip(),
        document_number=wording.document_number.strip(),
        text=wording.text,
        digest=wording.digest,
        file_name=wording.file_name[-255:],
        since=on,
    )
    after = {"title": made.title, "document_number": made.document_number, "digest": made.digest}
    note(act, made, body=rule.body, by=by, on=on, after=after)
    return made
