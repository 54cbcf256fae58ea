"""``manage.py reindex``: put everything that can be found into the index anew, from the ledgers."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from gongkai.catalogue.finding import document, drafts
from gongkai.catalogue.public import live_editions
from gongkai.reports.findable import index
from gongkai.reports.models import ReportPaper
from gongkai.search.actions import put, rebuild


class Command(BaseCommand):
    help = "按台账重建检索索引：已公开的政府信息和年度报告。升级说明要求时运行；运行中网站照常可用。"

    def handle(self, *args: Any, **options: Any) -> None:
        papers = ReportPaper.objects.select_related("body", "source", "reading").iterator(chunk_size=100)
        for paper in papers:
            index(paper, paper.reading.report)
        reports = ReportPaper.objects.count()
        items = put(document(edition, day) for edition, day in live_editions())
        unseen = put(document(edition, edition.formed_on, public=False) for edition in drafts())
        told = f"政府信息 {items} 条，没有公开的稿件 {unseen} 件，年度报告 {reports} 份"
        self.stdout.write(f"已编入：{told}；索引共 {rebuild()} 件。")
