"""The paragraph on remedies of a reply, and what is wrong with one: the wrong way (DOC-A2) or the wrong body (DOC-A3)."""

from __future__ import annotations

from collections.abc import Collection

from gongkai.law.breach import Breach
from gongkai.law.remedies import (
    REVIEWS,
    STANDARD,
    Block,
    Decision,
    Settings,
    allowed_remedies,
    blocks,
    online_text,
    remedy_of,
    review_bodies,
)


def remedy_paragraph(
    decision: Decision, review: str, court: str, *, online: str = "", settings: Settings = STANDARD
) -> str:
    """The paragraph for a reply. ``review``, ``court``: the names of the reviewing body (or bodies) and of the court.
    ``online``: where review may be applied for online, compulsory for a reply served online (行政复议法 第二十二条第二款)."""
    said = remedy_of(decision, settings).text.replace("{review}", review).replace("{court}", court)
    return said + (online_text().replace("{online}", online) if online else "")


def breaches_of_remedy(decision: Decision, text: str) -> tuple[Breach, ...]:
    """DOC-A2: the text names a way that is lawful for the article and the day of decision, under some setting."""
    lawful = [_block(code, decision) for code in sorted(allowed_remedies(decision))]
    if any(all(word in text for word in one.must) for one in lawful):
        return ()
    wanted = "或者".join(f"“{one.label}”" for one in lawful)
    says = (
        f"{decision.on} 依据{decision.article}作出的答复应当告知{wanted}，并写明{'、'.join(lawful[0].must)}"
    )
    return (Breach("DOC-A2", "error", says, lawful[0].basis),)


def breaches_of_review_body(kind: str, decision: Decision, named: Collection[str]) -> tuple[Breach, ...]:
    """DOC-A3: the reviewing bodies named (keys of ``REVIEWS``) are those for this kind of body on the day of decision."""
    rule = review_bodies(kind, decision.on)
    if named and set(named) <= set(rule.reviews):
        return ()
    right = "或者".join(REVIEWS[one] for one in rule.reviews)
    written = "、".join(REVIEWS.get(one, one) for one in named) or "没有写明"
    return (Breach("DOC-A3", "error", f"行政复议机关应为{right}，答复中是：{written}", rule.basis),)


def _block(code: str, decision: Decision) -> Block:
    return [one for one in blocks() if one.code == code and one.in_force <= decision.on][-1]
