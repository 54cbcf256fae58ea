"""Registration with Django."""

from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "gongkai.work"
    verbose_name = "后台任务"
