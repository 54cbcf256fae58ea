"""What stands around an item: on top of the lists, the documents it explains, the materials that explain it."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongkai.catalogue.models import Item
from gongkai.catalogue.normative import interpret, take_back_interpretation
from gongkai.catalogue.pinning import set_top
from gongkai.catalogue.queries import items_within
from gongkai.office.carrying_out import carried_out
from gongkai.office.items import item_for
from gongkai.office.uploads import person_of
from gongkai.organisations.access import may
from gongkai.organisations.models import Person
from gongkai.organisations.refusal import Refused


@may("items.publish")
@require_POST
def top(request: HttpRequest, key: int) -> HttpResponse:
    """Put an item on top up to a day, or take it off."""
    item, by, on = item_for(request, key, "items.publish"), person_of(request), timezone.localdate()
    if "off" in request.POST:
        carried_out(request, lambda: set_top(item, until=None, by=by, on=on), "已取消置顶。")
    else:
        typed = request.POST.get("until", "")
        carried_out(
            request,
            lambda: set_top(item, until=_day(typed), by=by, on=on),
            lambda made: f"已置顶至 {made.top_until}。",
        )
    return redirect("desk", item.pk)


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError as error:
        raise Refused("请填写置顶的最后一天，例：2026-03-05。") from error


@may("items.draft")
@require_POST
def explain(request: HttpRequest, key: int) -> HttpResponse:
    """Say which document an item explains, by its 文号, index number, title or address."""
    item, by, on = item_for(request, key, "items.draft"), person_of(request), timezone.localdate()
    meant = request.POST.get("of", "").replace("\x00", "")
    carried_out(
        request,
        lambda: interpret(item, of=_meant(meant, by, on), by=by, on=on),
        "已关联，公开后两个页面互相链接。",
    )
    return redirect("desk", item.pk)


@may("items.draft")
@require_POST
def stop_explaining(request: HttpRequest, key: int) -> HttpResponse:
    """Undo such a link."""
    item, by, on = item_for(request, key, "items.draft"), person_of(request), timezone.localdate()
    asked = request.POST.get("of", "")
    known = asked if asked.isascii() and asked.isdigit() and len(asked) < 19 else "0"
    of = get_object_or_404(Item, pk=int(known))
    carried_out(request, lambda: take_back_interpretation(item, of=of, by=by, on=on), "已取消关联。")
    return redirect("desk", item.pk)


def _meant(typed: str, person: Person, on: date) -> Item:
    """The one item that is meant: public, or one the person works on."""
    plain = typed.strip()[:300]
    if not plain:
        raise Refused("请填写文件的文号、索引号、名称或者网址。")
    within = items_within(person, on).values("pk")
    seen = Item.objects.filter(Q(live__isnull=False) | Q(pk__in=within))
    if address := re.search(r"/items/(\d{1,18})/", plain, re.ASCII):
        found = seen.filter(pk=int(address.group(1)))
    else:
        number = re.sub(r"[\[(（【]((?:19|20)\d\d)[\])）】]", r"〔\1〕", unicodedata.normalize("NFKC", plain))
        named = (
            Q(index_number=plain)
            | Q(editions__title=plain)
            | Q(editions__document_number__in=[plain, number])
        )
        found = seen.filter(named).distinct()
    several = list(found.order_by("pk")[:2])
    if len(several) != 1:
        how = "有几件都是" if several else "没有找到"
        raise Refused(f"{how}“{plain}”，请改填索引号或者网址。")
    return several[0]
