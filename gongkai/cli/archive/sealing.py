"""A stream sealed in portions of a mebibyte (SM4-GCM): read back only as it was written, whole, and with the same key."""

from __future__ import annotations

import hmac
import io
import os
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.ciphers.modes import GCM
from cryptography.hazmat.primitives.hashes import SM3
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MAGIC = b"gongkai backup 1\n"
SALT, CHECK, TAG = 16, 16, 16
PORTION = 1 << 20
SHORTEST_KEY = 32


class Unreadable(Exception):
    """Why a backup cannot be read, as a sentence."""


def derived(secret: str, salt: bytes) -> tuple[bytes, bytes]:
    """The key of one backup, and what tells a wrong key from altered bytes. ValueError where the secret is short."""
    if len(secret) < SHORTEST_KEY:
        raise ValueError(f"备份密钥太短，至少 {SHORTEST_KEY} 个字符。")
    made = HKDF(SM3(), 16 + CHECK, salt, b"gongkai backup").derive(secret.encode())
    return made[:16], made[16:]


def _nonce(number: int, last: bool) -> bytes:
    """Never twice under one key, and the last portion is marked: none can be left out, moved or cut off."""
    return number.to_bytes(11, "big") + bytes([last])


class Sealing(io.RawIOBase):
    """Takes bytes and writes them sealed; ``close`` seals the last portion and leaves the file open."""

    def __init__(self, file: IO[bytes], secret: str) -> None:
        salt = os.urandom(SALT)
        self._key, check = derived(secret, salt)
        self._file, self._number, self._waiting = file, 0, bytearray()
        self._head = MAGIC + salt + check
        file.write(self._head)

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        given = bytes(data)  # type: ignore[call-overload]
        self._waiting += given
        while len(self._waiting) > PORTION:
            self._put(bytes(self._waiting[:PORTION]), last=False)
            del self._waiting[:PORTION]
        return len(given)

    def close(self) -> None:
        if not self.closed:
            self._put(bytes(self._waiting), last=True)
        super().close()

    def _put(self, portion: bytes, *, last: bool) -> None:
        made = Cipher(SM4(self._key), GCM(_nonce(self._number, last))).encryptor()
        made.authenticate_additional_data(self._head)
        self._file.write(made.update(portion) + made.finalize() + made.tag)
        self._number += 1


class Opening(io.RawIOBase):
    """Gives the bytes of a sealed stream, each portion only after it was found unaltered. Unreadable otherwise."""

    def __init__(self, file: IO[bytes], secret: str) -> None:
        self._head = file.read(len(MAGIC) + SALT + CHECK)
        if not self._head.startswith(MAGIC) or len(self._head) < len(MAGIC) + SALT + CHECK:
            raise Unreadable("这不是本平台的备份文件，或文件不完整。")
        salt, check = self._head[len(MAGIC) : -CHECK], self._head[-CHECK:]
        self._key, expected = derived(secret, salt)
        if not hmac.compare_digest(check, expected):
            raise Unreadable("备份密钥不对，或备份文件的开头被改动。")
        self._file, self._number, self._plain = file, 0, b""
        self._next = file.read(PORTION + TAG)
        if not self._next:
            raise Unreadable("备份文件不完整：只有开头。")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        target = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        if not self._plain and self._next:
            self._plain = self._portion()
        given = self._plain[: len(target)]
        target[: len(given)] = given
        self._plain = self._plain[len(given) :]
        return len(given)

    def _portion(self) -> bytes:
        sealed, self._next = self._next, self._file.read(PORTION + TAG)
        last = not self._next
        opened = Cipher(SM4(self._key), GCM(_nonce(self._number, last), sealed[-TAG:])).decryptor()
        opened.authenticate_additional_data(self._head)
        try:
            plain = opened.update(sealed[:-TAG]) + opened.finalize()
        except (InvalidTag, ValueError) as error:
            raise Unreadable(f"备份文件第 {self._number + 1} 段被改动，或文件不完整。") from error
        self._number += 1
        return plain
