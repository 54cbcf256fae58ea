"""One form of bytes for one content: what is sealed does not depend on the database that keeps it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime

from django.core.serializers.json import DjangoJSONEncoder


def written(values: Mapping[str, object] | None) -> str:
    """Listed values as JSON with sorted keys, nothing between, no escapes beyond the needed; "" for nothing.
    ValueError for what JSON cannot say."""
    if values is None:
        return ""
    return json.dumps(
        values,
        cls=DjangoJSONEncoder,
        sort_keys=True,
        ensure_ascii=False,
        allow_nan=False,
        separators=(",", ":"),
    )


def packed(values: Iterable[object]) -> bytes:
    """A JSON list of texts in UTF-8: what a seal is made over."""
    texts = [_text(value) for value in values]
    return json.dumps(texts, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def _text(value: object) -> str:
    """Truth as 1 or 0, a day as 2026-03-01, a moment as 2026-03-01T08:00:00.000000Z."""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
