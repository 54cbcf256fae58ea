"""Font size, contrast, page width and the version for the elderly: links that set a cookie, so that they work without JavaScript."""

from __future__ import annotations

from typing import Final, NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from gongkai.organisations.access import may

# Cookie → its label, its choices in the order they are shown, and what a new reader sees.
CHOICES: Final = {
    "size": ("字体", {"large": "大", "medium": "中", "small": "小"}, "medium"),
    "contrast": ("对比度", {"normal": "标准", "high": "高"}, "normal"),
    "width": ("版面", {"normal": "标准", "wide": "宽"}, "normal"),
    "mode": ("版本", {"usual": "常规", "elder": "长者"}, "usual"),
}
A_YEAR: Final = 365 * 24 * 3600


class Choice(NamedTuple):
    """One link of the display bar."""

    label: str
    address: str
    chosen: bool


def chosen(request: HttpRequest) -> dict[str, str]:
    """What this reader has chosen; an unknown value counts as none."""
    given = {name: request.COOKIES.get(name, "") for name in CHOICES}
    return {
        name: given[name] if given[name] in values else usual for name, (_, values, usual) in CHOICES.items()
    }


def bar(request: HttpRequest) -> list[tuple[str, list[Choice]]]:
    """The links of the display bar; each leads back to this page."""
    now = chosen(request)
    here = request.get_full_path() if request.method == "GET" else "/"
    address = reverse("display")
    return [
        (
            label,
            [
                Choice(word, f"{address}?{urlencode({name: value, 'next': here})}", now[name] == value)
                for value, word in values.items()
            ],
        )
        for name, (label, values, _) in CHOICES.items()
    ]


@may("display.set")
def choose(request: HttpRequest) -> HttpResponse:
    """Remember what is asked for and go back to where the reader was, on this site only."""
    back = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = reverse("reports")
    response = HttpResponseRedirect(back)
    for name, (_, values, _) in CHOICES.items():
        if request.GET.get(name) in values:
            secure = request.is_secure()
            response.set_cookie(
                name, request.GET[name], max_age=A_YEAR, httponly=True, samesite="Lax", secure=secure
            )
    return response
