"""What all tests share: a database and a file store of their own, beside those of the installation."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import TransactionTestCase
from playwright.sync_api import Browser

from tests.portal.browser import CHROMIUM, chromium
from tests.template_database import put_back, template_of

os.environ.setdefault(
    "DJANGO_ALLOW_ASYNC_UNSAFE", "true"
)  # playwright's loop runs in the thread of the tests


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """SQLite in a file, so that its journal and its locks are those of the real one."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    if "sqlite" in database["ENGINE"]:
        database.setdefault("TEST", {})["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """What a test commits goes away with a copy of the database as it was before, not with a flush."""
    with django_db_blocker.unblock():
        template = template_of(connection)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda self: put_back(template))
        yield
    with django_db_blocker.unblock():
        template.drop()


def pytest_runtest_setup(item: pytest.Item) -> None:
    """A test in a browser says so where there is none."""
    if CHROMIUM is None and item.get_closest_marker("browser"):
        pytest.skip("没有 Chromium：浏览器测试跳过")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium for the tests of one file."""
    with chromium() as started:
        yield started


@pytest.fixture(autouse=True)
def own_files(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[None]:
    """Originals go to a folder of the test; pages find static files without collecting them."""
    django = {"db", "transactional_db", "client", "live_server"} & set(request.fixturenames)
    if not django and not request.node.get_closest_marker("django_db"):
        yield
        return
    settings: Any = request.getfixturevalue("settings")
    settings.FILES = tmp_path / "files"
    settings.ANCHORS = tmp_path / "anchors"
    settings.API_PER_MINUTE = 1_000_000  # all tests call from one address
    settings.JOURNAL_KEYS = ["a-key-for-the-journal-of-the-tests"]
    settings.DATA_KEYS = ["a-key-for-the-personal-data-of-the-tests"]
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.MD5PasswordHasher"
    ]  # most tests set up a county
    yield
