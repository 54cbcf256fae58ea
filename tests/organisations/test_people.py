"""People sign in with an account name and nothing else."""

from __future__ import annotations

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.http import HttpRequest

from gongkai.organisations import actions
from gongkai.organisations.access import actions as access_actions
from gongkai.organisations.models import Person
from tests.people import PASSWORD, TODAY, a_county

pytestmark = pytest.mark.django_db


def test_a_person_is_the_user_model_and_signs_in_by_account() -> None:
    cast = a_county()
    assert get_user_model() is Person
    asked = HttpRequest()
    assert authenticate(asked, username="clerk", password=PASSWORD) == cast.clerk
    assert authenticate(asked, username="clerk", password="wrong") is None


def test_enrolling_the_same_account_again_changes_its_password() -> None:
    cast = a_county()
    again = actions.enrol(account="clerk", name="林知言", password="another-long-one", by=None, on=TODAY)
    assert again.pk == cast.clerk.pk
    assert not again.check_password(PASSWORD) and again.check_password("another-long-one")


def test_every_action_of_the_access_table_says_who_may() -> None:
    assert {access.who for access in access_actions().values()} == {"public", "signed_in", "posts"}
