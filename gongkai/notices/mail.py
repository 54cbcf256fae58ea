"""Messages by e-mail, over the SMTP server of the settings."""

from __future__ import annotations

import smtplib
import ssl

from django.conf import settings
from django.core.mail import EmailMessage

from gongkai.notices import wording
from gongkai.notices.models import Message
from gongkai.notices.refusals import Undeliverable
from gongkai.work.errors import NotDone


def configured() -> bool:
    """Whether there is a server to send by."""
    return bool(settings.EMAIL_HOST)


def send_mail(message: Message, to: str) -> None:
    """Send a message. Undeliverable where the server refuses it for good, NotDone where it may work later; neither
    repeats what the server said, which may hold the address."""
    mail = EmailMessage(
        wording.subject(message.notice),
        wording.text(message.notice),
        to=[to],
        headers={
            "Message-ID": f"<{message.key}@{settings.SITE['domain']}>",
            "X-Gongkai-Key": message.key,
            "Auto-Submitted": "auto-generated",
        },
    )
    try:
        mail.send()
    except smtplib.SMTPAuthenticationError as error:
        raise NotDone("邮件服务器不接受设置里的账号或口令。") from error
    except smtplib.SMTPRecipientsRefused as error:
        raise _refused(max(code for code, _ in error.recipients.values())) from error
    except smtplib.SMTPResponseException as error:
        raise _refused(error.smtp_code) from error
    except ssl.SSLError as error:
        raise NotDone("邮件服务器的证书不对，没有发送。") from error
    except (smtplib.SMTPException, OSError) as error:
        raise NotDone("连不上邮件服务器，或者它中断了连接。") from error


def _refused(code: int) -> Exception:
    """5xx is for good, everything else may pass."""
    if 500 <= code < 600:
        return Undeliverable(f"邮件服务器拒收（{code}），请核对收件地址。")
    return NotDone(f"邮件服务器暂时不收（{code}）。")
