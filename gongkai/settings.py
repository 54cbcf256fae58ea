"""Settings, all from the environment, each read once and loud when wrong. Defaults make the embedded installation:
SQLite and files under ``var/``."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF

from gongkai import environment

ROOT = Path(__file__).resolve().parent.parent


VAR = Path(os.environ.get("GONGKAI_VAR", ROOT / "var")).resolve()
VAR.mkdir(parents=True, exist_ok=True)
FILES = VAR / "files"
CLAMD = environment.clamd()
# Whether a file is refused while the scanner does not answer; else it is kept as 待扫描 and scanned later.
CLAMD_REQUIRED = environment.flag("GONGKAI_CLAMD_REQUIRED", False)

DEBUG = environment.flag("GONGKAI_DEBUG", False)
HTTPS = environment.flag("GONGKAI_HTTPS", False)
SECRET_KEY = environment.secret_key(VAR)
JOURNAL_KEYS = environment.journal_keys(VAR)
DATA_KEYS = environment.data_keys(VAR)
# Where the heads of the journal are written every day: best on another machine's disk.
ANCHORS = Path(os.environ.get("GONGKAI_ANCHORS", VAR / "anchors"))
ALLOWED_HOSTS = environment.env.list("GONGKAI_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
# The day by which the supervisor wants the annual reports of the units, earlier than the law's.
REPORTS_DUE = environment.month_day("GONGKAI_REPORTS_DUE")
# The folder in which the public pages are published as files; empty: nowhere.
STATIC_SITE = os.environ.get("GONGKAI_STATIC_SITE", "")
SITE = environment.site(Path(os.environ.get("GONGKAI_SITE", ROOT / "gongkai" / "portal" / "site.toml")))

DATABASES = {"default": environment.database(VAR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "organisations.Person"
TASKS = {"default": {"BACKEND": "gongkai.work.backend.Backend"}}

# Notices leave the platform by mail and by robots of groups only where these are set.
SMTP = environment.smtp()
EMAIL_HOST, EMAIL_PORT = SMTP.host, SMTP.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = SMTP.user, SMTP.password
EMAIL_USE_TLS, EMAIL_USE_SSL = SMTP.security == "tls", SMTP.security == "ssl"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = environment.sender(SITE["domain"])
ROBOTS = environment.robots()

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
    "gongkai.journal",
    "gongkai.files",
    "gongkai.work",
    "gongkai.search",
    "gongkai.organisations",
    "gongkai.notices",
    "gongkai.approvals",
    "gongkai.catalogue",
    "gongkai.applications",
    "gongkai.remedies",
    "gongkai.reports",
    "gongkai.api",
    "gongkai.portal",
    "gongkai.office",
    "gongkai.cli",
]
MIDDLEWARE = [
    "gongkai.organisations.proxies.TrustedProxies",
    "gongkai.api.edge.Edge",
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
    "originals": environment.originals(),
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
IDLE_MINUTES = environment.number("GONGKAI_IDLE_MINUTES", 30, 1440)
SESSION_HOURS = environment.number("GONGKAI_SESSION_HOURS", 12, 168)
PASSWORD_DAYS = environment.number(
    "GONGKAI_PASSWORD_DAYS", 90, 3650
)  # then a new one is asked for, not enforced
SECOND_FACTOR = environment.second_factor()
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
PROXIES = environment.proxies()
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
# Requests under /api that one address may send in a minute, to each process.
API_PER_MINUTE = environment.number("GONGKAI_API_PER_MINUTE", 600, 1_000_000)
CSRF_FAILURE_VIEW = "gongkai.portal.failures.not_ours"
CSRF_TRUSTED_ORIGINS = environment.env.list("GONGKAI_TRUSTED_ORIGINS", default=[])
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
DATA_UPLOAD_MAX_NUMBER_FILES = 1000  # above the limit of gongkai/reports/uploads.toml, which refuses in words
FILE_UPLOAD_HANDLERS = [
    "gongkai.files.arriving.Drain",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
