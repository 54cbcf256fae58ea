"""The virus scanner, where one is set: clamd, asked over its socket, which gets the bytes and not a name."""

from __future__ import annotations

from typing import IO, BinaryIO, NamedTuple, cast
from urllib.parse import urlsplit

from clamav_client.clamd import ClamdError, ClamdNetworkSocket, ClamdUnixSocket
from django.conf import settings

from gongkai.files.models import Scan

_SECONDS = 60


class Verdict(NamedTuple):
    """What the scanner said, and the name of what it found."""

    scan: Scan
    virus: str = ""


def scanned(file: IO[bytes]) -> Verdict:
    """A file → clean, found with its name, unscanned where no scanner is set, pending where it does not answer or does
    not take a file of this size."""
    address: str = settings.CLAMD
    if not address:
        return Verdict(Scan.UNSCANNED)
    file.seek(0)
    try:
        answer = _socket(address).instream(cast(BinaryIO, file))
    except (ClamdError, OSError, ValueError):
        return Verdict(Scan.PENDING)
    status, virus = answer.get("stream", ("ERROR", ""))
    if status == "FOUND":
        return Verdict(Scan.FOUND, virus or "")
    return Verdict(Scan.CLEAN if status == "OK" else Scan.PENDING)


def _socket(address: str) -> ClamdNetworkSocket:
    parts = urlsplit(address)
    if parts.scheme == "unix":
        return ClamdUnixSocket(path=parts.path, timeout=_SECONDS)
    return ClamdNetworkSocket(host=parts.hostname or "127.0.0.1", port=parts.port or 3310, timeout=_SECONDS)
