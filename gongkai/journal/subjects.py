"""A person in the journal is a hash made with a key of their own: destroy the key, and nobody can be linked any more."""

from __future__ import annotations

import secrets
import unicodedata

from gongkai.journal import keys
from gongkai.journal.keys import Key
from gongkai.journal.models import SubjectKey


def hash_for(identifier: str) -> str:
    """The hash under which an identifier stands in entries, its key being made where there is none yet."""
    value = _plain(identifier)
    found = _found(value)
    if found is None:
        key = keys.current()
        fresh = SubjectKey(handle=_handle(key, value), secret=secrets.token_hex(32), key=key.id)
        SubjectKey.objects.bulk_create([fresh], ignore_conflicts=True)  # another writer may have been first
        found = SubjectKey.objects.get(handle=fresh.handle)
    return _hash(found, value)


def known_hash(identifier: str) -> str | None:
    """The hash of an identifier, None where none was ever made or its key is destroyed."""
    found = _found(_plain(identifier))
    return None if found is None else _hash(found, _plain(identifier))


def keys_of(identifier: str) -> list[int]:
    """Primary keys of the rows that link an identifier with entries."""
    return list(
        SubjectKey.objects.filter(handle__in=_handles(_plain(identifier))).values_list("pk", flat=True)
    )


def _plain(identifier: str) -> str:
    value = "".join(unicodedata.normalize("NFKC", identifier).split()).upper()
    if not value:
        raise ValueError("当事人的标识是空的。")
    return value


def _handle(key: Key, value: str) -> str:
    return keys.seal(key, "handle", value.encode())


def _handles(value: str) -> list[str]:
    return [_handle(key, value) for key in keys.every().values()]


def _found(value: str) -> SubjectKey | None:
    return SubjectKey.objects.filter(handle__in=_handles(value)).order_by("pk").first()


def _hash(found: SubjectKey, value: str) -> str:
    """Made with both halves: who has the database alone cannot try out all ID numbers."""
    outer = keys.every().get(found.key)
    if outer is None:
        raise ValueError(f"缺少操作记录密钥 {found.key}，不能查当事人。")
    own = keys.mac(outer.secret, b"subject\n" + bytes.fromhex(found.secret))
    return keys.mac(own, value.encode()).hex()
