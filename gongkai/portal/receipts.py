"""What a receipt says to whoever filed an application here."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from gongkai.applications.intake import Registered
from gongkai.law.dates import with_weekday


def receipt_for(registered: Registered, at: datetime) -> dict[str, str]:
    """Number, code, body, days and due date, as the receipt shows them."""
    made = registered.application
    return {
        "number": made.number,
        "code": registered.code,
        "body": made.body.name,
        "title": made.title,
        "sent": f"{timezone.localtime(at):%Y-%m-%d %H:%M}",
        "received": with_weekday(made.received_on),
        "due": with_weekday(made.due_on) if made.due_on else "",
        "provisional": "yes" if made.due_provisional else "",
    }
