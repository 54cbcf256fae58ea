"""The keys of the journal, kept outside the database: the last one given seals, the earlier ones still verify."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from cryptography.hazmat.primitives.hashes import SM3
from cryptography.hazmat.primitives.hmac import HMAC
from django.conf import settings


@dataclass(frozen=True)
class Key:
    """A secret, and the short name under which entries refer to it."""

    id: str
    secret: bytes


def mac(secret: bytes, data: bytes) -> bytes:
    """HMAC-SM3, 32 bytes."""
    made = HMAC(secret, SM3())
    made.update(data)
    return made.finalize()


@lru_cache(maxsize=16)
def _key(text: str) -> Key:
    secret = text.encode()
    return Key(mac(secret, b"key").hex()[:12], secret)


def current() -> Key:
    """The key that seals from now on."""
    return _key(settings.JOURNAL_KEYS[-1])


def every() -> dict[str, Key]:
    """All keys by their id, the current one last."""
    return {key.id: key for key in map(_key, settings.JOURNAL_KEYS)}


def seal(key: Key, purpose: str, data: bytes) -> str:
    """HMAC-SM3 over the purpose, a line feed and the data, as 64 hex digits: no seal serves another purpose."""
    return mac(key.secret, purpose.encode() + b"\n" + data).hex()
