"""A township that publishes, with everybody who decides for it, for the tests of the public pages."""

from __future__ import annotations

from datetime import date, datetime

from gongkai.catalogue.models import Edition, Obligation
from gongkai.catalogue.obligations import Sorted, fulfil, plan, take_in
from gongkai.catalogue.releasing import publish
from gongkai.catalogue.standard_rows import Line
from gongkai.organisations.models import Person, Post
from gongkai.organisations.reaching import ContactBlock, set_contact
from gongkai.organisations.rules import Wording, adopt
from tests.catalogue.items import NOON, a_draft, an_edition
from tests.catalogue.ways import passed
from tests.people import TODAY, County, a_county, staff_of

LINE = Line(
    where="",
    domain="社会救助",
    matter="最低生活保障",
    part="审核信息",
    content="申请条件、审核程序",
    basis="条例",
    term="自信息形成之日起20个工作日内",
    subject="柳湾镇人民政府",
    carriers=("website", "notice_board"),
    unknown=(),
    everybody=True,
    audience="",
    on_own_motion=True,
    on_request=False,
    levels=("township",),
)


class Cast:
    """The county and everybody who decides for the township."""

    def __init__(self) -> None:
        self.county: County = a_county()
        self.staff: dict[Post, Person] = staff_of(self.county.township)

    @property
    def clerk(self) -> Person:
        return self.county.clerk

    def public(self, at: datetime = NOON, **draft: object) -> Edition:
        edition = passed(an_edition(self.county, draft=a_draft(**draft)), self.staff)  # type: ignore[arg-type]
        publish(edition, by=self.clerk, at=at)
        edition.item.refresh_from_db()
        return edition

    def reachable(self) -> ContactBlock:
        block = ContactBlock(
            "柳湾镇柳湾路 1 号", "工作日 8:30—17:30", "0000-1234567", office="党政办公室", postcode="000001"
        )
        set_contact(self.county.township, block, by=None, on=TODAY)
        return block

    def ruled(self, title: str = "柳湾镇信息公开保密审查制度", on: date = date(2025, 1, 1)) -> int:
        wording = Wording(title, "先审查，后公开。", "柳府发〔2025〕1号")
        return adopt(self.county.township, kind="secrecy", wording=wording, by=None, on=on).pk

    def obliged(self, *editions: Edition) -> Obligation:
        rows = Sorted([(LINE, self.county.township)], [], [], 1)
        take_in(rows, fingerprint=plan(rows, TODAY).fingerprint, by=self.clerk, on=TODAY)
        made = Obligation.objects.get()
        for edition in editions:
            fulfil(edition.item, obligations=[made], by=self.clerk, on=TODAY)
        return made
