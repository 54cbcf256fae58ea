"""An index number is given once, for life, by the template, and never a second time."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from gongkai.catalogue.models import Item
from gongkai.catalogue.numbering import check_template, next_serial, number
from gongkai.organisations import actions as organisations
from gongkai.organisations.refusal import Refused
from tests.catalogue.items import an_edition
from tests.people import TODAY, a_county

pytestmark = pytest.mark.django_db


def test_numbers_follow_each_other_within_a_body_and_a_year() -> None:
    cast = a_county()
    items = [an_edition(cast).item for _ in range(3)]
    given = [number(item, on=TODAY) for item in items]
    assert given == ["Q03/2026-00001", "Q03/2026-00002", "Q03/2026-00003"]
    assert number(items[0], on=TODAY.replace(year=2027)) == given[0]
    assert number(an_edition(cast).item, on=TODAY.replace(year=2027)) == "Q03/2027-00001"


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{code}/{year}-{serial:05}", "Q03/2026-00001"),
        ("{code}-{year}-{serial:6}", "Q03-2026-000001"),
        ("{region}-{code}-{category}-{date}-{serial}", "360426-Q03-a20-20260302-1"),
    ],
)
def test_the_template_is_the_bodys_own(template: str, expected: str) -> None:
    item = an_edition(a_county()).item
    assert number(item, on=TODAY, template=template, category="a20", region="360426") == expected


@pytest.mark.parametrize(
    "template",
    [
        "",
        "{year}-{serial}",
        "{code}-{serial}",
        "{code}{year}",
        "{code}/{year}-{serial}-{name}",
        "{code}{year}{serial}{",
    ],
)
def test_a_template_that_could_give_a_number_twice_is_refused(template: str) -> None:
    with pytest.raises(Refused, match="模板"):
        check_template(template)


def test_a_number_that_an_old_item_brought_along_is_passed_over() -> None:
    cast = a_county()
    old = an_edition(cast).item
    Item.objects.filter(pk=old.pk).update(index_number="Q03/2026-00001")
    assert number(an_edition(cast).item, on=TODAY) == "Q03/2026-00002"


def test_a_number_stays_when_the_body_is_renamed_and_cannot_be_changed_or_given_back() -> None:
    cast = a_county()
    item = an_edition(cast).item
    given = number(item, on=TODAY)
    organisations.rename(cast.township, name="柳湾街道办事处", by=None, on=TODAY)
    assert Item.objects.get(pk=item.pk).index_number == given
    for statement in (
        "UPDATE catalogue_item SET index_number = 'X' WHERE id = %s",
        "UPDATE catalogue_item SET index_number = '' WHERE id = %s",
        "DELETE FROM catalogue_item WHERE id = %s",
        "UPDATE catalogue_indexseries SET last = 0 WHERE id > 0 OR id = %s",
        "DELETE FROM catalogue_indexseries WHERE id > 0 OR id = %s",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [item.pk])


def test_a_serial_of_a_step_that_failed_is_not_lost() -> None:
    cast = a_county()
    with pytest.raises(RuntimeError), transaction.atomic():
        next_serial(cast.township, 2026)
        raise RuntimeError
    assert next_serial(cast.township, 2026) == 1
