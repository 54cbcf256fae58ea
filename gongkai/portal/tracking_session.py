"""Which case somebody without an account has open: one at a time, for as long as they go on using it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.http import HttpRequest

from gongkai.applications.models import Application, Consultation

CASE: Final = "tracking"  # in the session: key of the application, and when it was used last
PARTY: Final = "giving_opinion"


def open_case(request: HttpRequest, application: Application, *, at: datetime) -> None:
    """From now on this session follows this case, under a new key."""
    request.session.cycle_key()
    follow(request, application, at=at)


def follow(request: HttpRequest, application: Application, *, at: datetime) -> None:
    """From now on this session follows the case that it filed itself. The key stays: whoever clicks twice gets the answer
    to the second click, and has to find the receipt."""
    request.session[CASE] = [application.pk, at.isoformat()]


def case_of(request: HttpRequest, *, at: datetime) -> Application | None:
    """The case that this session follows; None where none was opened or it lay idle too long."""
    key = _used(request, CASE, at)
    return Application.objects.select_related("body", "earlier__body").filter(pk=key).first() if key else None


def open_party(request: HttpRequest, consultation: Consultation, *, at: datetime) -> None:
    """From now on this session is that of a party that is asked for its opinion."""
    request.session.cycle_key()
    request.session[PARTY] = [consultation.pk, at.isoformat()]


def party_of(request: HttpRequest, *, at: datetime) -> Consultation | None:
    """What this session is asked for its opinion about; None where nothing was opened or it lay idle too long."""
    key = _used(request, PARTY, at)
    return Consultation.objects.select_related("application__body").filter(pk=key).first() if key else None


def close(request: HttpRequest, *names: str) -> None:
    """Leave nothing open for whoever uses this browser next."""
    for name in names:
        request.session.pop(name, None)
    request.session.cycle_key()


def _used(request: HttpRequest, name: str, at: datetime) -> int:
    key, seen = request.session.get(name, (0, ""))
    if not key or at - datetime.fromisoformat(seen) > timedelta(minutes=settings.IDLE_MINUTES):
        request.session.pop(name, None) if key else None
        return 0
    request.session[name] = [key, at.isoformat()]
    return int(key)
