"""One act of a page carried out, and what came of it said on the next page."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.contrib import messages
from django.http import HttpRequest

from gongkai.notices.refusals import Refused as NoticeRefused
from gongkai.organisations.refusal import Refused
from gongkai.work.actions import Refused as WorkRefused

Made = TypeVar("Made")
REFUSALS = (Refused, NoticeRefused, WorkRefused)


def carried_out(
    request: HttpRequest, act: Callable[[], Made], done: str | Callable[[Made], str], *, not_done: str = "{}"
) -> bool:
    """Carry out one act and leave a message: ``done``, as it is or made from what the act gives back, or the sentence of
    the refusal, put into ``not_done``. Whether it was done."""
    try:
        made = act()
    except REFUSALS as refused:
        messages.error(request, not_done.format(refused))
        return False
    messages.success(request, done if isinstance(done, str) else done(made))
    return True
