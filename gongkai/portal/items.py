"""Pages of what is published: one item, its earlier editions, its files; and the place of one that was taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from gongkai.catalogue.models import Edition, Enclosure, Item
from gongkai.catalogue.public import (
    interpretations_of,
    public_enclosure,
    public_item,
    published_editions,
    validity_of,
    withdrawal_of,
)
from gongkai.files import store
from gongkai.files.kinds import kinds
from gongkai.law import normative as law
from gongkai.law.disclosure import categories, theme_labels, words
from gongkai.organisations.access import may
from gongkai.portal.downloads import attachment
from gongkai.portal.failures import not_given
from gongkai.portal.qr import picture

# Formats that a browser shows by itself and that can run nothing here; everything else is saved.
SHOWN: Final = {"pdf": "application/pdf", "png": "image/png", "jpg": "image/jpeg", "gif": "image/gif"}
RUNS: Final = ("html", "mhtml", "office_xml")


@dataclass(frozen=True)
class Line:
    """A line of the index table: only lines with a value are shown, so that no colon stands alone."""

    label: str
    value: str


@dataclass(frozen=True)
class File:
    """An enclosure as the page names it."""

    name: str
    place: int
    ending: str
    kind: str
    size: str
    saved: bool


@may("items.read")
def page(request: HttpRequest, key: int) -> HttpResponse:
    """An item as it is public now; 410 with the reason where it was taken back."""
    item = public_item(key)
    if item is None:
        raise Http404
    withdrawal = withdrawal_of(item)
    if withdrawal is not None:
        return render(request, "portal/item_gone.html", {"item": item, "withdrawal": withdrawal}, status=410)
    editions = published_editions(item)
    explained, explains = interpretations_of(item)
    edition = editions[0].edition
    standing = validity_of(item, timezone.localdate())
    found = {
        "item": item,
        "edition": edition,
        "published": edition.releases.order_by("at").first(),
        "lines": index_table(item, edition, standing),
        "standing": standing,
        "validity": law.LABELS[standing.validity] if standing else "",
        "ended": standing is not None and standing.validity in (*law.ENDED, law.Validity.AMENDED),
        "files": [_file(file) for file in edition.enclosures.all()],
        "explained": explained,
        "explains": explains,
        "earlier": editions[1:],
        "address": request.build_absolute_uri(request.path),
    }
    return render(request, "portal/item.html", found)


@may("items.read")
def earlier(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """An edition that was public before; it says so on top."""
    item = public_item(key)
    editions = published_editions(item) if item and item.live_id else []
    chosen = next((one for one in editions[1:] if one.edition.number == number), None)
    if item is None or chosen is None:
        raise Http404
    page = {"item": item, "chosen": chosen, "lines": index_table(item, chosen.edition, None)}
    return render(request, "portal/item_earlier.html", page)


@may("items.read")
def enclosure_by_place(request: HttpRequest, key: int, place: int) -> HttpResponse:
    """The address of a file without its ending, which holds for ever."""
    file = public_enclosure(key, place)
    if file is None:
        raise Http404
    return redirect("item-enclosure", key, place, ending(file.kind), permanent=True)


@may("items.read")
def enclosure(request: HttpRequest, key: int, place: int, kind: str) -> HttpResponse:
    """A file of the live edition; gone with it from the moment it is taken back."""
    file = public_enclosure(key, place)
    if file is None or kind != ending(file.kind):
        raise Http404
    try:
        data = store.give(file.digest)
    except store.Damaged as error:
        return not_given(request, "附件", error)
    if file.kind not in SHOWN:
        return attachment(data, file.name, "application/octet-stream")
    answer = attachment(data, file.name, SHOWN[file.kind])
    answer["Content-Disposition"] = answer["Content-Disposition"].replace("attachment", "inline", 1)
    return answer


@may("items.read")
def qr(request: HttpRequest, key: int) -> HttpResponse:
    """The address of an item as a QR code, made here."""
    item = public_item(key)
    if item is None or item.live_id is None:
        raise Http404
    return picture(request.build_absolute_uri(reverse("item", args=[item.pk])))


def ending(kind: str) -> str:
    """The ending of an enclosure's address, by which a plain file server knows its type; of formats in which something could
    run, one that is only ever saved."""
    return "bin" if kind in RUNS else kind


def index_table(item: Item, edition: Edition, standing: law.Standing | None) -> list[Line]:
    """索引号, 分类, 发布机构 … in the usual order; what is empty is left out."""
    category = categories().get(edition.category)
    lines = [
        Line("索引号", item.index_number),
        Line("主题分类", theme_labels().get(edition.theme, "")),
        Line("法定主动公开内容", category.label if category else ""),
        Line("体裁", words("genre").get(edition.genre, "")),
        Line("发文机关", edition.issuer or item.body.name),
        Line("成文日期", _day(edition.formed_on)),
        Line("名称", edition.title),
        Line("文号", edition.document_number),
        Line("有效性", law.LABELS[standing.validity] if standing else ""),
        Line("主题词", edition.keywords),
    ]
    return [line for line in lines if line.value]


def _day(day: date) -> str:
    return day.isoformat()


def _file(file: Enclosure) -> File:
    kind = kinds().get(file.kind)
    says = kind.says if kind else file.kind.upper()
    return File(
        file.name, file.order, ending(file.kind), says, readable_size(file.size), file.kind not in SHOWN
    )


def readable_size(size: int) -> str:
    """Bytes as people read them: B, KB or MB."""
    if size < 1024:
        return f"{size} B"
    return f"{size / 1024:.0f} KB" if size < 1024 * 1024 else f"{size / 1024 / 1024:.1f} MB"
