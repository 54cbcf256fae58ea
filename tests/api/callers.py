"""Programs that call the interface in the tests: with a token, without one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from gongkai.organisations.models import ApiToken, Body, Person
from gongkai.organisations.tokens import Wish, issue

API = "/api/v1"


def a_token(body: Body, owner: Person, *actions: str) -> tuple[ApiToken, str]:
    """A token of a body for a month from today, and its secret."""
    on = timezone.localdate()
    wish = Wish("报送系统", set(actions or ("reports.hand_in",)), on + timedelta(days=30))
    return issue(body, wish=wish, by=owner, on=on)


def bearing(secret: str) -> dict[str, str]:
    """The headers of a program with a token."""
    return {"Authorization": f"Bearer {secret}"}


def send(secret: str, *files: tuple[str, bytes], key: str = "", client: Client | None = None) -> Any:
    """Hand files in; the answer."""
    headers = bearing(secret) | ({"Idempotency-Key": key} if key else {})
    sent = [SimpleUploadedFile(name, data) for name, data in files]
    return (client or Client()).post(f"{API}/reports", {"files": sent}, headers=headers)
