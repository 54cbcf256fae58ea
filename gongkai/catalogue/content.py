"""What reviewers look at in an edition, as one content with its digest."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from gongkai.approvals.digest import Content, digest_of
from gongkai.catalogue.models import Edition, Enclosure, Item

# Everything a reader sees besides the text. A field that is added here makes every later digest another.
LISTED: Final = (
    "title",
    "summary",
    "document_number",
    "issuer",
    "category",
    "theme",
    "genre",
    "aspect",
    "keywords",
    "source",
)
SUBJECT: Final = "catalogue.Item"


def content_of(edition: Edition, enclosures: Iterable[Enclosure] | None = None) -> Content:
    """Text, listed metadata and enclosures of an edition, with the body, the day and the attribute of its item."""
    files = edition.enclosures.order_by("order") if enclosures is None else enclosures
    metadata: dict[str, object] = {name: getattr(edition, name) for name in LISTED}
    metadata |= {
        "body": edition.item.body.code,
        "attribute": edition.item.attribute,
        "formed_on": edition.formed_on.isoformat(),
    }
    return Content(edition.text, metadata, tuple((file.name, file.digest) for file in files))


def digest(edition: Edition, enclosures: Iterable[Enclosure] | None = None) -> str:
    """The digest that decisions about an edition are about."""
    return digest_of(content_of(edition, enclosures))


def subject(item: Item) -> str:
    """How decisions name an item; which edition of it they are about, their digest tells."""
    return f"{SUBJECT}:{item.pk}"
