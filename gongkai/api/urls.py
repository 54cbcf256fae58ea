"""Addresses of the interface. Every operation names its action; what is nowhere is answered like everything else here."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import URLPattern, path

from gongkai.api import bodies, files, pages, reports, tokens, uploads
from gongkai.api.interface import INTERFACE, plain_path

OPERATIONS = (bodies, files, reports, tokens, uploads)  # they bind themselves when they are imported


def _bound() -> Iterator[URLPattern]:
    """The operations with the actions of their methods, where the sentinel of the addresses looks for them."""
    for pattern in INTERFACE.urls[0]:
        if isinstance(pattern, URLPattern) and pattern.name != "api-root":
            view, route = pattern.callback, str(pattern.pattern)
            view.actions = INTERFACE.bound[plain_path(route)]  # type: ignore[attr-defined]
            yield path(f"api/v1/{route}", view, name=pattern.name)


urlpatterns = [
    path("api/v1/", pages.docs, name="api-docs"),
    path("api/v1/openapi.json", pages.schema, name="api-schema"),
    *_bound(),
    path("api/<path:rest>", pages.nowhere, name="api-nowhere"),
]
