"""What a message says: kind, body, number, deadline and where to look; never a name or a word of the case."""

from __future__ import annotations

from django.conf import settings

from gongkai.notices.ladder import ladder
from gongkai.notices.models import Notice


def subject(notice: Notice) -> str:
    """The subject of a mail."""
    return f"【{settings.SITE['name']}】{ladder().kind(notice.kind).says}（提醒 {notice.pk} 号）"


def text(notice: Notice) -> str:
    """The message as plain text."""
    lines = [subject(notice), f"机关：{notice.body.name}"]
    if notice.due:
        lines.append(f"期限：{notice.due:%Y-%m-%d}")
    lines.append(f"请登录查看：{address(notice)}")
    return "\n".join(lines)


def address(notice: Notice) -> str:
    """Where the notice stands on the site, as a whole address."""
    scheme = "https" if settings.HTTPS else "http"
    return f"{scheme}://{settings.SITE['domain']}{notice.page}"
