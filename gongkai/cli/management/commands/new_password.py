"""``manage.py new_password``: a password for one sign-in, where nobody is left who may reset it in the office."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from gongkai.organisations import passwords, second_factor
from gongkai.organisations.models import Person
from gongkai.organisations.refusal import Refused


class Command(BaseCommand):
    help = "给一个账号换一次性密码（供安全管理员本人忘记密码时，在服务器上使用）。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("account", help="账号")
        parser.add_argument("--reason", default="在服务器上重置", help="理由，记入日志")
        parser.add_argument("--second-factor", action="store_true", help="同时取消手机动态口令")

    def handle(self, *args: Any, **options: Any) -> None:
        person = Person.objects.filter(account=options["account"]).first()
        if person is None:
            raise CommandError(f"没有账号“{options['account']}”。")
        on = timezone.localdate()
        try:
            if options["second_factor"]:
                second_factor.remove(person, by=None, on=on, reason=options["reason"])
            password = passwords.reset(person, by=None, on=on, reason=options["reason"])
        except Refused as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"账号 {person.account} 的一次性密码 {password}（七天内有效，登录后须更改）。")
