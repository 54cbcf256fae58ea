"""Between being signed in and going on: sessions in use are kept open, what a person owes comes first, and what was
typed when a session ran out is kept for after signing in again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import resolve, reverse
from django.utils import timezone

from gongkai.organisations.access import viewer
from gongkai.organisations.sessions import SEEN
from gongkai.portal import resume

OWED: Final = "owed"  # in the session: what `gongkai.organisations.sign_in.owes` said at signing in
PAGES: Final = {"password": "own-password", "second_factor": "own-second-factor"}
FREE: Final = {"own-second-factor-qr", "logout", "display"}
OFTEN: Final = timedelta(minutes=1)  # a session in use is written down no more often


class Gate:
    """Middleware, after those of session, sign-in and messages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        had_session = settings.SESSION_COOKIE_NAME in request.COOKIES
        if had_session and viewer(request) is not None:
            _keep_open(request)
            first = _owed_first(request)
            if first:
                return redirect(first)
        response = self.get_response(request)
        return _explained(request, response) if had_session else response


def _keep_open(request: HttpRequest) -> None:
    seen = request.session.get(SEEN)
    if seen is None or timezone.now() - datetime.fromisoformat(seen) > OFTEN:
        request.session.modified = True


def _owed_first(request: HttpRequest) -> str:
    """The name of the page to which this request has to go first, empty where it may go on."""
    owed = request.session.get(OWED)
    if not owed:
        return ""
    try:
        asked = resolve(request.path_info).url_name
    except LookupError:
        return ""
    page = PAGES[owed[0]]
    return "" if asked == page or asked in FREE else page


def _explained(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Where a session ran out, the way to the sign-in page says so, and a form that was sent comes along."""
    if not isinstance(response, HttpResponseRedirect) or viewer(request) is not None:
        return response
    if not response.url.startswith(f"{reverse(settings.LOGIN_URL)}?next="):
        return response
    if request.method == "POST":
        return resume.sign_in_page(request)
    return HttpResponseRedirect(f"{response.url}&ended=1")
