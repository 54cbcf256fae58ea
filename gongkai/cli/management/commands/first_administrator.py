"""``manage.py first_administrator``: the first account of a new installation, with a password for one sign-in."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from gongkai.organisations.first_administrator import First, set_up
from gongkai.organisations.models import Kind
from gongkai.organisations.refusal import Refused


class Command(BaseCommand):
    help = "建立第一个系统管理员，打印一次性密码；已有管理员时拒绝。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--account", default="admin", help="账号，默认 admin")
        parser.add_argument("--name", default="系统管理员", help="姓名")
        parser.add_argument("--body-code", default="", help="还没有机关时：最上一级机关的代码")
        parser.add_argument("--body-name", default="", help="还没有机关时：最上一级机关的名称")
        parser.add_argument(
            "--body-kind", default=Kind.COUNTY, choices=Kind.values, help="机关类别，默认 county"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        first = First(**{key: options[key] for key in First.__dataclass_fields__})
        try:
            person, password = set_up(first, on=timezone.localdate())
        except (Refused, ValidationError) as error:
            raise CommandError("".join(getattr(error, "messages", [str(error)]))) from error
        self.stdout.write(f"系统管理员账号 {person.account}，一次性密码 {password}")
        self.stdout.write("密码只显示这一次，七天内有效；首次登录须改为自己的密码，并设置手机动态口令。")
