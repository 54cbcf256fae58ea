"""What is personal is kept in cipher (SM4-GCM), and found again by keyed hash (HMAC-SM3); the keys lie outside the database."""

from __future__ import annotations

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from django.conf import settings

from gongkai.journal.keys import mac

NONCE: Final = 12
TAG: Final = 16


class Unreadable(Exception):
    """What was sealed cannot be opened: its key is not there, or it was altered."""


@dataclass(frozen=True)
class DataKey:
    """A secret under its short name, with the keys that are made of it: one to encrypt, one to hash."""

    id: str
    cipher: bytes
    hashing: bytes


@lru_cache(maxsize=16)
def _key(text: str) -> DataKey:
    secret = text.encode()
    return DataKey(mac(secret, b"key").hex()[:12], mac(secret, b"seal")[:16], mac(secret, b"hash"))


def _every() -> dict[str, DataKey]:
    return {key.id: key for key in map(_key, settings.DATA_KEYS)}


def key_names() -> tuple[str, ...]:
    """The short names of every key there is, the current one last."""
    return tuple(_every())


def seal(text: str) -> str:
    """The text in cipher under the current key, as ``key id:nonce:cipher``; the same text never looks the same twice."""
    key, nonce = _key(settings.DATA_KEYS[-1]), secrets.token_bytes(NONCE)
    made = Cipher(algorithms.SM4(key.cipher), modes.GCM(nonce)).encryptor()
    made.authenticate_additional_data(key.id.encode())
    cipher = made.update(text.encode()) + made.finalize() + made.tag
    return ":".join((key.id, _written(nonce), _written(cipher)))


def unseal(sealed: str) -> str:
    """The text that was sealed, "" for an empty one. Unreadable where its key is missing or a bit of it was altered."""
    if not sealed:
        return ""
    name, _, rest = sealed.partition(":")
    key = _every().get(name)
    if key is None:
        raise Unreadable(f"缺少数据密钥 {name[:12]}，加密的内容打不开。")
    try:
        nonce, cipher = (urlsafe_b64decode(part) for part in rest.split(":"))
        made = Cipher(algorithms.SM4(key.cipher), modes.GCM(nonce, cipher[-TAG:])).decryptor()
        made.authenticate_additional_data(key.id.encode())
        return (made.update(cipher[:-TAG]) + made.finalize()).decode()
    except (ValueError, InvalidTag) as fault:
        raise Unreadable("加密的内容已经损坏，打不开。") from fault


def keyed(text: str, purpose: str) -> str:
    """The hash of a text for a purpose under the current key, 64 hex digits; hashes of two purposes never meet."""
    return _hash(_key(settings.DATA_KEYS[-1]), text, purpose)


def keyed_by_each(text: str, purpose: str) -> list[str]:
    """The hash under every key there is: what was hashed before a key was changed is found too."""
    return [_hash(key, text, purpose) for key in _every().values()]


def _hash(key: DataKey, text: str, purpose: str) -> str:
    return mac(key.hashing, purpose.encode() + b"\n" + text.encode()).hex()


def _written(data: bytes) -> str:
    return urlsafe_b64encode(data).decode()
