"""Whether an original is held already, so that nobody sends it twice."""

from __future__ import annotations

from typing import Annotated

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Path
from pydantic import Field

from gongkai.api.interface import INTERFACE
from gongkai.reports.queries import public_original

Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$", description="摘要（SHA-256），64 位小写十六进制")]


@INTERFACE.does("reports.read", "HEAD", "/files/{digest}", answers={200: None})
def original(request: HttpRequest, response: HttpResponse, digest: Path[Digest]) -> None:
    """公开的原件在不在。在则答复 200，Content-Length 为字节数；不在，或者不公开，答复 404。"""
    found = public_original(digest)
    if found is None:
        raise Http404
    response["Content-Length"] = str(found.size)
    response["ETag"] = f'"{found.digest}"'
    response["Content-Type"] = "application/octet-stream"
