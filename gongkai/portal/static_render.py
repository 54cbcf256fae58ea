"""Pages as a stranger gets them, rendered without a server in between."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache
from typing import Final
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest

from gongkai.portal.surroundings import site

GONE: Final = (404, 410)


class Failed(Exception):
    """A page could not be rendered; the message names its address."""


@dataclass(frozen=True)
class Rendered:
    """What an address answers. ``there``: whether it is something to be kept (a page, or the place of one taken back)."""

    status: int
    content: bytes

    @property
    def there(self) -> bool:
        return self.status in (200, 410)


class Ask(WSGIRequest):
    """A stranger's question at the address of the site itself, whatever names this server answers to."""

    def get_host(self) -> str:
        return site()["domain"]


@cache
def _handler() -> BaseHandler:
    handler = BaseHandler()
    handler.load_middleware()
    return handler


def rendered(path: str) -> Rendered:
    """What the address of this path answers: 200, or 410 where something was taken back, or 404. Failed for anything
    else."""
    answer = _handler().get_response(Ask(_environment(path)))
    if answer.status_code not in (200, *GONE):
        raise Failed(f"{path} 没有生成（状态码 {answer.status_code}）")
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    return Rendered(answer.status_code, content)


def _environment(path: str) -> dict[str, object]:
    secure = settings.HTTPS
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": "",
        "SERVER_NAME": site()["domain"],
        "SERVER_PORT": "443" if secure else "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": "https" if secure else "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
    }
