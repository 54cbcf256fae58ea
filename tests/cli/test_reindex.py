"""The index can be made anew from the ledgers alone."""

from __future__ import annotations

import io

import pytest
from django.core.management import call_command

from gongkai.catalogue.releasing import publish
from gongkai.search.actions import rebuild
from gongkai.search.models import Entry
from gongkai.search.queries import find
from tests.catalogue.items import NOON, a_draft, an_edition
from tests.catalogue.ways import passed
from tests.people import a_county, a_report, file, staff_of

pytestmark = pytest.mark.django_db


def test_what_is_public_is_found_again_after_the_index_was_lost() -> None:
    cast = a_county()
    edition = passed(an_edition(cast, draft=a_draft()), staff_of(cast.township))
    publish(edition, by=cast.clerk, at=NOON)
    file(a_report())
    Entry.objects.all().delete()
    rebuild()
    assert not find("河道清淤").hits
    out = io.StringIO()
    call_command("reindex", stdout=out)
    assert "政府信息 1 条，没有公开的稿件 0 件，年度报告 1 份；索引共 2 件" in out.getvalue()
    assert find("河道清淤").total == find("年度报告").total == 1
