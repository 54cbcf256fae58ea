"""Who may open what: every view names its action, and ``access.toml`` says who may."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from functools import cache, wraps
from importlib.resources import files
from typing import Any, Final

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase

from gongkai.organisations.models import Person

View = Callable[..., HttpResponseBase]
WHO: Final = ("public", "signed_in")


@cache
def actions() -> Mapping[str, str]:
    """Code of every action → who may do it."""
    data: Any = tomllib.loads(
        files("gongkai.organisations").joinpath("access.toml").read_text(encoding="utf-8")
    )
    table = {entry["code"]: entry["who"] for entry in data["action"]}
    wrong = [code for code, who in table.items() if who not in WHO]
    if wrong:
        raise ValueError(f"access.toml：{'、'.join(wrong)} 的 who 应为 {' 或 '.join(WHO)}。")
    return table


def may(action: str) -> Callable[[View], View]:
    """The view carries out this action, and only for those who may."""
    who = actions()[action]

    def bind(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if who == "signed_in" and viewer(request) is None:
                return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
            return view(request, *args, **kwargs)

        guarded.action = action  # type: ignore[attr-defined]
        return guarded

    return bind


def viewer(request: HttpRequest) -> Person | None:
    """The person who is signed in, or None for anybody."""
    return request.user if isinstance(request.user, Person) else None
