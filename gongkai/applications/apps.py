"""Registration with Django."""

from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    name = "gongkai.applications"
    verbose_name = "依申请公开"
    owned = ("gongkai.applications.owned.CASES",)
    stays = ("applications.CaseBook.by", "applications.Step.person")
