"""What a body sets for its letters: the word before the number, who reviews, which court, how to reach it; and its own wording,
which keeps everything the law demands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.applications.models import LetterStyle, LetterWording
from gongkai.law.letters import LetterKind, LetterRefused, letters, refuse_wording
from gongkai.law.remedies import REVIEWS, NoRemedy, review_bodies
from gongkai.organisations.access import allowed
from gongkai.organisations.models import Body, Person
from gongkai.organisations.noting import note
from gongkai.organisations.queries import name_as_of, parent_of
from gongkai.organisations.refusal import Refused

REPLY: Final = "applications.reply"
FIELDS: Final = {
    "word": 40,
    "review": 100,
    "court": 100,
    "online": 200,
    "contact": 300,
}  # how long each may be
LABELS: Final = {one.name: str(one.verbose_name) for one in LetterStyle._meta.concrete_fields}
ANY_COURT: Final = "有管辖权的人民法院"
ANY_REVIEW: Final = "依法有权的行政复议机关"
_BRACKETS: Final = frozenset("〔〕[]【】")


def style_of(body: Body) -> LetterStyle:
    """What a body has set; a blank one, not stored, where it has set nothing."""
    return LetterStyle.objects.filter(body=body).first() or LetterStyle(body=body)


def word_of(style: LetterStyle) -> str:
    """The word before the number: as set, else made of the body's name."""
    return style.word or f"{style.body.name.removesuffix('人民政府')}依申请"


def review_of(style: LetterStyle, on: date) -> str:
    """Who reviews a decision made on a day (行政复议法 第二十四条): as set, else by the kind of body, its own government or the
    one above by name where the tree knows it."""
    if style.review:
        return style.review
    try:
        reviews = review_bodies(style.body.kind, on).reviews
    except NoRemedy:
        return ANY_REVIEW
    above = parent_of(style.body, on)
    named = f"{name_as_of(above, on)}" if above and above.name.endswith("人民政府") else ""
    nearest = ("own_government", "superior_government", "founding_government")
    return "或者".join(named if named and one in nearest else REVIEWS[one] for one in reviews)


@transaction.atomic
def set_style(body: Body, values: Mapping[str, str], *, by: Person, at: datetime) -> LetterStyle:
    """Set what the letters of a body carry (``FIELDS``). Refused without the post, and for a word that is no 代字."""
    _refuse_without_post(body, by, at)
    given = {name: " ".join(values.get(name, "").split()) for name in FIELDS}
    if _BRACKETS & set(given["word"]) or any(sign.isdigit() for sign in given["word"]):
        raise Refused("发文机关代字只写文字，年份和序号由平台编排，如“青民依复”。")
    for name, value in given.items():
        if len(value) > FIELDS[name]:
            raise Refused(f"{LABELS[name]}最多 {FIELDS[name]} 个字。")
    held, _ = LetterStyle.objects.select_for_update().get_or_create(body=body)
    before = {name: getattr(held, name) for name in FIELDS}
    for name, value in given.items():
        setattr(held, name, value)
    held.save()
    note("applications.letter_style", held, body=body, by=by, on=localdate(at), before=before, after=given)
    return held


@transaction.atomic
def set_wording(
    body: Body,
    code: str,
    paragraphs: Sequence[str],
    *,
    by: Person,
    at: datetime,
    received: date | None = None,
) -> LetterWording:
    """Use own paragraphs for a letter, for applications under the wording in force for ``received`` (today); none: go back
    to the law's. Refused, naming each, for one that lacks a compulsory element (条例 第三十六条) or has unknown blanks."""
    _refuse_without_post(body, by, at)
    kind, lines = letters().get(code), [line for one in paragraphs if (line := one.strip())]
    if kind is None:
        raise Refused("没有这种文书。")
    try:
        law_from = kind.wording(received or localdate(at)).in_force
        if lines:
            refuse_wording(kind, law_from, lines)
    except LetterRefused as refusal:
        raise Refused(f"{refusal}。") from refusal
    made = LetterWording.objects.create(
        body=body, code=code, law_from=law_from, paragraphs=lines, by=by, at=at
    )
    after = {"code": code, "law_from": law_from, "paragraphs": lines}
    note("applications.letter_wording", made, body=body, by=by, on=localdate(at), after=after)
    return made


def wording_of(body: Body, kind: LetterKind, received: date) -> tuple[str, ...]:
    """A body's own paragraphs for an application received on a day; none where the law's stand. LetterRefused where there
    was no such letter yet."""
    law_from = kind.wording(received).in_force
    last = LetterWording.objects.filter(body=body, code=kind.code, law_from=law_from).order_by("-pk").first()
    return tuple(last.paragraphs) if last else ()


def _refuse_without_post(body: Body, by: Person, at: datetime) -> None:
    if not allowed(by, REPLY, body, localdate(at)):
        raise Refused(f"您没有设置{body.name}文书的权限。")
