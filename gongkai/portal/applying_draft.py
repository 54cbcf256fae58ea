"""What somebody without an account has typed and uploaded so far: kept in cipher in their session, and gone with it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final

from django.http import HttpRequest

from gongkai.applications.sealing import Unreadable, seal, unseal

KEPT: Final = "applying"  # in the session
RECEIPT: Final = "receipt"
LONGEST: Final = 6000  # characters of one field
LONGEST_OF_ALL: Final = 24_000  # characters; what comes after is not kept
PARTS: Final = ("natural", "organisation", "agent", "wanted", "labour", "proof")
MOST_PEOPLE: Final = 5
NATURAL: Final = "natural"
ORGANISATION: Final = "organisation"


@dataclass(frozen=True)
class KeptFile:
    """A file that came with the form: where the store has it, its name, and what it is (role)."""

    digest: str
    name: str
    role: str


@dataclass(frozen=True)
class Draft:
    """The form for one body as typed so far. ``sort``: whether people or organisations apply; ``people``: how many together;
    ``agent``: somebody acts for them."""

    body: int
    sort: str = NATURAL
    people: int = 1
    agent: bool = False
    fields: Mapping[str, str] = field(default_factory=dict)
    files: tuple[KeptFile, ...] = ()

    def typed(self, given: Mapping[str, str]) -> Draft:
        """This draft with what a form brought; what was typed into parts that are not shown now stays."""
        clean = {
            name: text.replace("\x00", "")[:LONGEST]
            for name, text in given.items()
            if name.startswith(PARTS) and len(name) <= 40
        }
        others = {
            name: text for name, text in self.fields.items() if name not in (*clean, "wanted-other_form")
        }
        return replace(self, fields=dict(_within({**clean, **others})))

    def reshaped(self, go: str) -> Draft:
        """This draft after a button that changes the shape of the form."""
        if go in (NATURAL, ORGANISATION):
            return replace(self, sort=go)
        if go == "add":
            return replace(self, people=min(self.people + 1, MOST_PEOPLE))
        if go == "remove":
            return replace(self, people=max(self.people - 1, 1))
        if go in ("agent", "no-agent"):
            return replace(self, agent=go == "agent")
        if go.startswith("drop-"):
            return replace(self, files=tuple(one for one in self.files if f"drop-{one.digest}" != go))
        return self

    def with_role(self, role: str) -> list[KeptFile]:
        return [one for one in self.files if one.role == role]


def _within(fields: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    left = LONGEST_OF_ALL
    for name, text in fields.items():
        left -= len(name) + len(text)
        if left < 0:
            return
        yield name, text


def draft_of(request: HttpRequest) -> Draft:
    """The draft of this session; an empty one for no body where there is none, or none that can be read any more."""
    found = _opened(request, KEPT)
    if not found:
        return Draft(0)
    return Draft(**{**found, "files": tuple(KeptFile(**one) for one in found["files"])})


def keep(request: HttpRequest, draft: Draft) -> None:
    """Keep a draft for as long as the session lasts."""
    request.session[KEPT] = seal(json.dumps(asdict(draft), ensure_ascii=False))


def forget(request: HttpRequest) -> None:
    """The draft was sent, or is not wanted any more."""
    request.session.pop(KEPT, None)


def keep_receipt(request: HttpRequest, receipt: Mapping[str, str]) -> None:
    """Keep what the receipt page shows, the code included, until the session ends."""
    request.session[RECEIPT] = seal(json.dumps(dict(receipt), ensure_ascii=False))


def receipt_of(request: HttpRequest) -> dict[str, str] | None:
    """The receipt of what this session filed last."""
    found: dict[str, str] | None = _opened(request, RECEIPT)
    return found


def _opened(request: HttpRequest, name: str) -> Any:
    try:
        return json.loads(unseal(request.session.get(name, "")) or "null")
    except Unreadable:
        return None
