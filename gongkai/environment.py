"""Readers of the settings: each takes one from the environment, in its type, and is loud when it is wrong."""

from __future__ import annotations

import os
import secrets
import tomllib
from collections.abc import Mapping
from datetime import date
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()


def flag(name: str, default: bool) -> bool:
    """A switch. Anything but a clear yes or no is refused: a misspelt "ture" must not mean no."""
    words = {
        "1": True,
        "true": True,
        "yes": True,
        "on": True,
        "0": False,
        "false": False,
        "no": False,
        "off": False,
    }
    given = os.environ.get(name)
    if given is None:
        return default
    if given.strip().lower() not in words:
        raise ImproperlyConfigured(f"设置 {name} 的值是“{given}”，应为 true 或 false。")
    return words[given.strip().lower()]


def secret_key(folder: Path) -> str:
    """The key given, else the one kept beside the data."""
    given = os.environ.get("GONGKAI_SECRET_KEY")
    if given is None:
        return kept_key(folder / "secret_key")
    if len(given) < 32:
        raise ImproperlyConfigured("设置 GONGKAI_SECRET_KEY 太短，至少 32 个字符。")
    return given


def journal_keys(folder: Path) -> list[str]:
    """The keys of the journal given, separated by spaces, else the lines of the file beside the data; the last seals."""
    return _keys("GONGKAI_JOURNAL_KEY", folder / "journal_key")


def data_keys(folder: Path) -> list[str]:
    """The keys that personal data is encrypted under, in the same way; the last encrypts."""
    return _keys("GONGKAI_DATA_KEYS", folder / "data_key")


def _keys(name: str, kept: Path) -> list[str]:
    given = os.environ.get(name)
    keys = (kept_key(kept) if given is None else given).split()
    if not keys or any(len(key) < 32 for key in keys):
        raise ImproperlyConfigured(f"设置 {name}（或文件 {kept.name}）里的密钥太短，至少 32 个字符。")
    return keys


def kept_key(kept: Path) -> str:
    """A key made on the first start and kept in a file, readable by its owner alone."""
    if not kept.exists():
        fresh = kept.with_name(f"{kept.name}.{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(64), encoding="ascii")
        try:
            os.link(fresh, kept)  # the first of several starting processes wins, whole or not at all
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return kept.read_text(encoding="ascii").strip()


def month_day(name: str) -> tuple[int, int] | None:
    """A day of the year as month and day; None where it is not set."""
    given = os.environ.get(name, "").strip()
    if not given:
        return None
    try:
        day = date.fromisoformat(f"2001-{given}")
    except ValueError as error:
        raise ImproperlyConfigured(f"设置 {name} 的值是“{given}”，应为“月-日”，例：01-20。") from error
    return day.month, day.day


def number(name: str, default: int, most: int) -> int:
    """A whole number from 1 to ``most``."""
    given = os.environ.get(name, str(default)).strip()
    if not (given.isascii() and given.isdigit() and 1 <= int(given) <= most):
        raise ImproperlyConfigured(f"设置 {name} 的值是“{given}”，应为 1 到 {most} 的整数。")
    return int(given)


def proxies() -> list[IPv4Network | IPv6Network]:
    """The proxies in front of the site, as addresses or networks."""
    try:
        return [ip_network(one.strip()) for one in env.list("GONGKAI_PROXIES", default=[]) if one.strip()]
    except ValueError as error:
        raise ImproperlyConfigured(
            f"设置 GONGKAI_PROXIES 不对（{error}），应为地址或网段，例：127.0.0.1,10.1.0.0/16。"
        ) from error


def second_factor() -> frozenset[str]:
    """Codes of the posts that call for a second factor; "none" for none. That they are known, a system check says."""
    default = "system_officer,security_officer,audit_officer,signatory"
    given = {one.strip() for one in os.environ.get("GONGKAI_SECOND_FACTOR", default).split(",")}
    return frozenset(given - {"", "none"})


def site(path: Path) -> Mapping[str, str]:
    """What the pages say about the site that publishes them: name, domain, identification code, contacts."""
    wanted = ("name", "domain", "code", "organiser", "contact", "icp", "police")
    try:
        site = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise ImproperlyConfigured(f"站点资料文件 {path} 读不出来：{error}") from error
    missing = [key for key in wanted if not isinstance(site.get(key), str)]
    if missing:
        raise ImproperlyConfigured(f"站点资料文件 {path} 缺少文字项：{'、'.join(missing)}。")
    return {key: site[key] for key in wanted}


def database(folder: Path) -> dict[str, object]:
    example = "例：postgres://user:secret@host:5432/gongkai"
    try:
        database: dict[str, object] = env.db_url(
            "DATABASE_URL", default=f"sqlite:///{folder / 'gongkai.sqlite3'}"
        )
    except (ValueError, KeyError, environ.ImproperlyConfigured) as error:
        raise ImproperlyConfigured(f"设置 DATABASE_URL 不对（{error}），{example}") from error
    engine = database.get("ENGINE")
    if engine == "django.db.backends.sqlite3":
        # WAL: readers never wait for the writer. FULL: a committed step survives a power cut.
        # IMMEDIATE: a writer queues at BEGIN instead of failing half-way with "database is locked".
        init = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
        database["ENGINE"] = "gongkai.journal.sqlite"  # Django's, with one leak closed
        database["OPTIONS"] = {"init_command": init, "transaction_mode": "IMMEDIATE", "timeout": 20}
    elif engine == "django.db.backends.postgresql":
        database |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    else:
        raise ImproperlyConfigured(f"设置 DATABASE_URL 不对，只支持 sqlite 和 postgres，{example}")
    return database


def originals() -> dict[str, object]:
    """Where files lie: in a bucket where one is set, else in a folder of this machine."""
    bucket = os.environ.get("GONGKAI_S3_BUCKET", "")
    if not bucket:
        return {"BACKEND": "gongkai.files.folders.Folder"}
    given = {
        "bucket_name": bucket,
        "endpoint_url": os.environ.get("GONGKAI_S3_ENDPOINT"),
        "access_key": os.environ.get("GONGKAI_S3_KEY"),
        "secret_key": os.environ.get("GONGKAI_S3_SECRET"),
        "region_name": os.environ.get("GONGKAI_S3_REGION", "us-east-1"),
    }
    missing = [name for name in ("access_key", "secret_key") if not given[name]]
    if missing:
        raise ImproperlyConfigured("设置了 GONGKAI_S3_BUCKET，还须设置 GONGKAI_S3_KEY 和 GONGKAI_S3_SECRET。")
    return {"BACKEND": "gongkai.files.buckets.Bucket", "OPTIONS": given}


def clamd() -> str:
    """Where the virus scanner listens; empty where there is none."""
    given = os.environ.get("GONGKAI_CLAMD", "").strip()
    if given and not given.startswith(("unix:/", "tcp://")):
        raise ImproperlyConfigured(
            f"设置 GONGKAI_CLAMD 的值是“{given}”，应为 unix:/run/clamav/clamd.ctl 或 tcp://主机:3310 的形式。"
        )
    return given


class Smtp(NamedTuple):
    """The mail server to send by. ``security``: "tls" is STARTTLS, "ssl" from the first byte, "" none at all."""

    host: str = ""
    port: int = 25
    user: str = ""
    password: str = ""
    security: str = ""


def smtp() -> Smtp:
    """The mail server; without a host where there is none."""
    given = os.environ.get("GONGKAI_SMTP", "").strip()
    if not given:
        return Smtp()
    ports = {"smtp": ("", 25), "smtp+tls": ("tls", 587), "smtp+ssl": ("ssl", 465)}
    try:
        parts = urlsplit(given)
        security, port = ports[parts.scheme]
        host, port = parts.hostname or "", parts.port or port
    except (KeyError, ValueError):
        host, port, security = "", 0, ""
    if not host:
        raise ImproperlyConfigured(
            "设置 GONGKAI_SMTP 不对，应为 smtp+tls://账号:口令@主机:587 的形式（smtp、smtp+tls、smtp+ssl）。"
        )
    return Smtp(host, port, unquote(parts.username or ""), unquote(parts.password or ""), security)


def sender(domain: str) -> str:
    """The address that mail comes from."""
    given = os.environ.get("GONGKAI_SMTP_FROM", "").strip() or f"noreply@{domain}"
    if given.count("@") != 1 or any(sign.isspace() for sign in given):
        raise ImproperlyConfigured(f"设置 GONGKAI_SMTP_FROM 的值是“{given}”，应为一个邮箱地址。")
    return given


def robots() -> Path | None:
    """The file that names the robots of groups; None where there is none."""
    given = os.environ.get("GONGKAI_ROBOTS", "").strip()
    return Path(given) if given else None
