"""Registration with Django."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "gongkai.reports"
    verbose_name = "年度报告"
    stays = ("reports.Correction.by", "reports.Source.received_by", "reports.Upload.by")
