"""批量签发: what waits for my signature on one page made for the phone, several signed at once, each as it was seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from gongkai.approvals.deciding import sign
from gongkai.approvals.models import Decision, Kind, Matter, Outcome
from gongkai.approvals.queries import visible_to, waiting_for
from gongkai.approvals.shown import Shown, shown
from gongkai.office.carrying_out import carried_out
from gongkai.office.uploads import person_of
from gongkai.organisations.access import may

SHOWN: Final = 50
BEGINNING: Final = 120  # characters of the text on a card; the whole of it stands on the page of the matter


@dataclass(frozen=True)
class Card:
    """A matter as it lies before whoever signs: what it says, who has agreed to it, what was said of the change."""

    matter: Matter
    content: Shown
    note: str
    decisions: list[Decision]
    proxy: str

    @property
    def beginning(self) -> str:
        text = "".join(self.content.lines)
        return f"{text[:BEGINNING]}…" if len(text) > BEGINNING else text


@may("approvals.decide")
def page(request: HttpRequest) -> HttpResponse:
    """What waits for my signature; several signed at once: first the list of what that is, then for good."""
    if request.method == "POST":
        return _sign(request)
    waiting = waiting_for(person_of(request), timezone.localdate())
    mine = [one for one in waiting if one.step.kind == Kind.SIGNATURE]
    proxies = {one.step.matter_id: one.main.name if one.main else "" for one in mine[:SHOWN]}
    found = {"cards": _cards(proxies), "number": len(mine), "all": request.GET.get("all") == "1"}
    return render(request, "office/approvals_to_sign.html", found)


def _cards(proxies: dict[int, str]) -> list[Card]:
    """The matters in the order they came, however many there are in as many queries."""
    matters = Matter.objects.filter(pk__in=proxies).select_related("body", "keeper")
    cards = []
    for matter in matters.prefetch_related("presentations", "decisions__step").order_by("pk"):
        last = max(matter.presentations.all(), key=lambda one: one.turn)
        agreed = [
            one
            for one in matter.decisions.all()
            if one.turn == matter.turn and one.outcome != Outcome.ABSTAIN
        ]
        cards.append(Card(matter, shown(last), last.note, agreed, proxies[matter.pk]))
    return cards


def _sign(request: HttpRequest) -> HttpResponse:
    chosen = dict(one.split(":", 1) for one in request.POST.getlist("matter") if ":" in one)
    keys = [int(key) for key in chosen if key.isascii() and key.isdigit() and len(key) < 19]
    seen = visible_to(person_of(request), timezone.localdate()).filter(pk__in=keys)
    pairs = [(matter, chosen[str(matter.pk)]) for matter in seen]
    if not pairs:
        messages.error(request, "还没有选择要签发的事项。")
        return redirect("approvals-sign")
    if "confirm" not in request.POST:
        return render(request, "office/approvals_sign.html", {"pairs": pairs})
    carried_out(
        request,
        lambda: sign(pairs, by=person_of(request), at=timezone.now()),
        lambda made: f"已签发 {len(made)} 件。",
        not_done="一件也没有签发：{}",
    )
    return redirect("approvals")
