"""The description of the interface for people: everything stands on it, and nothing is asked of another host."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser

from gongkai.api.pages import schema_text
from tests.portal.browser import DESKTOP, PHONE, opened, sticking_out, violations

pytestmark = pytest.mark.django_db


def test_every_operation_and_every_shape_stands_on_the_page(client: Client) -> None:
    page = client.get("/api/v1/").content.decode()
    schema = json.loads(schema_text())
    for path, methods in schema["paths"].items():
        for method in methods:
            assert f"<code>{method.upper()} {path}</code>" in page
    for name in schema["components"]["schemas"]:
        assert f'id="shape-{name}"' in page
    links = set(re.findall(r'href="#([^"]+)"', page)) - {"main"}
    assert links <= set(re.findall(r'id="([^"]+)"', page))


def test_the_page_asks_nothing_of_another_host_and_runs_no_script(client: Client) -> None:
    answer = client.get("/api/v1/")
    page = answer.content.decode()
    assert "<script" not in page and "http://" not in page and "https://" not in page
    assert "script-src 'self'" in answer["Content-Security-Policy"]


def test_the_schema_is_served_as_it_is_committed(client: Client) -> None:
    answer = client.get("/api/v1/openapi.json")
    assert answer.content.decode() == schema_text()
    assert client.post("/api/v1/openapi.json").status_code == 405


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_axe_finds_nothing_and_nothing_sticks_out(
    browser: Browser, live_server: Any, size: dict[str, int]
) -> None:
    with opened(browser, live_server.url + "/api/v1/", viewport=size) as page:
        assert violations(page) == [] and sticking_out(page) == []
