"""The files of an item that is not public yet, for those who work on it; and where a matter under decision is worked on."""

from __future__ import annotations

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from gongkai.applications.taking import APPLICATION
from gongkai.catalogue.content import SUBJECT
from gongkai.catalogue.models import Enclosure
from gongkai.files.store import Damaged, give
from gongkai.office.items import item_or_404
from gongkai.organisations.access import may
from gongkai.portal.downloads import attachment

DESKS: Final = {SUBJECT: "desk", APPLICATION: "case"}


@may("items.look")
def page(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """A file of any edition of an item, saved, never shown."""
    item = item_or_404(request, key)
    found = get_object_or_404(Enclosure, pk=number, edition__item=item.pk)
    try:
        return attachment(give(found.digest), found.name, "application/octet-stream")
    except Damaged as fault:
        raise Http404(str(fault)) from fault


def desk_of(subject: str) -> str:
    """Where what is under decision is worked on; empty where it has no page of its own."""
    kind, key = [*subject.split(":"), ""][:2]
    return reverse(DESKS[kind], args=[int(key)]) if kind in DESKS and key.isdigit() else ""
