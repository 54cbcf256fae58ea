"""Who asks: a program that bears a token, for what the token may do."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from gongkai.api.problems import Problem
from gongkai.organisations.access import actions
from gongkai.organisations.models import ApiToken
from gongkai.organisations.tokens import reach, token_of


class Bearer(HttpBearer):
    """Asks for a token that holds, and that reaches at least one body for this action."""

    openapi_name = "令牌"

    def __init__(self, action: str) -> None:
        super().__init__()
        self.action = action

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:
        now = timezone.now()
        found = token_of(token, now)
        if found is None or actions()[self.action].who == "signed_in":
            return found
        if not reach(found, self.action, timezone.localdate(now)):
            raise Problem(403, f"这个令牌，或者它的责任人，现在不能{actions()[self.action].says}。")
        return found


def bearer(request: HttpRequest) -> ApiToken:
    """The token of a request that an operation with a token answers."""
    return cast(ApiToken, request.auth)  # type: ignore[attr-defined]
