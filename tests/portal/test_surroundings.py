"""Around every page: no other host, strict headers, reading settings without JavaScript, failures in Chinese."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

import gongkai.portal
from gongkai.organisations.models import Person
from tests.people import a_county, a_faulty_report, file

PORTAL = Path(gongkai.portal.__file__).parent
LOADED = re.compile(
    r"""(?:src|href|action|srcset|data|poster|formaction)\s*=\s*["']\s*(?:[a-z]+:)?//""", re.I
)


def _pages(client: Client) -> dict[str, str]:
    a_county()
    key = file(a_faulty_report()).pk
    client.force_login(Person.objects.get(account="clerk"))
    paths = (
        "/reports/",
        "/reports/?year=2023",
        f"/reports/{key}/",
        "/nowhere",
        f"/reports/{key}/qr.svg",
    )
    pages = {path: client.get(path).content.decode() for path in paths}
    client.logout()
    return {**pages, "/login/": client.get("/login/").content.decode()}


@pytest.mark.django_db
def test_no_page_loads_or_links_to_another_host(client: Client) -> None:
    for path, page in _pages(client).items():
        assert not LOADED.search(page), path
        assert "<script" not in page and "style=" not in page and not re.search(r"\son\w+=", page), path


@pytest.mark.parametrize("path", sorted((PORTAL / "static").rglob("*.*")), ids=lambda path: path.name)
def test_no_static_file_names_another_host(path: Path) -> None:
    text = path.read_text(encoding="utf-8").replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert not re.search(r"//[\w-]+\.\w|@import|url\(\s*['\"]?(?:https?:)?//", text)


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/reports/", "/login/", "/nowhere", "/display/?size=large"])
def test_every_answer_has_the_strict_headers(path: str, client: Client) -> None:
    answer = client.get(path)
    policy = answer["Content-Security-Policy"]
    assert (
        "default-src 'none'" in policy
        and "frame-ancestors 'none'" in policy
        and "script-src 'self'" in policy
    )
    assert "unsafe" not in policy and "http" not in policy and "*" not in policy
    assert answer["X-Frame-Options"] == "DENY" and answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"


@pytest.mark.django_db
def test_reading_settings_are_links_that_hold(client: Client) -> None:
    page = client.get("/reports/?year=2023").content.decode()
    assert 'class="size-medium contrast-normal width-normal mode-usual"' in page
    link = re.findall(r'href="(/display/\?size=large[^"]*)"', page)[0].replace("&amp;", "&")
    answer = client.get(link)
    assert answer["Location"] == "/reports/?year=2023"
    assert (
        'class="size-large contrast-normal width-normal mode-usual"'
        in client.get("/reports/").content.decode()
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    "back", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", ""]
)
def test_reading_settings_lead_back_to_this_site_only(back: str, client: Client) -> None:
    assert client.get("/display/", {"size": "large", "next": back})["Location"] == "/reports/"


@pytest.mark.django_db
def test_a_setting_that_does_not_exist_is_not_kept(client: Client) -> None:
    assert not client.get("/display/", {"size": '"><script>', "colour": "red"}).cookies
    client.cookies["size"] = '"><b>'
    assert "size-medium" in client.get("/reports/").content.decode()


@pytest.mark.django_db
def test_every_page_says_whose_site_it_is(client: Client) -> None:
    for path, page in _pages(client).items():
        if path.endswith("/") or "?" in path:
            assert f'<meta name="SiteIDCode" content="{settings.SITE["code"]}">' in page, path
            assert settings.SITE["organiser"] in page, path


@pytest.mark.django_db
def test_a_page_that_does_not_exist_says_so_in_chinese(client: Client) -> None:
    answer = client.get("/nowhere")
    assert answer.status_code == 404 and "没有找到这个页面" in answer.content.decode()


def test_a_broken_page_says_so_in_chinese_without_the_database(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.raise_request_exception = False
    answer = client.get("/reports/")  # this test has no database
    assert answer.status_code == 500 and "系统出现故障" in answer.content.decode()
