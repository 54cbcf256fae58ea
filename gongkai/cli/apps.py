"""Registration with Django: the commands, and the system checks of an installation."""

from django.apps import AppConfig
from django.core.checks import Tags, register

from gongkai.cli import checks


class CliConfig(AppConfig):
    name = "gongkai.cli"
    verbose_name = "命令"

    def ready(self) -> None:
        register(checks.known_settings)
        register(checks.writable_folders)
        register(checks.sqlite_durable, Tags.database)
        register(checks.guards_in_place, Tags.database)
        register(checks.demonstration_accounts, Tags.database)
        register(checks.known_posts)
        register(checks.site_filled, deploy=True)
