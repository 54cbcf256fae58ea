"""Registration with Django."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "gongkai.organisations"
    verbose_name = "机构与人员"
    owned = (
        "gongkai.organisations.owned.POSTS",
        "gongkai.organisations.owned.DRAFTS",
        "gongkai.organisations.tokens.TOKENS",
    )
    stays = (
        "organisations.DemonstrationAccount.person",
        "organisations.HandOver.by",
        "organisations.HandOver.person",
        "organisations.HandedOver.to",
        "organisations.PastPassword.person",
        "organisations.RecoveryCode.person",
        "organisations.Roster.by",
        "organisations.CalendarNotice.by",
        "organisations.SavedView.person",
        "organisations.Session.person",
        "organisations.Stay.person",
        "otp_static.StaticDevice.user",
        "otp_totp.TOTPDevice.user",
    )
