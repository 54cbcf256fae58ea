"""Items made by hand for the tests of the catalogue."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from gongkai.catalogue.drafting import Draft, File, begin
from gongkai.catalogue.models import Edition
from gongkai.organisations.models import Person
from tests.people import County

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
FILE = File("方案.docx", "a" * 64, "docx", 1200, "方案全文")


def a_draft(title: str = "关于河道清淤的通知", text: str = "<p>自四月起清淤。</p>", **more: object) -> Draft:
    return Draft(title=title, text=text, formed_on=date(2026, 2, 27), **more)  # type: ignore[arg-type]


def an_edition(cast: County, by: Person | None = None, draft: Draft | None = None) -> Edition:
    return begin(cast.township, draft=draft or a_draft(files=(FILE,)), by=by or cast.clerk, at=NOON)


def hand_in(edition: Edition) -> None:
    """As handing in leaves an edition: it cannot be changed any more."""
    Edition.objects.filter(pk=edition.pk).update(frozen=True)
    edition.refresh_from_db()
