"""One normative document in the office: how it stands and came to stand, its chain, and what may be done to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from gongkai.catalogue.models import Attribute, Item, NormativeDocument
from gongkai.catalogue.normative import Terms, change_validity, documents_of, in_force_on, register, shown_on
from gongkai.catalogue.queries import bodies_within, last_edition, with_title
from gongkai.law import normative as law
from gongkai.office.items import item_for
from gongkai.office.normative import SIGNS
from gongkai.office.normative_forms import ChangeForm, RegisterForm
from gongkai.office.organisation_forms import OfBodies
from gongkai.office.organisation_task import Task, task_page
from gongkai.office.uploads import person_of
from gongkai.organisations.access import allowed, may

WARNING: Final = (
    "有效性变更一经登记就立即显示在公开页面上，不能删除。生效日期以依据文件写明的为准；废止之日起即不再施行。"
)


def document_or_404(request: HttpRequest, key: int) -> NormativeDocument:
    """A document of a body the person works for; of others not even that they are there is told."""
    bodies = bodies_within(person_of(request), timezone.localdate())
    found: NormativeDocument | None = documents_of(bodies).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


@may("items.look")
def page(request: HttpRequest, key: int) -> HttpResponse:
    """Particulars, how it stands today, everything that happened to it, what it replaces and what replaced it."""
    document, today = document_or_404(request, key), timezone.localdate()
    shown = shown_on(document, today)
    standing = shown.standing
    keeps = allowed(person_of(request), "normative.keep", document.body, today)
    found = {
        "document": document,
        "standing": standing,
        "expires": shown.expires,
        "says": law.LABELS[standing.validity],
        "sign": SIGNS[standing.validity],
        "changes": document.changes.select_related("by", "clean_up"),
        "before": document.replaces.order_by("made_on"),
        "after": NormativeDocument.objects.filter(replaces=document).order_by("made_on"),
        "explained": with_title(Item.objects.filter(explains__of=document.item)),
        "may_change": keeps and standing.validity not in law.ENDED,
    }
    return render(request, "office/normative_document.html", found)


@may("normative.keep")
def change(request: HttpRequest, key: int) -> HttpResponse:
    """Write down that it is amended, lapsed, repealed or extended, by which document and from which day."""
    document = document_or_404(request, key)
    if not allowed(person_of(request), "normative.keep", document.body, timezone.localdate()):
        raise PermissionDenied("只能办理本人任职机关的规范性文件。")

    def act(given: Mapping[str, Any], _: OfBodies) -> str:
        event = law.Event(law.Change(given["what"]), given["on"], given["basis"], given["until"])
        made = change_validity(document, event=event, by=person_of(request), at=timezone.now())
        return f"已登记：{made.get_what_display()}，自 {made.on} 起生效。"

    task = Task(
        code="normative.change",
        subject=document.pk,
        title=f"变更有效性：{document.title}",
        button="登记变更",
        form=ChangeForm,
        act=act,
        back=(document.title, reverse("normative-document", args=[document.pk])),
        choices={},
        initial={},
        warning=WARNING,
    )
    return task_page(request, task)


@may("normative.keep")
def enter(request: HttpRequest, key: int) -> HttpResponse:
    """Register an item as a normative document."""
    item = item_for(request, key, "normative.keep")
    if item.attribute != Attribute.OPEN or NormativeDocument.objects.filter(item=item).exists():
        raise Http404
    edition, today = last_edition(item), timezone.localdate()
    standing = [one.pk for one in in_force_on(item.body, today)]

    def act(given: Mapping[str, Any], _: OfBodies) -> str:
        terms = Terms(given["since"], given["expires"], given["registration"], list(given["replaces"]))
        register(edition, terms=terms, by=person_of(request), at=timezone.now())
        return "已登记为规范性文件，送审时按规范性文件的审签链办理。"

    task = Task(
        code="normative.register",
        subject=item.pk,
        title=f"登记规范性文件：{edition.title}",
        button="登记",
        form=RegisterForm,
        act=act,
        back=(edition.title, reverse("desk", args=[item.pk])),
        choices={"replaces": NormativeDocument.objects.filter(pk__in=standing)},
        initial={"since": edition.formed_on},
        warning="登记后不能删除；应在送审以前登记，合法性审核才会列入审签。",
    )
    return task_page(request, task)
