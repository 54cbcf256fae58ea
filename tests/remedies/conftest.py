"""What the tests of remedies share."""

from __future__ import annotations

import pytest

from gongkai.organisations.models import Person, Post
from tests.people import County, a_county, staff_of


@pytest.fixture
def cast(db: None) -> County:
    return a_county()


@pytest.fixture
def staff(cast: County) -> dict[Post, Person]:
    """One person for every post of the township."""
    return staff_of(cast.township)


@pytest.fixture
def clerk(staff: dict[Post, Person]) -> Person:
    return staff[Post.APPLICATION_CLERK]
