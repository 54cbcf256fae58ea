"""Settings, all from the environment, each read once and loud when wrong. Defaults make the embedded installation:
SQLite and files under ``var/``."""

from __future__ import annotations

import os
import secrets
import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parent.parent
env = environ.Env()


def _flag(name: str, default: bool) -> bool:
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


def _secret_key(folder: Path) -> str:
    """The key given, else the one kept beside the data."""
    given = os.environ.get("GONGKAI_SECRET_KEY")
    if given is None:
        return _kept_key(folder / "secret_key")
    if len(given) < 32:
        raise ImproperlyConfigured("设置 GONGKAI_SECRET_KEY 太短，至少 32 个字符。")
    return given


def _journal_keys(folder: Path) -> list[str]:
    """The keys of the journal given, separated by spaces, else the lines of the file beside the data; the last seals."""
    given = os.environ.get("GONGKAI_JOURNAL_KEY")
    keys = (_kept_key(folder / "journal_key") if given is None else given).split()
    if not keys or any(len(key) < 32 for key in keys):
        raise ImproperlyConfigured(
            "设置 GONGKAI_JOURNAL_KEY（或文件 journal_key）里的密钥太短，至少 32 个字符。"
        )
    return keys


def _kept_key(kept: Path) -> str:
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


def _month_day(name: str) -> tuple[int, int] | None:
    """A day of the year as month and day; None where it is not set."""
    given = os.environ.get(name, "").strip()
    if not given:
        return None
    try:
        day = date.fromisoformat(f"2001-{given}")
    except ValueError as error:
        raise ImproperlyConfigured(f"设置 {name} 的值是“{given}”，应为“月-日”，例：01-20。") from error
    return day.month, day.day


def _number(name: str, default: int, most: int) -> int:
    """A whole number from 1 to ``most``."""
    given = os.environ.get(name, str(default)).strip()
    if not (given.isascii() and given.isdigit() and 1 <= int(given) <= most):
        raise ImproperlyConfigured(f"设置 {name} 的值是“{given}”，应为 1 到 {most} 的整数。")
    return int(given)


def _proxies() -> list[IPv4Network | IPv6Network]:
    """The proxies in front of the site, as addresses or networks."""
    try:
        return [ip_network(one.strip()) for one in env.list("GONGKAI_PROXIES", default=[]) if one.strip()]
    except ValueError as error:
        raise ImproperlyConfigured(
            f"设置 GONGKAI_PROXIES 不对（{error}），应为地址或网段，例：127.0.0.1,10.1.0.0/16。"
        ) from error


def _second_factor() -> frozenset[str]:
    """Codes of the posts that call for a second factor; "none" for none. That they are known, a system check says."""
    default = "system_officer,security_officer,audit_officer,signatory"
    given = {one.strip() for one in os.environ.get("GONGKAI_SECOND_FACTOR", default).split(",")}
    return frozenset(given - {"", "none"})


def _site(path: Path) -> Mapping[str, str]:
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


def _database() -> dict[str, object]:
    example = "例：postgres://user:secret@host:5432/gongkai"
    try:
        database: dict[str, object] = env.db_url(
            "DATABASE_URL", default=f"sqlite:///{VAR / 'gongkai.sqlite3'}"
        )
    except (ValueError, KeyError, environ.ImproperlyConfigured) as error:
        raise ImproperlyConfigured(f"设置 DATABASE_URL 不对（{error}），{example}") from error
    engine = database.get("ENGINE")
    if engine == "django.db.backends.sqlite3":
        # WAL: readers never wait for the writer. FULL: a committed step survives a power cut.
        # IMMEDIATE: a writer queues at BEGIN instead of failing half-way with "database is locked".
        init = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
        database["OPTIONS"] = {"init_command": init, "transaction_mode": "IMMEDIATE", "timeout": 20}
    elif engine == "django.db.backends.postgresql":
        database |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    else:
        raise ImproperlyConfigured(f"设置 DATABASE_URL 不对，只支持 sqlite 和 postgres，{example}")
    return database


def _originals() -> dict[str, object]:
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


def _clamd() -> str:
    """Where the virus scanner listens; empty where there is none."""
    given = os.environ.get("GONGKAI_CLAMD", "").strip()
    if given and not given.startswith(("unix:/", "tcp://")):
        raise ImproperlyConfigured(
            f"设置 GONGKAI_CLAMD 的值是“{given}”，应为 unix:/run/clamav/clamd.ctl 或 tcp://主机:3310 的形式。"
        )
    return given


VAR = Path(os.environ.get("GONGKAI_VAR", ROOT / "var")).resolve()
VAR.mkdir(parents=True, exist_ok=True)
FILES = VAR / "files"
CLAMD = _clamd()
# Whether a file is refused while the scanner does not answer; else it is kept as 待扫描 and scanned later.
CLAMD_REQUIRED = _flag("GONGKAI_CLAMD_REQUIRED", False)

DEBUG = _flag("GONGKAI_DEBUG", False)
HTTPS = _flag("GONGKAI_HTTPS", False)
SECRET_KEY = _secret_key(VAR)
JOURNAL_KEYS = _journal_keys(VAR)
# Where the heads of the journal are written every day: best on another machine's disk.
ANCHORS = Path(os.environ.get("GONGKAI_ANCHORS", VAR / "anchors"))
ALLOWED_HOSTS = env.list("GONGKAI_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
# The day by which the supervisor wants the annual reports of the units, earlier than the law's.
REPORTS_DUE = _month_day("GONGKAI_REPORTS_DUE")
SITE = _site(Path(os.environ.get("GONGKAI_SITE", ROOT / "gongkai" / "portal" / "site.toml")))

DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "organisations.Person"
TASKS = {"default": {"BACKEND": "gongkai.work.backend.Backend"}}

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_otp",
    "django_otp.plugins.otp_static",
    "django_otp.plugins.otp_totp",
    "django_tasks",
    "django_tasks_db",
    "ninja",
    "gongkai.journal",
    "gongkai.files",
    "gongkai.work",
    "gongkai.search",
    "gongkai.organisations",
    "gongkai.notices",
    "gongkai.approvals",
    "gongkai.catalogue",
    "gongkai.reports",
    "gongkai.api",
    "gongkai.portal",
    "gongkai.office",
    "gongkai.cli",
]
MIDDLEWARE = [
    "gongkai.organisations.proxies.TrustedProxies",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "gongkai.portal.gate.Gate",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "gongkai.urls"
WSGI_APPLICATION = "gongkai.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "gongkai.portal.surroundings.surroundings",
                "gongkai.office.shell.surroundings",
            ]
        },
    }
]

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "originals": _originals(),
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "office"
LOGOUT_REDIRECT_URL = "reports"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
# Five wrong passwords close an account to the address they came from for half an hour: guessing gets nowhere, and
# nobody can lock a colleague out from elsewhere.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=30)
AXES_USERNAME_FORM_FIELD = "username"  # of Django's login form, whatever the model calls it
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "gongkai.portal.failures.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "gongkai.organisations.password_rules.ThreeKinds"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "gongkai.organisations.password_rules.NotGuessed"},
    {"NAME": "gongkai.organisations.password_rules.NotUsedBefore"},
]
# Whoever does nothing for so long, or has been signed in for so long, signs in again.
SESSION_ENGINE = "gongkai.organisations.sessions"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
IDLE_MINUTES = _number("GONGKAI_IDLE_MINUTES", 30, 1440)
SESSION_HOURS = _number("GONGKAI_SESSION_HOURS", 12, 168)
PASSWORD_DAYS = _number("GONGKAI_PASSWORD_DAYS", 90, 3650)  # then a new one is asked for, not enforced
SECOND_FACTOR = _second_factor()
OTP_TOTP_ISSUER = SITE["name"]

# No page may load, send or be framed outside this host: 'self' and nothing else, no inline script or style.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
# The proxies whose X-Forwarded-For and X-Forwarded-Proto are believed; of nobody else (gongkai.organisations.proxies).
PROXIES = _proxies()
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = env.list("GONGKAI_TRUSTED_ORIGINS", default=[])
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
DATA_UPLOAD_MAX_NUMBER_FILES = 1000  # above the limit of gongkai/reports/uploads.toml, which refuses in words
FILE_UPLOAD_HANDLERS = [
    "gongkai.files.arriving.Drain",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
