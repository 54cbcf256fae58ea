"""Registration with Django."""

from django.apps import AppConfig
from django.core.exceptions import ImproperlyConfigured

from gongkai.notices.robots import RobotError, robots


class NoticesConfig(AppConfig):
    name = "gongkai.notices"
    verbose_name = "提醒"
    owned = ("gongkai.notices.owned.NOTICES",)
    stays = (
        "notices.Message.person",
        "notices.Notice.done_by",
        "notices.Reach.person",
        "notices.Telling.person",
    )

    def ready(self) -> None:
        """A wrong file of robots is said at the start, not when the first message is due."""
        try:
            robots()
        except RobotError as error:
            raise ImproperlyConfigured(str(error)) from error
