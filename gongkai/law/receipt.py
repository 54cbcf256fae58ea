"""The day on which an application counts as received (条例 第三十一条; 国办公开办函〔2015〕207号): by channel and era, with the
evidence each wants."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final, NamedTuple

from gongkai.law.breach import Breach
from gongkai.law.load import Entry, load_entry

DAYS: Final = {
    "submitted": "提交之日",
    "signed": "签收之日",
    "arrived": "实际收到之日",
    "confirmed": "双方确认之日",
    "recorded": "口头申请记录签名之日",
    "restored": "恢复联络之日",
}
EVIDENCE: Final = {"by": "经办人", "number": "邮件号码", "method": "确认的方式", "arrived": "实际收到之日"}


class NoReceipt(ValueError):
    """The day of receipt cannot be told: an unknown channel, or a day that is missing."""


class Channel(NamedTuple):
    """A way in which an application comes. ``restored``: the clock waits while the applicant cannot be reached."""

    code: str
    label: str
    restored: bool


class ReceiptRule(NamedTuple):
    """From ``in_force`` on, which day of ``DAYS`` is the day of receipt, and what has to be kept as evidence."""

    channel: str
    day: str
    evidence: tuple[str, ...]
    basis: str
    in_force: date
    unverified: str


@dataclass(frozen=True)
class Evidence:
    """What is known of how an application came. ``unreachable``: the applicant could not be reached on the day it arrived,
    contact was ``restored`` later. ``by``: who took or confirmed it. ``method``: how it was confirmed. ``number``: of the
    postal item."""

    channel: str
    submitted: date | None = None
    signed: date | None = None
    arrived: date | None = None
    confirmed: date | None = None
    recorded: date | None = None
    restored: date | None = None
    unreachable: bool = False
    by: str = ""
    method: str = ""
    number: str = ""

    def day(self, name: str) -> date | None:
        found = getattr(self, name)
        return found if isinstance(found, date) else None


class Receipt(NamedTuple):
    """The day of receipt, which of ``DAYS`` it is, and the rule that says so."""

    day: date
    kind: str
    rule: ReceiptRule


@cache
def channels() -> Mapping[str, Channel]:
    """Every channel by its code."""
    found = [
        Channel(one.text("code"), one.text("label"), one.flag("restored", False))
        for one in load_entry("receipt.toml").entries("channel")
    ]
    return {one.code: one for one in found}


@cache
def receipt_rules() -> tuple[ReceiptRule, ...]:
    """Every rule, by day of force."""
    found = map(_rule, load_entry("receipt.toml").entries("rule"))
    return tuple(sorted(found, key=lambda one: one.in_force))


def receipt_of(evidence: Evidence) -> Receipt:
    """The day of receipt by the rule of its channel that is in force on that day, the earlier rule first: what counted as
    received under it stays so. NoReceipt, with a sentence, for an unknown channel and where the day is missing."""
    channel = channels().get(evidence.channel)
    if channel is None:
        raise NoReceipt(f"没有“{evidence.channel}”这一渠道")
    rules = [one for one in receipt_rules() if one.channel == channel.code]
    ends = [*(one.in_force for one in rules[1:]), date.max]
    for rule, end in zip(rules, ends, strict=True):
        kind = "restored" if channel.restored and evidence.unreachable else rule.day
        day = evidence.day(kind)
        if day and rule.in_force <= day < end:
            return Receipt(day, kind, rule)
    raise NoReceipt(f"{channel.label}的申请，应当登记{DAYS[kind]}（{rules[0].in_force} 以后）")


def breaches_of_receipt(evidence: Evidence, registered: date) -> tuple[Breach, ...]:
    """CLK-01: the registered day is the one of the rule, and the evidence that the rule wants is there."""
    try:
        receipt = receipt_of(evidence)
    except NoReceipt as error:
        return (Breach("CLK-01", "error", str(error), "条例 第三十一条"),)
    return tuple(_breaches(evidence, registered, receipt))


def _breaches(evidence: Evidence, registered: date, receipt: Receipt) -> Iterator[Breach]:
    label, basis = channels()[evidence.channel].label, receipt.rule.basis
    if registered != receipt.day:
        says = f"{label}的申请以{DAYS[receipt.kind]}（{receipt.day}）为收到之日，登记的是 {registered}"
        yield Breach("CLK-01", "error", says, basis)
    missing = [EVIDENCE[one] for one in receipt.rule.evidence if not getattr(evidence, one)]
    if missing:
        yield Breach("CLK-01", "error", f"{label}的申请没有留存{'、'.join(missing)}", basis)


def _rule(entry: Entry) -> ReceiptRule:
    entry.only("channel", "day", "evidence", "basis", "in_force", "unverified")
    evidence = entry.texts("evidence")
    if not set(evidence) <= set(EVIDENCE):
        raise entry.fault(f"evidence 只能是{'、'.join(EVIDENCE)}")
    return ReceiptRule(
        entry.one_of("channel", tuple(channels())),
        entry.one_of("day", tuple(DAYS)),
        evidence,
        entry.text("basis"),
        entry.day("in_force"),
        entry.text("unverified", ""),
    )
