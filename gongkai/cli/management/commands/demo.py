"""``./run demo``: set everything up with the demonstration county, and say what is there."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from tqdm import tqdm

from gongkai.cli.demonstration import load_folder, load_reports, set_up_bodies
from gongkai.cli.demonstration_cases import receive_cases
from gongkai.cli.demonstration_items import publish_items
from gongkai.cli.demonstration_people import set_up_particulars, set_up_people
from gongkai.cli.demonstration_standard import set_up_standard
from gongkai.organisations.holdings import posts_of
from gongkai.organisations.models import Person
from gongkai.organisations.refusal import Refused
from gongkai.reports.models import Reading, ReportPaper

ACCOUNT = "demo"


class Command(BaseCommand):
    help = "载入演示县的机关和年度报告；可重复执行。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--reports", metavar="FOLDER", help="另外载入这个文件夹里的真实年度报告")

    def handle(self, *args: Any, **options: Any) -> None:
        folder, today = options["reports"], timezone.localdate()
        if folder and not Path(folder).is_dir():
            raise CommandError(f"没有 {folder} 这个文件夹。")
        call_command("migrate", verbosity=0)
        bodies = set_up_bodies(by=None, on=today)
        set_up_particulars(bodies, by=None)
        password = secrets.token_urlsafe(9)
        try:
            people = set_up_people(bodies, password=password, by=None, on=today)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        clerk = people[ACCOUNT]
        self.stdout.write(f"演示县：公开政府信息 {publish_items(bodies, people)} 条。")
        self.stdout.write(f"演示县：标准目录 {set_up_standard(bodies, by=clerk)} 项。")
        self.stdout.write(f"演示县：收到申请 {receive_cases(bodies, people, on=today)} 件。")
        self._read("演示县", load_reports(bodies, by=clerk, on=today))
        if folder:
            self._read(folder, load_folder(folder, by=clerk, on=today))
        self.stdout.write(
            f"工作人员账号 {ACCOUNT}，密码 {password}（每次载入都会更换）。其他岗位的账号，密码相同："
        )
        for account, person in people.items():
            self.stdout.write(f"  {account}：{_posts_of(person, today)}")

    def _read(self, what: str, papers: Iterator[ReportPaper]) -> None:
        """Read them all with a progress bar, and sum up in one line, with a line for each that is held."""
        done = list(tqdm(papers, desc=f"读取{what}", unit=" 份", disable=None))
        # from the database: a report that came later may have changed the findings of an earlier one
        readings = Reading.objects.filter(paper__in=done).only("errors", "questions", "gaps")
        errors, questions, gaps = (
            sum(getattr(one, name) for one in readings) for name in ("errors", "questions", "gaps")
        )
        self.stdout.write(
            f"{what}：读取年报 {len(done)} 份；错误 {errors} 处，存疑 {questions} 处，缺漏 {gaps} 处。"
        )
        for paper in done:
            if paper.held:
                self.stdout.write(f"  待归属：{paper.source.name}（{paper.held}）")


def _posts_of(person: Person, on: date) -> str:
    said = [
        f"{holding.get_post_display()}{'（B 岗）' if holding.stand_in_for_id else ''}"
        for holding in posts_of(person, on)
    ]
    return f"{person.body} {'、'.join(said)}"
