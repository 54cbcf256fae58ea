"""Notices by mail, to a real server: once under their key, with TLS, without personal data; refusals told in words."""

from __future__ import annotations

import email
from collections.abc import Iterator
from datetime import date, datetime
from email import policy
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from gongkai.journal.models import Entry
from gongkai.notices.actions import Refused, done, send_again, set_reach, tell
from gongkai.notices.models import Message, Notice
from gongkai.notices.outbox import ATTEMPTS
from gongkai.notices.queries import undelivered
from gongkai.organisations.models import Post
from gongkai.work.worker import drain
from tests.notices.peers import Mailbox, certificate, mail_server
from tests.people import County, a_county

pytestmark = pytest.mark.django_db
OPEN = timezone.make_aware(datetime(2026, 3, 2, 10, 0))
NIGHT = timezone.make_aware(datetime(2026, 3, 2, 23, 0))
ADDRESS = "mailbox@example.test"


@pytest.fixture
def cast() -> County:
    made = a_county()
    set_reach(made.clerk, mail=ADDRESS, by_mail=True, by_robot=False, on=OPEN.date())
    return made


@pytest.fixture
def box() -> Mailbox:
    return Mailbox()


@pytest.fixture
def port(box: Mailbox, settings: Any) -> Iterator[int]:
    with mail_server(box) as port:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "localhost", port
        yield port


def told(cast: County, *, on: datetime = OPEN, key: str = "n") -> Notice:
    says, due = "林某某的申请（身份证 110101…）待答复", date(2026, 3, 9)
    return tell(
        key=key,
        kind="applications",
        body=cast.county,
        post=Post.INFORMATION_OFFICER,
        says=says,
        link="/office/",
        on=on,
        due=due,
    )


def work(at: datetime = OPEN) -> int:
    return drain(lambda: at)


def test_a_message_names_kind_number_deadline_and_address_and_nothing_of_the_case(
    cast: County, box: Mailbox, port: int
) -> None:
    notice = told(cast)
    assert work() == 1
    (envelope,) = box.received
    mail: Any = email.message_from_bytes(bytes(envelope.content or b""), policy=policy.default)
    message = Message.objects.get()
    assert envelope.rcpt_tos == [ADDRESS] and mail["X-Gongkai-Key"] == message.key in mail["Message-ID"]
    text = mail["Subject"] + mail.get_content()
    for expected in ("依申请公开办理期限", "青溪县人民政府", "2026-03-09", f"/office/notices/{notice.pk}/"):
        assert expected in text
    assert "林" not in text and "110101" not in text
    assert message.sent_at is not None and message.says == ""


def test_a_message_goes_out_once_however_often_it_is_told_or_its_task_runs(
    cast: County, box: Mailbox, port: int
) -> None:
    told(cast)
    told(cast)
    work()
    DBTaskResult.objects.update(status="READY", run_after=OPEN)
    assert work() == 1 and len(box.received) == 1


def test_at_night_a_message_waits_for_the_next_working_hours(cast: County, box: Mailbox, port: int) -> None:
    told(cast, on=NIGHT)
    assert work(NIGHT) == 0
    assert work(timezone.make_aware(datetime(2026, 3, 3, 8, 30))) == 1 and len(box.received) == 1


def test_what_is_done_before_it_went_out_does_not_go_out(cast: County, box: Mailbox, port: int) -> None:
    told(cast, on=NIGHT)
    done("n", on=NIGHT)
    work(timezone.make_aware(datetime(2026, 3, 3, 8, 30)))
    assert box.received == [] and "已办结" in Message.objects.get().says


def test_a_refusal_for_good_is_not_tried_again_and_a_person_can_send_it_again(
    cast: County, box: Mailbox, port: int
) -> None:
    box.answer = f"550 no such user {ADDRESS}"
    told(cast)
    work()
    (message,) = undelivered()
    assert "550" in message.says and ADDRESS not in message.says and message.attempts == 1
    assert DBTaskResult.objects.get().status == "SUCCESSFUL"
    box.answer = "250 OK"
    send_again(message, by=cast.clerk, on=OPEN)
    work()
    assert len(box.received) == 1 and not undelivered().exists()
    with pytest.raises(Refused, match="没有失败"):
        send_again(message, by=cast.clerk, on=OPEN)


def test_a_refusal_that_may_pass_is_tried_a_bounded_number_of_times_and_then_shown(
    cast: County, box: Mailbox, port: int
) -> None:
    box.answer = "451 try later"
    told(cast)
    for attempt in range(1, ATTEMPTS + 1):
        assert work(DBTaskResult.objects.get().run_after if attempt > 1 else OPEN) == 1
    (message,) = undelivered()
    assert message.attempts == ATTEMPTS and "451" in message.says
    assert (
        DBTaskResult.objects.get().status == "FAILED" and ADDRESS not in DBTaskResult.objects.get().traceback
    )


def test_a_server_that_is_not_there_is_told_in_words(cast: County, port: int, settings: Any) -> None:
    settings.EMAIL_PORT = 1
    told(cast)
    work()
    assert Message.objects.get().says == "连不上邮件服务器，或者它中断了连接。"


@pytest.fixture
def secure(box: Mailbox, tmp_path: Path, settings: Any) -> Iterator[Path]:
    """A server that wants STARTTLS and an account; the certificate to trust."""
    file, context = certificate(tmp_path)
    with mail_server(box, context) as port:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "localhost", port, True
        settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "gongkai", "p@ss:word"
        yield file


def test_with_tls_and_an_account_it_goes_out_encrypted(
    cast: County, box: Mailbox, secure: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(secure))
    told(cast)
    work()
    assert box.secure == [True]


def test_a_certificate_that_nobody_vouches_for_is_refused(cast: County, box: Mailbox, secure: Path) -> None:
    told(cast)
    work()
    assert box.received == [] and "证书不对" in Message.objects.get().says


def test_a_wrong_password_is_told_in_words(
    cast: County, box: Mailbox, secure: Path, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(secure))
    settings.EMAIL_HOST_PASSWORD = "wrong"
    told(cast)
    work()
    assert box.received == [] and "账号或口令" in Message.objects.get().says


def test_without_a_server_nobody_is_written_to(cast: County, settings: Any) -> None:
    settings.EMAIL_HOST = ""
    told(cast)
    assert not Message.objects.exists()


def test_an_address_is_checked_and_goes_into_no_journal(cast: County) -> None:
    for wrong, says in (("", "填写"), ("no address", "格式"), ("a@b.test\nBcc: c@d.test", "格式")):
        with pytest.raises(Refused, match=says):
            set_reach(cast.clerk, mail=wrong, by_mail=True, by_robot=True, on=OPEN.date())
    entries = Entry.objects.filter(act="notices.set_reach")
    assert entries.count() == 1 and ADDRESS not in str(list(entries.values()))
