"""公开信息: the items of the bodies a person works for, one item with all that stands for and against it, and the acts on
it — handed in, let pass, published, taken back."""

from __future__ import annotations

from datetime import date
from typing import Final, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from gongkai.approvals.queries import latest
from gongkai.catalogue.content import subject
from gongkai.catalogue.looking import open_suspects
from gongkai.catalogue.models import Attribute, Edition, Item, NormativeDocument, Removal, Schedule
from gongkai.catalogue.obligations import in_force_lines
from gongkai.catalogue.queries import (
    STAGES,
    checks_of,
    items_within,
    last_edition,
    same_elsewhere,
    with_title,
)
from gongkai.catalogue.reassessing import grounds
from gongkai.office.listing import Column, Listed, Listing
from gongkai.office.listing_file import listing_file
from gongkai.office.listing_filters import choice, since, until, words
from gongkai.office.uploads import person_of
from gongkai.organisations.access import allowed, may
from gongkai.organisations.models import Person
from gongkai.screening.kinds import kinds

SIGNS: Final = {
    "draft": "bare",
    "review": "question",
    "returned": "error",
    "ready": "question",
    "live": "clean",
    "next": "clean",
    "withdrawn": "gap",
    "closed": "gap",
}
ITEMS: Final = Listing(
    code="items",
    caption="公开信息",
    order="-pk",
    columns=(
        Column("title", "名称", lambda one: one.title, link=lambda one: reverse("desk", args=[one.pk])),
        Column(
            "stage",
            "状态",
            lambda one: STAGES[one.stage],
            signs=lambda one: [(SIGNS[one.stage], STAGES[one.stage])],
        ),
        Column("attribute", "公开属性", lambda one: one.get_attribute_display()),
        Column("index", "索引号", lambda one: one.index_number),
        Column("body", "机关", lambda one: one.body.name),
        Column("formed", "成文日期", lambda one: one.formed_on),
        Column("begun", "起草日期", lambda one: one.begun_on, order="pk"),
    ),
    filters=(
        words("q", "名称或索引号", "title", "index_number"),
        choice("stage", "状态", "stage", lambda: list(STAGES.items())),
        choice("attribute", "公开属性", "attribute", lambda: Attribute.choices),
        since("from", "起草日期从", "begun_on"),
        until("to", "到", "begun_on"),
    ),
    empty="没有符合条件的条目。",
)


@may("items.look")
def index(request: HttpRequest) -> HttpResponse:
    """Every item of the bodies the person works for."""
    person, on = person_of(request), timezone.localdate()
    listed = Listed(ITEMS, items_within(person, on), request)
    if listed.wants_file:
        return cast(HttpResponse, listing_file(listed))
    drafts = allowed(person, "items.draft", None, on)
    return render(request, "office/items.html", {"list": listed, "drafts": drafts})


def item_or_404(request: HttpRequest, key: int) -> Item:
    """An item that the person may look at; of others not even that they are there is told."""
    found = items_within(person_of(request), timezone.localdate()).filter(pk=key).first()
    if found is None:
        raise Http404
    return cast(Item, found)


@may("items.look")
def desk(request: HttpRequest, key: int) -> HttpResponse:
    """One item: its last edition as it will look, the checks, the suspects, and what may be done next."""
    item, person, on = item_or_404(request, key), person_of(request), timezone.localdate()
    edition = last_edition(item)
    found = {
        "item": item,
        "edition": edition,
        "stage": STAGES[item.stage],  # type: ignore[attr-defined]
        "sign": SIGNS[item.stage],  # type: ignore[attr-defined]
        "checks": checks_of(edition, on),
        "suspects": [(one, kinds()[one.kind]) for one in open_suspects(edition)],
        "same": same_elsewhere(edition),
        "matter": latest(subject(item)),
        "ground": grounds().get(item.ground, ""),
        "lines": in_force_lines(on).filter(fulfilments__item=item),
        "explains": with_title(Item.objects.filter(interpretations__item=item)),
        "explained": with_title(Item.objects.filter(explains__of=item)),
        "document": NormativeDocument.objects.filter(item=item).first(),
        "editions": item.editions.order_by("-number"),
        "releases": edition.releases.select_related("by"),
        "removals": _removals(item),
        "on_top": item.top_until is not None and item.top_until >= on,
        "plan": Schedule.objects.filter(edition=edition, done_at__isnull=True).first(),
        "may_do": _may_do(person, item, edition, on),
    }
    return render(request, "office/item.html", found)


def _removals(item: Item) -> list[Removal]:
    tasks = Removal.objects.filter(withdrawal__item=item).select_related("release", "done_by")
    return list(tasks.order_by("done_at", "pk"))


def _may_do(person: Person, item: Item, edition: Edition, on: date) -> dict[str, bool]:
    """What this person may do with this item as it stands."""
    stage = item.stage  # type: ignore[attr-defined]
    drafts, publishes = (allowed(person, f"items.{act}", item.body, on) for act in ("draft", "publish"))
    wrote = edition.hands.filter(person=person).exists()
    return {
        "edit": drafts and not edition.frozen,
        "hand_in": drafts and not edition.frozen and item.attribute == Attribute.OPEN,
        "anew": drafts and edition.frozen and stage in ("returned", "ready", "live", "withdrawn"),
        "let_pass": allowed(person, "items.let_pass", item.body, on) and not wrote,
        "publish": publishes and stage in ("ready", "next") and edition.frozen,
        "withdraw": allowed(person, "items.withdraw", item.body, on) and item.live_id is not None,
        "clear": publishes,
        "top": publishes and item.live_id is not None,
        "drafts": drafts,
        "reassess": allowed(person, "items.reassess", item.body, on),
        "register": item.attribute == Attribute.OPEN
        and allowed(person, "normative.keep", item.body, on)
        and not NormativeDocument.objects.filter(item=item).exists(),
    }


def item_for(request: HttpRequest, key: int, action: str) -> Item:
    """An item for whose body the person may do this."""
    item = item_or_404(request, key)
    if not allowed(person_of(request), action, item.body, timezone.localdate()):
        raise PermissionDenied("只能办理本人任职机关的条目。")
    return item
