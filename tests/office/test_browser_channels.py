"""The pages of other channels in a real browser: clean to axe, no wider than the window, on a desk and on a phone."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings as site
from django.test import Client
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from gongkai.catalogue.gazettes import arrange, begin_issue
from gongkai.catalogue.releasing import publish
from gongkai.catalogue.sending import Proof, send
from gongkai.organisations.models import Post
from tests.catalogue.channels import an_outlet
from tests.catalogue.items import NOON, a_draft, an_edition
from tests.catalogue.ways import passed
from tests.people import TODAY, a_county, staff_of
from tests.portal.browser import DESKTOP, PHONE, opened, sticking_out, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def pages(live_server: LiveServer, settings: Any) -> tuple[str, list[str]]:
    """The cookie of the 信息员 and the addresses to look at."""
    settings.SECOND_FACTOR = frozenset()
    cast = a_county()
    staff = staff_of(cast.township)
    edition = passed(an_edition(cast, draft=a_draft()), staff)
    publish(edition, by=cast.clerk, at=NOON)
    outlet, gazette = an_outlet(cast, "wechat"), an_outlet(cast, "gazette", "柳湾公报")
    point = an_outlet(cast, "reading_point", "便民服务中心查阅点")
    an_outlet(cast, "notice_board", "村公示栏")
    send(edition, outlet=outlet, proof=Proof("https://example.invalid/s/1"), by=cast.clerk, at=NOON)
    issue = begin_issue(gazette, on=date(2026, 3, 31), by=cast.clerk, today=TODAY)
    arrange(issue, editions=[edition], by=cast.clerk, on=TODAY)
    client = Client()
    client.force_login(staff[Post.INFORMATION_OFFICER])
    paths = [
        "/office/outlets/",
        "/office/outlets/new/",
        f"/office/outlets/{outlet.pk}/",
        f"/office/outlets/{point.pk}/",
        f"/office/items/{edition.item_id}/channels/",
        "/office/gazette/",
        f"/office/gazette/{issue.pk}/",
    ]
    return client.cookies[site.SESSION_COOKIE_NAME].value, paths


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_the_pages_of_channels_are_clean_and_fit(
    live_server: LiveServer, browser: Browser, pages: tuple[str, list[str]], viewport: dict[str, int]
) -> None:
    key, paths = pages
    host = urlsplit(live_server.url).hostname
    cookie = {"name": site.SESSION_COOKIE_NAME, "value": key, "domain": host, "path": "/", "expires": -1}
    cookie |= {"httpOnly": True, "secure": False, "sameSite": "Lax"}
    state = {"cookies": [cookie], "origins": []}
    found: dict[str, list[str]] = {}
    with opened(browser, f"{live_server.url}{paths[0]}", viewport=viewport, storage_state=state) as page:
        for path in paths:
            page.goto(f"{live_server.url}{path}")
            found[path] = [page.title(), *violations(page), *sticking_out(page)]
    assert {path: told[1:] for path, told in found.items() if len(told) > 1} == {}
    assert not [path for path, (title, *_) in found.items() if "登录" in title]
