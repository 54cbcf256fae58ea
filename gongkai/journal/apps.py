"""Registration with Django."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "gongkai.journal"
    verbose_name = "操作记录"
