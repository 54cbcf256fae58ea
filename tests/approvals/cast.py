"""People who write, look and sign, and something for them to decide on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from gongkai.approvals import actions
from gongkai.approvals.actions import Subject
from gongkai.approvals.deciding import Verdict, decide
from gongkai.approvals.digest import Content
from gongkai.approvals.models import Decision, Matter, Outcome
from gongkai.organisations.models import Body, Person, Post
from tests.people import County, a_county, somebody

AT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)  # ten in the morning
CONTENT = Content("<p>关于调整公交线路的通告</p>", {"title": "关于调整公交线路的通告", "carrier": "公文"}, ())


@dataclass(frozen=True)
class Office:
    """The township's office: who writes, who looks at what, who signs."""

    county: County
    author: Person
    reviewer: Person
    secrecy: Person
    lawyer: Person
    leader: Person

    @property
    def body(self) -> Body:
        return self.county.township


def an_office() -> Office:
    cast = a_county()
    body = cast.township
    return Office(
        cast,
        somebody("author", body, Post.INFORMATION_OFFICER, name="起草甲"),
        somebody("reviewer", body, Post.REVIEWER, name="核稿乙"),
        somebody("secrecy", body, Post.SECRECY_REVIEWER, name="保密丙"),
        somebody("lawyer", body, Post.LEGAL_REVIEWER, name="法制丁"),
        somebody("leader", body, Post.SIGNATORY, name="签发戊"),
    )


def begun(
    office: Office, *, chain: str = "publication", key: str = "test.Text:1", emergency: str = ""
) -> Matter:
    subject = Subject(key, chain, office.body, "关于调整公交线路的通告")
    return actions.begin(subject, content=CONTENT, by=office.author, at=AT, emergency_reason=emergency)


def changed(number: int) -> Content:
    return replace(CONTENT, text=f"<p>关于调整公交线路的通告（第 {number} 稿）</p>")


def says(matter: Matter, code: str, by: Person, outcome: str = Outcome.APPROVE, reason: str = "") -> Decision:
    matter.refresh_from_db()
    step = matter.steps.get(code=code)
    return decide(step, Verdict(outcome, matter.digest, reason), by=by, at=AT)


def all_agree(office: Office, matter: Matter, *, but: str = "") -> None:
    """Every step of the publication chain in its order, except one."""
    for code, person in (
        ("review", office.reviewer),
        ("secrecy", office.secrecy),
        ("privacy", office.reviewer),
        ("signature", office.leader),
    ):
        if code != but:
            says(matter, code, person)
