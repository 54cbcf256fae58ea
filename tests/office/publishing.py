"""A township in the middle of its publishing work, and the address of every page of it in the office."""

from __future__ import annotations

from datetime import date, timedelta
from urllib.parse import urlencode

from django.utils import timezone

from gongkai.catalogue.cleaning_up import Batch, clean_up, plan
from gongkai.catalogue.drafting import Openness, begin
from gongkai.catalogue.models import CleanUp, Edition, NormativeDocument, Obligation
from gongkai.catalogue.normative import Terms, change_validity, interpret, register
from gongkai.catalogue.obligations import fulfil, sort, take_in
from gongkai.catalogue.obligations import plan as plan_rows
from gongkai.catalogue.reassessing import grounds
from gongkai.catalogue.releasing import publish
from gongkai.catalogue.standard_rows import lines
from gongkai.law.normative import Change, Event
from gongkai.organisations.models import Body, Person, Post
from tests.catalogue.items import NOON, a_draft
from tests.catalogue.test_standard import a_book, a_row
from tests.catalogue.ways import passed

BASIS = "柳府发〔2026〕9号"
TEXT = (
    "<h2>一、总则</h2><p>为了规范养犬行为，保障公民健康和人身安全，维护市容环境和社会公共秩序，制定本办法。</p>"
    "<p>第二条　本镇行政区域内的养犬、犬只经营和相关管理活动，适用本办法。</p>"
    "<table><tr><th>村</th><th>登记点</th></tr><tr><td>上湾村</td><td>村民委员会</td></tr></table>"
)
DAY = date(2026, 3, 1)


def drafted(clerk: Person, title: str, **more: object) -> Edition:
    assert clerk.body is not None
    return begin(clerk.body, draft=a_draft(title, TEXT, **more), by=clerk, at=NOON)


def the_work(staff: dict[Post, Person]) -> dict[str, str]:
    """Everything set up; name of a page → its address."""
    clerk = staff[Post.INFORMATION_OFFICER]
    body = clerk.body
    assert body is not None
    old, document = _documents(clerk)
    public = passed(drafted(clerk, "养犬管理办法政策问答"), staff)
    publish(public, by=clerk, at=NOON)
    interpret(public.item, of=document.item, by=clerk, on=NOON.date())
    _catalogue(body, clerk, public)
    due = Openness("withheld", "过程性信息，尚在讨论", next(iter(grounds())), timezone.localdate())
    kept_back = begin(body, draft=a_draft("内部讨论稿"), by=clerk, at=NOON, openness=due)
    draft = drafted(clerk, "关于做好犬只免疫工作的通知")
    line = Obligation.objects.get(part="政策")
    asked = {
        "body": body.pk,
        "title": "2026年清理",
        "basis": BASIS,
        "upto": DAY,
        "on": DAY,
        "others_lapse": "on",
    }
    return {
        "normative": "/office/normative/",
        "figures": "/office/normative/figures/?year=2026",
        "document": f"/office/normative/{document.pk}/",
        "change": f"/office/normative/{document.pk}/change/",
        "register": f"/office/items/{draft.item_id}/register/",
        "clean-ups": "/office/clean-ups/",
        "clean-up": f"/office/clean-ups/{old.pk}/",
        "clean-up-new": f"/office/clean-ups/new/?{urlencode(asked)}",
        "coverage": "/office/standard/",
        "lines": "/office/standard/lines/?q=",
        "line": f"/office/standard/lines/{line.pk}/",
        "matters": f"/office/items/{draft.item_id}/matters/",
        "withheld": "/office/withheld/",
        "reassess": f"/office/items/{kept_back.item_id}/reassess/",
        "find": "/office/find/?q=养犬&where=all",
        "desk": f"/office/items/{public.item_id}/",
        "edit": f"/office/items/{draft.item_id}/edit/",
        "preview-page": f"/office/items/{draft.item_id}/preview/",
        "preview-phone": f"/office/items/{draft.item_id}/preview/?as=phone",
        "preview-board": f"/office/items/{draft.item_id}/preview/?as=board",
        "board": f"/office/items/{draft.item_id}/preview/board/",
    }


def _documents(clerk: Person) -> tuple[CleanUp, NormativeDocument]:
    """A clean-up that is done, and a document in the place of another."""
    assert clerk.body is not None
    first = register(drafted(clerk, "养犬管理办法（试行）"), terms=Terms(date(2024, 3, 1)), by=clerk, at=NOON)
    ended = register(drafted(clerk, "殡葬管理办法"), terms=Terms(date(2024, 3, 1)), by=clerk, at=NOON)
    new = register(
        drafted(clerk, "养犬管理办法", document_number="柳府发〔2026〕3号"),
        terms=Terms(DAY, DAY + timedelta(1826), "QXLW—2026—1", (first,)),
        by=clerk,
        at=NOON,
    )
    event = Event(Change.EXTENDED, DAY, BASIS, DAY + timedelta(3652))
    change_validity(new, event=event, by=clerk, at=NOON)
    batch = Batch("2025年清理", BASIS, DAY, DAY, {ended.pk: "repealed"}, others_lapse=False)
    fingerprint = plan(clerk.body, batch).fingerprint
    return clean_up(clerk.body, batch=batch, fingerprint=fingerprint, by=clerk, at=NOON), new


def _catalogue(body: Body, clerk: Person, public: Edition) -> None:
    rows = [
        a_row("犬只管理", "政策", body.name),
        a_row("犬只管理", "登记点名单", body.name),
        a_row("社会救助", "季度名单", body.name, "每季度首月20日前"),
    ]
    found = sort(lines(a_book(rows)))
    since = date(2024, 1, 5)
    take_in(found, fingerprint=plan_rows(found, since).fingerprint, by=clerk, on=since)
    policy = Obligation.objects.get(part="政策")
    fulfil(public.item, obligations=[policy], by=clerk, on=NOON.date())
