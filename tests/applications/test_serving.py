"""Letters reach people in one of three ways, with three days; service closes a case, and begins the term that runs from it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from gongkai.applications.consulting import Party, ask
from gongkai.applications.identity import Identity
from gongkai.applications.letter_styles import set_style
from gongkai.applications.letters import Wish, issue, void
from gongkai.applications.models import Application, Letter, Service
from gongkai.applications.serving import Sending, arrived, proof_form, serve
from gongkai.files.actions import keep_own
from gongkai.journal.models import Entry
from gongkai.organisations.models import Person, Post
from gongkai.organisations.refusal import Refused
from tests.applications.cases import SOMEBODY, from_web, noon, step
from tests.applications.ways import Staff, decided
from tests.people import County, somebody

DAY = date(2026, 3, 9)
LATER = DAY + timedelta(days=4)
MAIL = "XA00000000002"


@pytest.fixture
def case(cast: County) -> Application:
    return from_web(cast.township).application


@pytest.fixture
def reply(case: Application, staff: Staff) -> Letter:
    decided(case, staff, DAY)
    return issue(case, Wish("LET-20"), by=staff[Post.APPLICATION_CLERK], at=noon(DAY))


def test_a_reply_handed_over_closes_the_case_that_day_with_the_stamped_scan(
    reply: Letter, case: Application, clerk: Person
) -> None:
    scan = keep_own(b"%PDF-1.7 scanned", kind="pdf", on=LATER).digest
    made = serve(reply, Sending("direct", received_on=LATER, scan=scan), by=clerk, at=noon(LATER))
    assert (made.sent_on, made.received_on) == (LATER, LATER)
    case.refresh_from_db()
    assert (case.state, case.closed_on) == ("closed", LATER)
    served = case.steps.get(code="serve")
    assert [(one.digest, served.facts["mode"]) for one in served.papers.all()] == [(scan, "direct")]


def test_a_posted_reply_closes_the_case_on_the_day_of_posting_and_is_received_later(
    reply: Letter, case: Application, clerk: Person
) -> None:
    made = serve(reply, Sending("post", sent_on=DAY, mail_number=MAIL), by=clerk, at=noon(DAY))
    case.refresh_from_db()
    assert case.closed_on == DAY and made.proof == ""
    assert [one.digest for one in case.steps.get(code="serve").papers.all()] == [reply.pdf]
    with pytest.raises(Refused, match="签收日期应在"):
        arrived(made, DAY - timedelta(days=1), by=clerk, at=noon(LATER))
    arrived(made, LATER, proof="0" * 64, by=clerk, at=noon(LATER))
    made.refresh_from_db()
    assert (made.received_on, made.proof) == (LATER, "0" * 64)
    with pytest.raises(Refused, match="已经登记过签收日期"):
        arrived(made, LATER, by=clerk, at=noon(LATER))
    assert case.steps.filter(code="serve").count() == 1


def test_a_reply_sent_again_closes_nothing_twice(reply: Letter, case: Application, clerk: Person) -> None:
    for day in (DAY, LATER):
        serve(reply, Sending("post", sent_on=day, mail_number=MAIL), by=clerk, at=noon(day))
    assert case.steps.filter(code="serve").count() == 1 and reply.services.count() == 2


@pytest.mark.parametrize(
    "sending, says",
    [
        (Sending("pigeon", sent_on=DAY), "送达方式应为"),
        (Sending("post", sent_on=DAY), "邮件号码"),
        (Sending("post", mail_number=MAIL), "发出日期"),
        (Sending("direct"), "签收日期"),
        (Sending("direct", received_on=DAY - timedelta(days=1)), "早于成文日期"),
        (Sending("post", sent_on=LATER, received_on=DAY, mail_number=MAIL), "早于发出日期"),
        (Sending("direct", received_on=LATER + timedelta(days=1)), "还没有到"),
        (Sending("post", sent_on=DAY, mail_number="9" * 65), "最多 64"),
    ],
)
def test_what_is_no_service_is_refused_in_words_and_leaves_nothing(
    reply: Letter, case: Application, clerk: Person, sending: Sending, says: str
) -> None:
    with pytest.raises(Refused, match=says):
        serve(reply, sending, by=clerk, at=noon(LATER))
    assert not Service.objects.exists() and not case.steps.filter(code="serve").exists()


def test_a_reply_goes_out_electronically_only_with_the_way_to_apply_for_review_online(
    reply: Letter, case: Application, cast: County, clerk: Person
) -> None:
    sending = Sending("electronic", sent_on=DAY)
    with pytest.raises(Refused, match="网上申请行政复议的途径"):
        serve(reply, sending, by=clerk, at=noon(DAY))
    void(reply, reason="补写网上复议途径", by=clerk, at=noon(DAY))
    set_style(cast.township, {"online": "某省行政复议网上平台"}, by=clerk, at=noon(DAY))
    again = issue(case, Wish("LET-20"), by=clerk, at=noon(DAY))
    serve(again, sending, by=clerk, at=noon(DAY))
    case.refresh_from_db()
    assert case.state == "closed"
    with pytest.raises(Refused, match="作废的文书不能送达"):
        serve(reply, sending, by=clerk, at=noon(DAY))
    with pytest.raises(Refused, match="已经送达的文书不能作废"):
        void(again, reason="不能作废", by=clerk, at=noon(DAY))


def test_a_party_that_received_its_letter_has_its_term_run_from_then(
    case: Application, clerk: Person
) -> None:
    party = Party("third", Identity(name="某商行", address="青溪县某街"), "投标报价")
    asked = ask(case, party, by=clerk, at=noon(DAY)).consultation
    letter = issue(case, Wish("LET-07", {"reply_way": "某路一号"}, asked), by=clerk, at=noon(DAY))
    made = serve(letter, Sending("post", sent_on=DAY, mail_number=MAIL), by=clerk, at=noon(DAY))
    assert not case.steps.filter(code="consult_receipt").exists()
    arrived(made, LATER, by=clerk, at=noon(LATER))
    [received] = case.steps.filter(code="consult_receipt")
    assert (received.on, received.facts["key"]) == (LATER, asked.key)


def test_a_notice_begins_no_term_and_closes_nothing(case: Application, clerk: Person) -> None:
    step(case, "ask_correction", DAY, by=clerk, until=DAY + timedelta(days=30), reason="不明确")
    letter = issue(case, Wish("LET-03", {"items": "名称", "contact": "窗口"}), by=clerk, at=noon(DAY))
    serve(letter, Sending("direct", received_on=DAY), by=clerk, at=noon(DAY))
    case.refresh_from_db()
    assert case.state == "correcting"


def test_the_form_of_service_names_letter_and_addressee_and_leaves_the_days_to_hands(reply: Letter) -> None:
    said = proof_form(reply, "direct").text
    assert f"《政府信息予以公开告知书》（{reply.number}）" in said
    assert SOMEBODY.name in said and "直接送达" in said and "年　　月　　日" in said


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM applications_service",
        "UPDATE applications_service SET sent_on = '2026-01-01'",
        "UPDATE applications_service SET scan = 'x'",
        "UPDATE applications_service SET received_on = '2026-12-01'",
    ],
)
def test_what_was_served_is_not_changed_on_a_plain_connection(
    reply: Letter, clerk: Person, change: str
) -> None:
    serve(reply, Sending("direct", received_on=DAY), by=clerk, at=noon(DAY))
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


def test_strangers_serve_nothing_and_the_journal_names_nobody(
    reply: Letter, cast: County, clerk: Person
) -> None:
    stranger = somebody("stranger", cast.bureau, Post.APPLICATION_CLERK)
    sending = Sending("direct", received_on=DAY)
    with pytest.raises(Refused, match="权限"):
        serve(reply, sending, by=stranger, at=noon(DAY))
    made = serve(reply, sending, by=clerk, at=noon(DAY))
    with pytest.raises(Refused, match="权限"):
        arrived(made, DAY, by=stranger, at=noon(DAY))
    entry = Entry.objects.get(act="applications.letter_serve")
    assert reply.number in entry.after and SOMEBODY.name not in entry.after
