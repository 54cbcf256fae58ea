"""``manage.py publish_static FOLDER``: the public pages as files, for any web server."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from gongkai.portal.static_folder import Busy, Folder
from gongkai.portal.static_site import publish_all, publish_touched


class Command(BaseCommand):
    help = "把公开页面生成为静态文件，平台停机时由网站服务器直接提供。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "folder", nargs="?", metavar="FOLDER", help="目标文件夹，默认 GONGKAI_STATIC_SITE"
        )
        parser.add_argument("--touched", action="store_true", help="只重新生成上次以后有变动的页面")
        parser.add_argument("--anew", action="store_true", help="年报的各种下载文件也重新生成")
        parser.add_argument("--verify", action="store_true", help="不生成，只核对文件是否被改动")

    def handle(self, *args: Any, **options: Any) -> None:
        given = options["folder"] or settings.STATIC_SITE
        if not given:
            raise CommandError("请写明目标文件夹，或者设置 GONGKAI_STATIC_SITE。")
        root = Path(given).absolute()
        if options["verify"]:
            self._verify(root)
            return
        on = timezone.localdate()
        try:
            done = (
                publish_touched(root, on=on)
                if options["touched"]
                else publish_all(root, on=on, anew=options["anew"])
            )
        except Busy as busy:
            raise CommandError(f"{busy}，请稍后再试。") from busy
        self.stdout.write(
            f"{root}：写入 {done.written} 个文件，未变 {done.same} 个，删除 {done.dropped} 个。"
        )
        if done.failed:
            raise CommandError(f"有 {done.failed} 个页面没有生成，原因见日志。")

    def _verify(self, root: Path) -> None:
        faults = Folder(root).faults()
        for place, says in faults.items():
            self.stdout.write(f"{place}：{says}")
        if faults:
            raise CommandError(f"共 {len(faults)} 个文件与发布时不一致；重新运行 publish_static 可以恢复。")
        self.stdout.write("全部文件与发布时一致。")
