"""A form sent after the session had run out: kept, signed, in the sign-in page itself, and offered for sending again
once its writer is signed in. Nothing of it is stored before that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from gongkai.organisations.access import may

HELD: Final = "held"  # name of the field of the sign-in page, and of the place in the session
LONGEST: Final = 512 * 1024  # characters; what is longer than that is lost, and the page says so
AN_HOUR: Final = 3600


@dataclass(frozen=True)
class Held:
    """A form as it was sent: where to, its fields, and whether there were files, which have to be chosen again."""

    path: str
    fields: list[tuple[str, str]]
    files: bool


def sign_in_page(request: HttpRequest) -> HttpResponse:
    """The sign-in page with what was typed in it."""
    fields = [
        (name, text)
        for name, texts in request.POST.lists()
        if name != "csrfmiddlewaretoken" and not _secret(name)
        for text in texts
    ]
    fits = sum(len(name) + len(text) for name, text in fields) <= LONGEST
    path = request.get_full_path()
    found = {"path": path, "fields": fields, "files": bool(request.FILES)}
    page = {
        "next": path,
        "ended": True,
        "typed": True,
        "held": signing.dumps(found, salt=HELD, compress=True) if fits else "",
    }
    return render(request, "portal/login.html", page, status=403)


def _secret(name: str) -> bool:
    """Passwords and codes are typed anew; a form names them so."""
    return "password" in name or name == "code"


def taken(text: str) -> Any:
    """What the field of the sign-in page holds, for the session; None where it is none of ours or too old."""
    try:
        return signing.loads(text, salt=HELD, max_age=AN_HOUR)
    except signing.BadSignature:
        return None


@may("session.resume")
def page(request: HttpRequest) -> HttpResponse:
    """What was typed, ready to be sent again."""
    found = request.session.get(HELD)
    if not found:
        return redirect("office")
    held = Held(found["path"], [(name, text) for name, text in found["fields"]], found["files"])
    return render(request, "portal/resume.html", {"form_held": held})
