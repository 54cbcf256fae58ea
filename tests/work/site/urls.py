"""The address that takes orders."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from gongkai.urls import urlpatterns as platform
from tests.work.site.orders import order


@csrf_exempt
def take(request: HttpRequest, key: str) -> HttpResponse:
    """Take an order."""
    order(key)
    return HttpResponse("taken")


urlpatterns = [path("order/<slug:key>", take, name="order"), *platform]
