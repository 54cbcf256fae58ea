"""Settings are loud when wrong; the embedded database is durable on its live connection."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from gongkai.cli import checks

ROOT = Path(__file__).resolve().parents[1]
SHOW = (
    "from gongkai import settings as s; print(s.DEBUG, s.DATABASES['default']['ENGINE'], len(s.SECRET_KEY))"
)


def _settings(folder: Path, *, show: str = SHOW, **given: str) -> subprocess.CompletedProcess[str]:
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("GONGKAI", "DATABASE", "DJANGO"))
    }
    env = {**clean, "GONGKAI_VAR": str(folder), "PYTHONUTF8": "1", **given}
    return subprocess.run(
        [sys.executable, "-c", show], env=env, cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_without_any_setting_it_is_the_embedded_installation(tmp_path: Path) -> None:
    shown = _settings(tmp_path)
    assert shown.stdout.split()[:2] == ["False", "gongkai.journal.sqlite"], shown.stderr
    key = tmp_path / "secret_key"
    assert len(key.read_text()) >= 50 and stat.S_IMODE(key.stat().st_mode) == 0o600


def test_the_key_made_on_the_first_start_stays(tmp_path: Path) -> None:
    show = "from gongkai import settings as s; print(s.SECRET_KEY)"
    first, second = (_settings(tmp_path, show=show).stdout for _ in range(2))
    assert first == second != ""
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "data_key",
        "journal_key",
        "secret_key",
        "static",
    ]


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("GONGKAI_DEBUG", "ture", "应为 true 或 false"),
        ("GONGKAI_SECRET_KEY", "short", "至少 32 个字符"),
        ("DATABASE_URL", "mysql://a:b@c/d", "只支持 sqlite 和 postgres"),
        ("DATABASE_URL", "nonsense", "DATABASE_URL"),
        ("GONGKAI_REPORTS_DUE", "20 January", "应为“月-日”"),
        ("GONGKAI_SITE", "/nowhere.toml", "站点资料文件"),
        ("GONGKAI_SITE", "pyproject.toml", "缺少文字项"),
    ],
)
def test_a_wrong_setting_is_refused_in_words(name: str, value: str, says: str, tmp_path: Path) -> None:
    refused = _settings(tmp_path, **{name: value})
    assert refused.returncode != 0
    assert says in refused.stderr.splitlines()[-1]


def test_postgresql_is_one_setting(tmp_path: Path) -> None:
    shown = _settings(tmp_path, DATABASE_URL="postgres://u:p@h:5432/d")
    assert shown.stdout.split()[1] == "django.db.backends.postgresql"


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite alone")
def test_sqlite_writes_ahead_and_syncs_every_commit_on_the_live_connection() -> None:
    assert checks.sqlite_durable(["default"]) == []
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA synchronous").fetchone()[0] == 2
        assert cursor.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_a_connection_that_does_not_sync_is_an_error(tmp_path: Path) -> None:
    show = """
import django; from django.conf import settings
django.setup()
settings.DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA synchronous=OFF;"
from gongkai.cli import checks
print([one.id for one in checks.sqlite_durable(["default"])])
"""
    assert "gongkai.E002" in _settings(tmp_path, show=show, DJANGO_SETTINGS_MODULE="gongkai.settings").stdout


def test_a_misspelt_setting_is_named_with_the_right_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGKAI_DEBG", "1")
    [warning] = checks.known_settings()
    assert "GONGKAI_DEBG" in warning.msg and warning.hint == "是不是 GONGKAI_DEBUG？"


def test_the_demonstration_s_names_are_not_for_service(settings: Any) -> None:
    assert [one.id for one in checks.site_filled()] == ["gongkai.W002"]
    settings.SITE = {**settings.SITE, "code": "3604260001"}
    assert checks.site_filled() == []
