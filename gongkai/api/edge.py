"""Everything under /api as a program expects it: failures made for people become problems, and no caller asks too often."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from gongkai.api.problems import MEDIA, Problem, problem_response
from gongkai.files.limits import limits, megabytes

PREFIX: Final = "/api/"
WINDOW: Final = 60
KEPT: Final = ("Allow", "Retry-After", "WWW-Authenticate")


class Edge:
    """Middleware around whatever answers under /api, the failures of the framework included."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        return refusal(request) or as_problem(self.get_response(request))


def refusal(request: HttpRequest) -> HttpResponse | None:
    """The answer to a request that nobody looks at any further."""
    wait = seconds_to_wait(request.META.get("REMOTE_ADDR", ""))
    if wait:
        answer = problem_response(Problem(429))
        answer["Retry-After"] = str(wait)
        return answer
    announced = request.META.get("CONTENT_LENGTH") or "0"
    if announced.isdigit() and int(announced) > limits().request:
        return problem_response(Problem(413, f"一次请求最多 {megabytes(limits().request)}，请分几次发送。"))
    return None


def seconds_to_wait(address: str) -> int:
    """How long a caller has to wait, in seconds; counted by address and minute, in this process."""
    now = int(time.time())
    key = f"api-{address}-{now // WINDOW}"
    cache.add(key, 0, timeout=WINDOW * 2)
    try:
        asked = cache.incr(key)
    except ValueError:  # the minute is over
        return 0
    return WINDOW - now % WINDOW if asked > settings.API_PER_MINUTE else 0


def as_problem(answer: HttpResponseBase) -> HttpResponseBase:
    """An answer as it is; a failure that is no problem yet as one."""
    if answer.status_code < 400 or answer.headers.get("Content-Type", "").startswith(MEDIA):
        return answer
    problem = problem_response(Problem(answer.status_code))
    for name in KEPT:
        if name in answer.headers:
            problem[name] = answer.headers[name]
    return problem
