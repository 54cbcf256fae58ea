"""交接: everything of a person to those who take it over, in one act, and the list that both sign."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from gongkai.office.drafts import DraftHere
from gongkai.office.listing import Column, Listed, Listing
from gongkai.office.listing_file import listing_file
from gongkai.office.organisation_people import HAND_OVER, handed_over_by, people_within
from gongkai.office.uploads import person_of
from gongkai.organisations.access import may, scope
from gongkai.organisations.handing_over import hand_over
from gongkai.organisations.models import HandedOver, HandOver, Person
from gongkai.organisations.owning import Item, held_by
from gongkai.organisations.refusal import Refused
from gongkai.portal.downloads import attachment
from gongkai.writing.document import Cell, Closing, Part, Prose, Table, Title
from gongkai.writing.docx import parts_to_docx

DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ALL: Final = "to"  # the input that names who takes everything that is not given to somebody else
HEADS: Final = ("序号", "类别", "事项", "接收人", "接收人签字")
WIDTHS: Final = (0.08, 0.14, 0.44, 0.16, 0.18)
LISTS: Final = Listing(
    code="hand-overs",
    caption="交接清单",
    order="-pk",
    columns=(
        Column("person", "移交人", lambda one: one.person.name, link=lambda one: _address(one)),
        Column("body", "机关", lambda one: one.body.name if one.body else ""),
        Column("on", "交接日期", lambda one: one.on, order="on"),
        Column("reason", "事由", lambda one: one.reason),
        Column("closed", "账号", lambda one: "已停用" if one.closed else "保留"),
    ),
    empty="还没有办过交接。",
)


def _address(made: HandOver) -> str:
    return reverse("hand-over-list", args=[made.pk])


class Line(NamedTuple):
    """A thing on the page, with its input and who was chosen for it."""

    kind: str
    item: Item
    chosen: str


@may(HAND_OVER)
def hand(request: HttpRequest, key: int) -> HttpResponse:
    """What the person has, somebody for each thing, and one button."""
    person, by = get_object_or_404(handed_over_by(request), pk=key), person_of(request)
    on = timezone.localdate()
    draft = DraftHere(request, HAND_OVER, key, title=f"交接：{person.name}")
    given: Mapping[str, str] = request.POST.dict() if request.method == "POST" else dict(draft.initial)
    heirs = people_within(request, HAND_OVER).filter(is_active=True).exclude(pk=person.pk)
    held = held_by(person, on)
    trouble = ""
    if request.method == "POST":
        try:
            to = _chosen([item for _, item in held], given, heirs)
            made = hand_over(
                person, to=to, by=by, on=on, reason=given.get("reason", ""), closes="closes" in given
            )
            draft.handed_in()
            messages.success(request, "交接已办完，请打印清单，由双方签字。")
            return redirect("hand-over-list", made.pk)
        except (Refused, ValidationError) as refused:
            trouble = str(refused)
    lines = [Line(provider.label, item, given.get(item.key, "")) for provider, item in held]
    page = {
        "person": person,
        "lines": lines,
        "heirs": heirs,
        "given": given,
        "trouble": trouble,
        "draft": draft,
    }
    return render(request, "office/hand_over.html", page)


def _chosen(items: Iterable[Item], given: Mapping[str, str], heirs: QuerySet[Person]) -> dict[str, Person]:
    """Key of each thing → who takes it; those nobody was chosen for are left out."""
    known = {str(heir.pk): heir for heir in heirs}
    everything = known.get(given.get(ALL, ""))
    found = {item.key: known.get(given.get(item.key, "")) or everything for item in items}
    return {key: heir for key, heir in found.items() if heir is not None}


def _seen_by(request: HttpRequest) -> QuerySet[HandOver]:
    bodies = scope(person_of(request), HAND_OVER, timezone.localdate())
    seen = HandOver.objects.filter(body__in=bodies, person__in=handed_over_by(request))
    return seen.select_related("person", "body", "by")


@may(HAND_OVER)
def index(request: HttpRequest) -> HttpResponse:
    """Every hand-over of one's bodies."""
    listed = Listed(LISTS, _seen_by(request), request)
    if listed.wants_file:
        return cast(HttpResponse, listing_file(listed))
    return render(request, "office/hand_overs.html", {"list": listed})


@may(HAND_OVER)
def page(request: HttpRequest, key: int) -> HttpResponse:
    """What went to whom, to be printed."""
    made = get_object_or_404(_seen_by(request), pk=key)
    return render(request, "office/hand_over_list.html", {"made": made, "items": _items(made)})


@may(HAND_OVER)
def as_docx(request: HttpRequest, key: int) -> HttpResponse:
    """The same as a Word document, with room for the signatures."""
    made = get_object_or_404(_seen_by(request), pk=key)
    data = parts_to_docx(tuple(_parts(made)), made.body.name if made.body else "")
    return attachment(data, f"交接清单（{made.person.name}）.docx", DOCX)


def _items(made: HandOver) -> QuerySet[HandedOver]:
    return made.items.select_related("to")


def _parts(made: HandOver) -> Iterator[Part]:
    yield Title("交接清单", ("交接清单",))
    closed = "账号已同时停用。" if made.closed else "账号保留。"
    yield Prose(f"移交人：{made.person.name}（{made.person.account}）。事由：{made.reason}。{closed}")
    head = tuple(Cell(text, "head", key=f"h{n}", axis="col") for n, text in enumerate(HEADS))
    rows = tuple(
        tuple(Cell(text, "words") for text in (str(n), one.kind, one.says, one.to.name, ""))
        for n, one in enumerate(_items(made), 1)
    )
    yield Table("R", "交接事项", True, WIDTHS, (head,), (rows,))
    yield Closing("移交人签字：　　　　　　　")
    yield Closing(f"{made.on.year}年{made.on.month}月{made.on.day}日")
