"""Where sessions are kept (Django's ``SESSION_ENGINE``): one row each, found by a digest of the key, at an end when
nothing was done for a while or when it has lasted long enough."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import blake2s
from typing import Any, Final

from django.conf import settings
from django.contrib.auth import SESSION_KEY as PERSON
from django.contrib.sessions.backends.db import SessionStore as InDatabase
from django.utils import timezone

from gongkai.organisations.models import Session

BEGUN: Final = "begun"
SEEN: Final = "seen"
ADDRESS: Final = "address"
DEVICE: Final = "device"


def digest(key: str) -> str:
    """What is stored of a session key; 40 characters, as the column is wide."""
    return blake2s(key.encode(), digest_size=20).hexdigest()


def ends_at(begun: datetime, seen: datetime) -> datetime:
    """When a session ends: so long after the last use, and in any case so long after it was begun."""
    idle = seen + timedelta(minutes=settings.IDLE_MINUTES)
    return min(idle, begun + timedelta(hours=settings.SESSION_HOURS))


class SessionStore(InDatabase):
    """Sessions of people are kept with who, since when and from where."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def _get_session_from_db(self) -> Session | None:
        key = self.session_key
        found = (
            key and Session.objects.filter(session_key=digest(key), expire_date__gt=timezone.now()).first()
        )
        if not found:
            self._session_key = None
            return None
        return found

    def exists(self, session_key: str) -> bool:
        return bool(super().exists(digest(session_key)))

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key:
            super().delete(digest(key))

    def _key(self) -> str:
        if self.session_key is None:
            self._session_key = self._get_new_session_key()  # type: ignore[attr-defined]
        return str(self.session_key)

    def create_model_instance(self, data: Mapping[str, Any]) -> Session:
        key, now = digest(self._key()), timezone.now()
        if PERSON not in data:
            expires = now + timedelta(minutes=settings.IDLE_MINUTES)
            return Session(session_key=key, session_data=self.encode(dict(data)), expire_date=expires)
        begun = datetime.fromisoformat(data.get(BEGUN, now.isoformat()))
        kept = {**data, BEGUN: begun.isoformat(), SEEN: now.isoformat()}
        return Session(
            session_key=key,
            session_data=self.encode(kept),
            expire_date=ends_at(begun, now),
            person_id=int(data[PERSON]),
            address=str(data.get(ADDRESS, ""))[:64],
            device=str(data.get(DEVICE, ""))[:64],
            begun_at=begun,
            seen_at=now,
        )
