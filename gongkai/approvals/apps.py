"""Registration with Django."""

from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    name = "gongkai.approvals"
    verbose_name = "审批"
    owned = ("gongkai.approvals.owned.MATTERS",)
    stays = (
        "approvals.Decision.person",
        "approvals.Decision.stand_in_for",
        "approvals.Matter.author",
        "approvals.Presentation.person",
        "approvals.Writer.person",
    )
