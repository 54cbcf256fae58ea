"""Uploads on their way in: what is too large is read to its end and thrown away, so that the page can say so in words."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

from gongkai.files.limits import limits


class DrainedFile(SimpleUploadedFile):
    """In the place of a file of which nothing was kept: its name, and how many bytes there were."""

    def __init__(self, name: str, content_type: str | None, sent: int) -> None:
        super().__init__(name, b"", content_type or "application/octet-stream")
        self.sent = sent


def drained_size(stream: object) -> int:
    """How many bytes of an upload were thrown away; 0 where it was kept."""
    return stream.sent if isinstance(stream, DrainedFile) else 0


class Drain(FileUploadHandler):
    """First of the upload handlers: passes on what is within the limits of one file and of one request, and swallows
    the rest. A request that announces more than anybody could mean is cut off."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self._kept = 0
        self._size = 0
        self._overflown = self._endless = False

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: str | None = None
    ) -> None:
        self._endless = content_length > limits().longest_request

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._size, self._overflown = 0, False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        if self._endless:
            raise StopUpload(connection_reset=True)
        self._size += len(raw_data)
        if self._overflown:
            return None
        if self._size > limits().archive or self._kept + self._size > limits().request:
            self._overflown = True
            return None
        return raw_data

    def file_complete(self, file_size: int) -> UploadedFile[bytes] | None:
        if self._overflown:
            return DrainedFile(self.file_name or "", self.content_type, self._size)
        self._kept += self._size
        return None
