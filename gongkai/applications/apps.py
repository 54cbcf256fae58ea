"""Registration with Django."""

from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    name = "gongkai.applications"
    verbose_name = "依申请公开"
    owned = ("gongkai.applications.owned.CASES",)
    stays = (
        "applications.Amendment.by",
        "applications.Amendment.second",
        "applications.CaseBook.by",
        "applications.Disposal.by",
        "applications.Disposal.second",
        "applications.Letter.by",
        "applications.Letter.voided_by",
        "applications.LetterWording.by",
        "applications.MailItem.by",
        "applications.MailItem.settled_by",
        "applications.Redaction.by",
        "applications.ReplyDraft.author",
        "applications.ReplyHand.person",
        "applications.Request.registered_by",
        "applications.Request.settled_by",
        "applications.Service.by",
        "applications.Step.person",
    )
