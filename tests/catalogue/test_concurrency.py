"""Many at once: nobody's words are lost, no number comes twice, no page is half there."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.catalogue.drafting import change
from gongkai.catalogue.models import Edition
from gongkai.organisations.refusal import Refused
from tests.catalogue.items import NOON, a_draft, an_edition
from tests.catalogue.press import at_once
from tests.people import a_county

pytestmark = pytest.mark.django_db


def test_a_change_to_what_somebody_else_has_changed_since_is_refused() -> None:
    cast = a_county()
    edition = an_edition(cast, draft=a_draft())
    theirs = Edition.objects.select_related("item__body").get()
    change(edition, draft=a_draft(text="<p>先存的。</p>"), by=cast.clerk, at=NOON)
    with pytest.raises(Refused, match="又保存过这一版"):
        change(theirs, draft=a_draft(text="<p>后存的。</p>"), by=cast.clerk, at=NOON)
    now = Edition.objects.select_related("item__body").get()
    with pytest.raises(Refused, match="又保存过这一版"):
        change(now, draft=a_draft(text="<p>后存的。</p>"), by=cast.clerk, at=NOON, seen=theirs.digest)
    assert "先存的" in Edition.objects.get().text


def test_many_drafting_and_publishing_at_once_harm_nothing(tmp_path: Path) -> None:
    found = at_once(tmp_path, processes=4, threads=3, rounds=1)
    assert (found.harm, found.published, found.added) == ({}, 12, 12)
