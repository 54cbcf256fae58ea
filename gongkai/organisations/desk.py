"""Keeping and dropping what lies on a person's desk: saved views and drafts. Nothing of it is an official act, so none of
it is written to the journal."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction

from gongkai.organisations.models import Draft, Person, SavedView
from gongkai.organisations.refusal import Refused
from gongkai.organisations.sealing import seal

MOST_VIEWS: Final = 20
LARGEST_DRAFT: Final = 200_000  # characters; a long announcement has some 20,000
UNTOUCHABLE: Final = ("password", "csrfmiddlewaretoken", "otp")


@dataclass(frozen=True)
class Typed:
    """What stands in a form: its code, what it is about, the address and title of its page, the inputs by name."""

    form: str
    subject: str
    page: str
    title: str
    fields: Mapping[str, Sequence[str]]


@transaction.atomic
def save_view(person: Person, *, listing: str, name: str, query: str) -> SavedView:
    """Keep a question asked of a list under a name; the same name again replaces it.

    Refused: no name, a name or question too long, more than 20 views of one list.
    """
    name = " ".join(name.replace("\x00", "").split())
    if not name or len(name) > 30:
        raise Refused("请给常用查询起一个名称，不超过30个字。")
    if len(query) > 1000:
        raise Refused("查询条件太长，不能保存。")
    views = SavedView.objects.filter(person=person, listing=listing)
    if views.exclude(name=name).count() >= MOST_VIEWS:
        raise Refused(f"一个列表最多保存 {MOST_VIEWS} 个常用查询，请先删除不用的。")
    return SavedView.objects.update_or_create(
        person=person, listing=listing, name=name, defaults={"query": query}
    )[0]


@transaction.atomic
def drop_view(view: SavedView) -> None:
    """Remove a saved view; what it showed is not touched."""
    view.delete()


@transaction.atomic
def keep_draft(person: Person, typed: Typed, *, at: datetime) -> Draft:
    """Keep what is typed into a form, in the place of what was kept before. Passwords and codes are never kept.

    Refused: more than 200,000 characters.
    """
    fields = {
        name: [_storable(one) for one in held] for name, held in typed.fields.items() if not _secret(name)
    }
    written = json.dumps(fields, ensure_ascii=False)
    if len(written) > LARGEST_DRAFT:
        raise Refused("内容太长，没有自动保存；请分开填写，或者作为附件上传。")
    defaults = {"sealed": seal(written), "page": typed.page[:500], "title": typed.title[:200], "kept_at": at}
    return Draft.objects.update_or_create(
        person=person, form=typed.form, subject=typed.subject, defaults=defaults
    )[0]


@transaction.atomic
def drop_draft(person: Person, *, form: str, subject: str = "") -> None:
    """Remove the draft of a form: it was handed in, or the person does without it."""
    Draft.objects.filter(person=person, form=form, subject=subject).delete()


@transaction.atomic
def clear_drafts(*, before: datetime) -> int:
    """Remove drafts not touched since; returns how many."""
    return Draft.objects.filter(kept_at__lt=before).delete()[0]


def draft_of(person: Person, *, form: str, subject: str = "") -> Draft | None:
    """The draft of a form, or None."""
    return Draft.objects.filter(person=person, form=form, subject=subject).first()


def _storable(text: str) -> str:
    return text.replace("\x00", "")  # PostgreSQL refuses NUL


def _secret(name: str) -> bool:
    return name.startswith("_") or any(word in name.lower() for word in UNTOUCHABLE)
