"""What a program may do with the token it has."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone

from gongkai.api.bearing import bearer
from gongkai.api.interface import INTERFACE
from gongkai.api.shapes import Named, Permitted, Whoami
from gongkai.organisations.access import actions
from gongkai.organisations.models import Body
from gongkai.organisations.tokens import reach


@INTERFACE.does("api.whoami", "GET", "/whoami", answers={200: Whoami})
def whoami(request: HttpRequest) -> Whoami:
    """令牌自己的权限。属于哪个机关，由谁负责，何时到期，现在可为哪些机关办理哪些事。"""
    token, on = bearer(request), timezone.localdate()
    codes = dict(Body.objects.values_list("pk", "code"))
    permitted = [
        Permitted(
            code=code,
            says=actions()[code].says,
            bodies=sorted(codes[key] for key in reach(token, code, on)),
        )
        for code in token.codes
    ]
    return Whoami(
        purpose=token.purpose,
        hint=token.hint,
        body=Named(code=token.body.code, name=token.body.name),
        owner=token.owner.account,
        expires_on=token.expires_on,
        used_at=token.used_at,
        actions=permitted,
    )
