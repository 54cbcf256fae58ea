"""Registration with Django."""

from django.apps import AppConfig


class RemediesConfig(AppConfig):
    name = "gongkai.remedies"
    verbose_name = "行政复议、行政诉讼"
    owned = ("gongkai.remedies.owned.CASES",)
    stays = ("remedies.RemedyStep.person",)
