"""The way of a reply from its draft to the signed decision, with the people that each step is for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from hashlib import sha256

from gongkai.applications.models import Application, ReplyDraft
from gongkai.applications.replying import Reply, draft, hand_in, settle
from gongkai.approvals.deciding import Verdict, decide
from gongkai.approvals.models import Matter
from gongkai.files import store
from gongkai.organisations.models import Person, Post
from tests.applications.cases import noon

Staff = Mapping[Post, Person]
PAPER = "河道清淤工程招标文件".encode()
GRANTED = Reply(
    "granted",
    "条例 第三十六条第（二）项",
    {"given": "招标文件一份"},
    {"facts": "该信息由本机关制作", "given": "招标文件（12 页）"},
    ((sha256(PAPER).hexdigest(), "招标文件.txt"),),
)
NOT_HELD = Reply(
    "not_held", "条例 第三十六条第（四）项", values={"facts": "经检索没有", "search": "档案室、公文系统"}
)


def handed_in(application: Application, staff: Staff, on: date, reply: Reply = GRANTED) -> ReplyDraft:
    clerk = staff[Post.APPLICATION_CLERK]
    store.keep(PAPER)
    made = draft(application, reply, by=clerk, at=noon(on))
    hand_in(made, by=clerk, at=noon(on))
    made.refresh_from_db()
    return made


def agreed(matter: Matter, staff: Staff, on: date) -> Matter:
    """Every step agreed to, in its turn, by whoever holds its post."""
    for step in matter.steps.order_by("order", "pk"):
        decide(step, Verdict("approve", matter.digest), by=staff[Post(step.post)], at=noon(on))
    matter.refresh_from_db()
    return matter


def decided(application: Application, staff: Staff, on: date, reply: Reply = GRANTED) -> Application:
    """Drafted, handed in, agreed to by all and taken, all on one day."""
    made = handed_in(application, staff, on, reply)
    assert made.matter is not None
    agreed(made.matter, staff, on)
    assert settle(application, at=noon(on)) is not None
    return application
