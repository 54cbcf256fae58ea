"""Uploads on their way in: what is within the limits arrives, what is not is read to its end and told apart."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadhandler import load_handler
from django.http.multipartparser import MultiPartParser
from django.test import RequestFactory

from gongkai.files import arriving
from gongkai.files.arriving import DrainedFile, drained_size
from gongkai.files.limits import limits

BOUNDARY = "line"


class Body(io.BytesIO):
    """A request's body that tells whether it was read to its end."""

    @property
    def is_read(self) -> bool:
        return self.tell() == len(self.getvalue())


def request_with(*files: tuple[str, bytes], words: str = "typed") -> Body:
    out = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="title"\r\n\r\n{words}\r\n'.encode()
    for name, data in files:
        head = f'Content-Disposition: form-data; name="files"; filename="{name}"\r\nContent-Type: text/plain'
        out += f"--{BOUNDARY}\r\n{head}\r\n\r\n".encode() + data + b"\r\n"
    return Body(out + f"--{BOUNDARY}--\r\n".encode())


def parsed(body: Body, settings: Any, length: int | None = None) -> tuple[Any, Any]:
    about = {
        "CONTENT_TYPE": f"multipart/form-data; boundary={BOUNDARY}",
        "CONTENT_LENGTH": str(length or len(body.getvalue())),
    }
    request = RequestFactory().post("/")
    handlers = [load_handler(path, request) for path in settings.FILE_UPLOAD_HANDLERS]
    return MultiPartParser(about, body, handlers).parse()


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    few = replace(limits(), archive=100_000, request=250_000, longest_request=5_000_000)
    monkeypatch.setattr(arriving, "limits", lambda: few)


def test_what_is_within_the_limits_arrives_whole(settings: Any) -> None:
    _, files = parsed(request_with(("a.txt", b"x" * 100_000), ("b.txt", b"")), settings)
    assert [(file.name, file.size, drained_size(file)) for file in files.getlist("files")] == [
        ("a.txt", 100_000, 0),
        ("b.txt", 0, 0),
    ]


def test_a_file_too_large_is_read_to_its_end_kept_nowhere_and_everything_typed_arrives(settings: Any) -> None:
    body = request_with(("大.txt", b"x" * 3_000_000), ("b.txt", b"y"), words="很长的说明")
    typed, files = parsed(body, settings)
    large, small = files.getlist("files")
    assert typed["title"] == "很长的说明" and body.is_read
    assert isinstance(large, DrainedFile) and large.read() == b""
    assert (large.name, large.sent, small.read()) == ("大.txt", 3_000_000, b"y")


def test_many_files_that_are_too_much_together_are_told_apart_from_those_before(settings: Any) -> None:
    _, files = parsed(request_with(*((f"{n}.txt", b"x" * 90_000) for n in range(4))), settings)
    assert [drained_size(file) for file in files.getlist("files")] == [0, 0, 90_000, 90_000]


def test_a_request_that_announces_more_than_anybody_means_is_cut_off(settings: Any) -> None:
    body = request_with(("a.txt", b"x" * 300_000))
    _, files = parsed(body, settings, length=5_000_001)
    assert not files and not body.is_read
