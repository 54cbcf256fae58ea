"""What a decision is about: one digest over the text, the listed metadata and the enclosures. A changed comma is another
digest, and no decision holds for it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

VERSION: Final = 1


@dataclass(frozen=True)
class Content:
    """What reviewers look at. ``metadata``: name → text, number, list of texts or None; dates as ISO text.
    ``enclosures``: name as shown and SHA-256 of each file, in the order shown."""

    text: str
    metadata: Mapping[str, object]
    enclosures: Sequence[tuple[str, str]] = ()


def canonical(content: Content) -> bytes:
    """The one way the content is written down: UTF-8 JSON, keys sorted, no blanks, with the version of this way."""
    written = {
        "version": VERSION,
        "text": content.text,
        "metadata": dict(content.metadata),
        "enclosures": [list(enclosure) for enclosure in content.enclosures],
    }
    return json.dumps(
        written, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def digest_of(content: Content) -> str:
    """SHA-256 of the content as 64 lower-case hex digits."""
    return hashlib.sha256(canonical(content)).hexdigest()
