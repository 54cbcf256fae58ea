"""Every address asked in every way, and the sentinels that stand in an answer, whatever it is packed in."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

import pypdfium2
from django.db import transaction
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.sentinels.fills import FILLS, FIXED
from tests.sentinels.planting import Garden

SENTINEL: Final = re.compile(rb"zq\d{5}")
# Questions that an address is asked.
ALWAYS: Final = ("", "?as=xlsx", "?as=print", "?year=2023", "?q=zq")


BROKEN: Final = "500"  # instead of a sentinel: nobody knows what the answer would have held


class Address(NamedTuple):
    """An address as the resolver knows it."""

    name: str
    pattern: str

    @property
    def places(self) -> list[str]:
        return re.findall(r"<[^>]+>", self.pattern)


def addresses(resolver: URLResolver | None = None, before: str = "/") -> Iterator[Address]:
    """Every address of the site."""
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            yield from addresses(one, before + str(one.pattern))
        elif isinstance(one, URLPattern):
            yield Address(one.name or "", before + str(one.pattern))


def filled(address: Address, garden: Garden) -> list[str]:
    """The address with the key of every row it may stand for, of whatever body; [] where nobody said which rows."""
    if not address.places or address.name in FIXED:
        return [FIXED.get(address.name, address.pattern)]
    label = next((label for label, names in FILLS.items() if address.name in names), None)
    if label is None:
        return []
    return [_filled(address.pattern, keys) for keys in garden.keys(label)]


def _filled(pattern: str, keys: tuple[Any, ...]) -> str:
    for key in keys:
        pattern = re.sub(r"<[^>]+>", str(key), pattern, count=1)
    return pattern


def answers(
    client: Client, path: str, form: dict[str, Any], *, list_like: bool
) -> Iterator[tuple[str, set[str]]]:
    """How it was asked, and the sentinels in the answer. What a question changes is taken back. Pages that may be lists
    (``list_like``) are asked for more than pages of one row."""
    known = {one.decode() for one in SENTINEL.findall(path.encode())}  # whoever asks for it met it elsewhere
    for query in ALWAYS if list_like else ALWAYS[:1]:
        answer = _kept_out(client, "get", path + query, {})
        yield f"GET {path}{query}", sentinels_in(answer) - known
        if answer.status_code == 500:
            yield f"GET {path}{query}", {BROKEN}
        if _turned_away(answer):
            return
        if answer.status_code != 200 or not answer.get("Content-Type", "").startswith("text/html"):
            break
    for sent in ({}, form) if list_like else (form,):
        answer = _kept_out(client, "post", path, sent)
        yield f"POST {path} {sorted(sent)}", sentinels_in(answer) - known
        if answer.status_code == 500:
            yield f"POST {path} {sorted(sent)}", {BROKEN}


def _turned_away(answer: Any) -> bool:
    """Whether it was refused before anything was looked at, however it is asked: to the login, or for want of a post."""
    return answer.status_code in (401, 403) or any(
        where.startswith("/login/") for where, _ in answer.redirect_chain
    )


def _kept_out(client: Client, how: str, path: str, sent: dict[str, Any]) -> Any:
    cookies = client.cookies.output(header="", sep=";")
    with transaction.atomic():
        answer = getattr(client, how)(path, sent, follow=True)
        transaction.set_rollback(True)
    client.cookies.load(cookies)
    return answer


def sentinels_in(answer: HttpResponseBase) -> set[str]:
    """Those in the body and the headers, in what is packed into it, and in the addresses it was led through."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    led = " ".join(f"{where}" for where, _ in getattr(answer, "redirect_chain", ()))
    head = " ".join(f"{name}: {value}" for name, value in answer.items())
    found = set(_within(body)) | set(SENTINEL.findall((led + head + answer.cookies.output()).encode()))
    return {one.decode() for one in found}


def _within(data: bytes) -> Iterator[bytes]:
    yield from SENTINEL.findall(data)
    if data[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield from SENTINEL.findall(name.encode())
                yield from _within(archive.read(name))
    elif data[:5] == b"%PDF-":
        document = pypdfium2.PdfDocument(data)
        for page in document:
            yield from SENTINEL.findall(page.get_textpage().get_text_bounded().encode("utf-8", "replace"))
