"""Settings of the installation that is killed: those of the platform, and the counting beside them."""

from __future__ import annotations

from gongkai.settings import *  # noqa: F403
from gongkai.settings import INSTALLED_APPS as PLATFORM

INSTALLED_APPS = [*PLATFORM, "tests.work.site"]
ROOT_URLCONF = "tests.work.site.urls"
EMAIL_HOST = ""
