"""What a person has on their hands, whatever package it lies in. A package names its providers in its AppConfig
(``owned = ("gongkai.organisations.owned.POSTS",)``), and in ``stays`` the references to a person that a hand-over leaves
as they are, because they say who did something, or are the person's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.apps import apps
from django.utils.module_loading import import_string

from gongkai.organisations.models import Body, Person


@dataclass(frozen=True)
class Item:
    """One thing a person has. ``key`` names it among all things of all packages, ``says`` is what the list of a
    hand-over prints; ``body`` whose it is."""

    key: str
    says: str
    body: Body | None = None


class Owned(Protocol):
    """One kind of thing that has a person. ``fields``: the references to the person ("notices.Notice.person") that it
    answers for."""

    label: str
    fields: tuple[str, ...]

    def held(self, person: Person, on: date) -> Sequence[Item]:
        """What is open and the person's on a day."""

    def pass_on(self, item: Item, to: Person, *, by: Person | None, on: date) -> None:
        """Make it somebody else's; an exception with a Chinese sentence where they cannot have it."""


def providers() -> Iterator[Owned]:
    """The providers of all packages, in the order of the installed applications."""
    for config in apps.get_app_configs():
        for path in getattr(config, "owned", ()):
            yield import_string(path)


def staying() -> Iterator[str]:
    """The references to a person that a hand-over leaves as they are, of all packages."""
    for config in apps.get_app_configs():
        yield from getattr(config, "stays", ())


def held_by(person: Person, on: date) -> list[tuple[Owned, Item]]:
    """Everything a person has on their hands on a day, each with its provider."""
    return [(provider, item) for provider in providers() for item in provider.held(person, on)]
