"""A plain file server over a folder, and every page of it that links lead to."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from html.parser import HTMLParser
from http.client import HTTPConnection
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urldefrag, urljoin, urlsplit


class Answer(NamedTuple):
    """What the server gave for an address, and the page whose link led there."""

    status: int
    kind: str
    content: bytes
    linked_from: str


class Quiet(SimpleHTTPRequestHandler):
    """A plain file server that says nothing on the terminal."""

    def log_message(self, format: str, *args: object) -> None:
        pass


class Links(HTMLParser):
    """Every address that a page names."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name in ("href", "src", "action") and value]


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a server of this folder, on this machine only."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def asked(root: str, path: str, linked_from: str = "") -> Answer:
    connection = HTTPConnection(urlsplit(root).netloc)
    connection.request("GET", quote(path, safe="/?=&%:;,+-_.~"))
    answer = connection.getresponse()
    found = Answer(answer.status, answer.headers.get_content_type(), answer.read(), linked_from)
    connection.close()
    return found


def crawled(root: str, start: str = "/") -> tuple[dict[str, Answer], set[str]]:
    """Path → answer for everything that links lead to, and the addresses elsewhere that any page names."""
    found: dict[str, Answer] = {}
    elsewhere: set[str] = set()
    ahead = [(start, "")]
    while ahead:
        path, page = ahead.pop()
        if path in found:
            continue
        found[path] = asked(root, path, page)
        if found[path].kind == "text/html":
            links = Links()
            links.feed(found[path].content.decode())
            for link in links.found:
                address = urldefrag(urljoin(root + path, link)).url
                if urlsplit(address).netloc == urlsplit(root).netloc:
                    ahead.append((address.removeprefix(root) or "/", path))
                else:
                    elsewhere.add(link)
    return found, elsewhere
