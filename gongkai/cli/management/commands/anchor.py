"""``manage.py anchor``: set today's anchor of the journal, or print the last for the safe."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from gongkai.journal.anchors import AnchorBroken, Anchored, Refused, anchor, anchored, place, printed


class Command(BaseCommand):
    help = "给操作记录设锚点：把各链的链头写进锚点文件。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--print", action="store_true", dest="only_print", help="只打印现有的锚点，供纸面留存"
        )
        parser.add_argument("--reason", default="", help="从备份恢复以后重新起锚的原因")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            state = self._state(options["only_print"], options["reason"])
        except (AnchorBroken, Refused) as error:
            raise CommandError(str(error)) from error
        if options["only_print"]:
            self.stdout.write(printed(state), ending="")
        else:
            self.stdout.write(f"第 {state.number} 号锚点已写入 {place()}。")

    def _state(self, only_print: bool, reason: str) -> Anchored:
        return anchored() if only_print else anchor(timezone.localdate(), reason=reason)
