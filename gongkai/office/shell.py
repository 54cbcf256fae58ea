"""What stands around every page of the workbench: the menu of what a person may do, and for which body they act."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from importlib.resources import files
from typing import Any, Final, NamedTuple, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from gongkai.organisations.access import actions, held, may, scope, viewer
from gongkai.organisations.models import Body, Holding, Person
from gongkai.organisations.queries import answered_for

ACTING_FOR: Final = "acting_for"


class MenuEntry(NamedTuple):
    """A line of the menu as it is declared."""

    says: str
    url: str
    action: str


class MenuGroup(NamedTuple):
    """Lines that belong together."""

    says: str
    entries: tuple[MenuEntry, ...]


class Link(NamedTuple):
    """A line of the menu as it is shown."""

    says: str
    address: str
    current: bool


@cache
def declared_menu() -> tuple[MenuGroup, ...]:
    """The whole menu, whoever looks."""
    data: Any = tomllib.loads(files("gongkai.office").joinpath("menu.toml").read_text(encoding="utf-8"))
    return tuple(
        MenuGroup(group["says"], tuple(MenuEntry(e["says"], e["url"], e["action"]) for e in group["entry"]))
        for group in data["group"]
    )


class Shell:
    """Who works here, for whom, and what they may do. Nothing is asked of the database before it is needed."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.today = timezone.localdate()

    @cached_property
    def person(self) -> Person | None:
        return viewer(self.request)

    @cached_property
    def holdings(self) -> Sequence[Holding]:
        """Every post the person holds today, stand-ins included."""
        return held(self.person, self.today) if self.person else ()

    @cached_property
    def bodies(self) -> list[Body]:
        """The bodies the person may act for, in order of code; without any post the one they belong to."""
        found = {holding.body_id: holding.body for holding in self.holdings}
        if not found and self.person is not None and self.person.body is not None:
            return [self.person.body]
        return sorted(found.values(), key=lambda body: body.code)

    @cached_property
    def body(self) -> Body | None:
        """The body acted for: the one chosen, else the person's own, else the first."""
        chosen = self.request.session.get(ACTING_FOR)
        own = self.person.body_id if self.person else None
        for key in (chosen, own):
            for body in self.bodies:
                if body.pk == key:
                    return body
        return self.bodies[0] if self.bodies else None

    @cached_property
    def posts(self) -> list[str]:
        """The posts held at the body acted for, in words; 代 for those held as a stand-in."""
        return [
            f"{holding.get_post_display()}{'（代）' if holding.stand_in_for_id else ''}"
            for holding in self.holdings
            if self.body is not None and holding.body_id == self.body.pk
        ]

    @cached_property
    def codes(self) -> frozenset[str]:
        """The posts held at the body acted for, as codes."""
        return frozenset(h.post for h in self.holdings if self.body is not None and h.body_id == self.body.pk)

    def may(self, action: str) -> bool:
        """Whether the person may do an action for the body acted for."""
        access = actions()[action]
        return access.who == "public" or (
            self.person is not None and (access.who == "signed_in" or bool(self.codes & access.posts))
        )

    def scope(self, action: str) -> frozenset[int]:
        """Keys of the bodies the action reaches from the body acted for."""
        access = actions()[action]
        if access.who != "posts" or access.reach == "all":
            return scope(self.person, action, self.today) if self.may(action) else frozenset()
        if self.body is None or not self.may(action):
            return frozenset()
        return answered_for([self.body.pk], self.today, below=access.reach == "below")

    @cached_property
    def menu(self) -> list[tuple[str, list[Link]]]:
        """The groups with the lines that lead somewhere for this person."""
        shown = [
            (group, [entry for entry in group.entries if self.may(entry.action)]) for group in declared_menu()
        ]
        addresses = {entry.url: reverse(entry.url) for _, entries in shown for entry in entries}
        here = max((a for a in addresses.values() if self._is_at(a)), key=len, default="")
        return [
            (group.says, [Link(e.says, addresses[e.url], addresses[e.url] == here) for e in entries])
            for group, entries in shown
            if entries
        ]

    def _is_at(self, address: str) -> bool:
        """Whether this page is the one of the address or one below it; below the first page lies everything."""
        return (
            self.request.path.startswith(address)
            if address != reverse("office")
            else self.request.path == address
        )


def shell_of(request: HttpRequest) -> Shell:
    """The surroundings of a request, made once."""
    kept = cast("dict[str, Shell]", request.__dict__)
    return kept.setdefault("office_shell", Shell(request))


def surroundings(request: HttpRequest) -> Mapping[str, Shell]:
    """For every template: ``shell``."""
    return {"shell": shell_of(request)}


def acting_for(request: HttpRequest) -> Body | None:
    """The body for which the person acts at present."""
    return shell_of(request).body


@may("office.open")
@require_POST
def act_for(request: HttpRequest) -> HttpResponse:
    """Choose the body to act for, and begin with what is due there."""
    wanted = request.POST.get("body", "")
    for body in shell_of(request).bodies:
        if str(body.pk) == wanted:
            request.session[ACTING_FOR] = body.pk
            messages.success(request, f"现在代表“{body.name}”办理。")
            return redirect("office")
    messages.error(request, "您没有任该机关的岗位，不能代表它办理。")
    return redirect("office")


def way_back(request: HttpRequest, otherwise: str) -> str:
    """The address a form names as the one to go back to, on this site only."""
    back = request.POST.get("back", "")
    return back if url_has_allowed_host_and_scheme(back, allowed_hosts=None) else reverse(otherwise)
