"""Who may open what: every view names its action, and ``access.toml`` says who may and how far it reaches."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, wraps
from importlib.resources import files
from typing import Any, Final, TypeVar

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from gongkai.organisations.holdings import posts_of
from gongkai.organisations.models import Body, Holding, Person, Post
from gongkai.organisations.queries import answered_for

View = Callable[..., HttpResponseBase]
Found = TypeVar("Found")
WHO: Final = ("public", "signed_in", "posts")
_ASKED: Final = "_holdings_asked"
REACH: Final = ("own", "below", "all")


@dataclass(frozen=True)
class Access:
    """Who may do an action. ``posts`` and ``reach`` where ``who`` is posts: holders of one of them, for the body they
    hold it at (own), for that and everything below it (below), or for every body (all). A body that was merged into
    another is reached from there. ``tokens``: whether a program may be given a token for it."""

    says: str
    who: str
    posts: frozenset[str] = frozenset()
    reach: str = ""
    tokens: bool = False


@cache
def actions() -> Mapping[str, Access]:
    """Code of every action → who may do it. Raises ValueError where the table is not well formed."""
    data: Any = tomllib.loads(
        files("gongkai.organisations").joinpath("access.toml").read_text(encoding="utf-8")
    )
    codes = [entry["code"] for entry in data["action"]]
    if twice := {code for code in codes if codes.count(code) > 1}:
        raise ValueError(f"access.toml：{'、'.join(sorted(twice))} 写了两次。")
    return {entry["code"]: _access(entry) for entry in data["action"]}


def _access(entry: Mapping[str, Any]) -> Access:
    posts, reach, who = frozenset(entry.get("posts", ())), entry.get("reach", ""), entry["who"]
    if who not in WHO:
        raise ValueError(f"access.toml：{entry['code']} 的 who 应为 {' 或 '.join(WHO)}。")
    if who == "posts" and (not posts or posts - set(Post.values) or reach not in REACH):
        raise ValueError(f"access.toml：{entry['code']} 的 posts 或 reach 不对。")
    if who != "posts" and (posts or reach):
        raise ValueError(f"access.toml：{entry['code']} 不按岗位开放，不应有 posts 和 reach。")
    return Access(entry["says"], who, posts, reach, bool(entry.get("tokens")))


def scope(person: Person | None, action: str, on: date) -> frozenset[int]:
    """Keys of the bodies for which a person may do an action on a day; none where they may not do it at all."""
    access = actions()[action]
    if access.who != "posts":
        return _every_body() if access.who == "public" or person is not None else frozenset()
    if person is None or not person.is_active:
        return frozenset()
    own = frozenset(holding.body_id for holding in held(person, on) if holding.post in access.posts)
    if own and access.reach == "all":
        return _every_body()
    below = access.reach == "below"
    return _once(person, (own, on, below), lambda: answered_for(own, on, below=below))


def allowed(person: Person | None, action: str, body: Body | None, on: date) -> bool:
    """Whether a person may do an action for a body on a day; without a body, whether they may do it for any."""
    access = actions()[action]
    if access.who == "public":
        return True
    if person is None or not person.is_active:
        return False
    if access.who == "signed_in":
        return True
    if body is None:
        return any(holding.post in access.posts for holding in held(person, on))
    return body.pk in scope(person, action, on)


def held(person: Person, on: date) -> list[Holding]:
    """The holdings of a person on a day; for the person of a request they are asked for once."""
    return _once(person, on, lambda: posts_of(person, on))


def _once(person: Person, what: object, ask: Callable[[], Found]) -> Found:
    """What is asked about the person of a request is asked once."""
    asked: dict[object, Found] | None = getattr(person, _ASKED, None)
    if asked is None:
        return ask()
    if what not in asked:
        asked[what] = ask()
    return asked[what]


def _every_body() -> frozenset[int]:
    return frozenset(Body.objects.values_list("pk", flat=True))


def may(action: str) -> Callable[[View], View]:
    """The view carries out this action, and only for those who may: others are sent to sign in, and who is signed in
    without a post for it is refused. Whether they may for the body at hand, the view asks with `allowed` or `scope`."""
    who = actions()[action].who

    def bind(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if who != "public":
                person = viewer(request)
                if person is None:
                    return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
                setattr(person, _ASKED, {})  # this object lives as long as the request
                if not allowed(person, action, None, timezone.localdate()):
                    raise PermissionDenied(_why_not(action))
            return view(request, *args, **kwargs)

        guarded.action = action  # type: ignore[attr-defined]
        return guarded

    return bind


def _why_not(action: str) -> str:
    access = actions()[action]
    posts = "、".join(Post(code).label for code in Post.values if code in access.posts)
    return f"“{access.says}”由{posts}岗位办理，您现在没有任这些岗位。"


def viewer(request: HttpRequest) -> Person | None:
    """The person who is signed in, or None for anybody."""
    return request.user if isinstance(request.user, Person) else None
