"""Several people at the same moment: numbers one after the other without a gap, and each form once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from gongkai.applications.intake import Envelope, Registered, register
from gongkai.applications.models import Application
from tests.applications.cases import an_envelope, noon
from tests.people import a_county

pytestmark = pytest.mark.django_db(transaction=True)


def together(acts: list[Callable[[], Registered]]) -> list[Registered]:
    """Do all of them at the same moment."""
    barrier = Barrier(len(acts))

    def one(act: Callable[[], Registered]) -> Registered:
        barrier.wait()
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


def handing_in(form: Envelope) -> Callable[[], Registered]:
    return lambda: register(form, by=None, at=noon())


def test_forms_handed_in_at_the_same_moment_are_each_registered_once_one_after_the_other() -> None:
    cast = a_county()
    forms = [an_envelope(cast.township, secret=f"a-secret-of-form-number-{n % 3}") for n in range(6)]
    shown = together([handing_in(form) for form in forms])
    numbers = sorted(Application.objects.values_list("number", flat=True))
    assert numbers == ["2026-0001", "2026-0002", "2026-0003"]
    assert [one.code for one in shown[:3]] == [one.code for one in shown[3:]]
