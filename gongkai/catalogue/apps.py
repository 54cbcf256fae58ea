"""Registration with Django."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "gongkai.catalogue"
    verbose_name = "主动公开"
    owned = ("gongkai.catalogue.owned.OUTLETS",)
    stays = (
        "catalogue.Batch.by",
        "catalogue.CleanUp.by",
        "catalogue.Edition.author",
        "catalogue.GazetteIssue.by",
        "catalogue.Hand.person",
        "catalogue.Item.author",
        "catalogue.Manifest.decided_by",
        "catalogue.Passing.by",
        "catalogue.PatrolHit.kept_by",
        "catalogue.ReadCount.by",
        "catalogue.Release.by",
        "catalogue.Removal.done_by",
        "catalogue.Schedule.by",
        "catalogue.ValidityChange.by",
        "catalogue.Withdrawal.by",
    )
