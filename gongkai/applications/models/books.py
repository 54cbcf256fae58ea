"""Ledgers in Excel that were sent in to be taken over, and what became of their rows."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from gongkai.organisations.models import Body, Person


class CaseBook(models.Model):
    """台账: a ledger of applications as it was sent. ``sealed``: its cells in cipher, empty once it was carried out or given
    up; ``mapping``: place of a column → what it means; ``outcome``: number, result, words, mark and application of each row."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="case_books", verbose_name="机关")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="上传人")
    on = models.DateField("上传日期")
    name = models.CharField("文件名", max_length=255)
    digest = models.CharField("摘要（SHA-256）", max_length=64)
    sealed = models.TextField("内容（加密）", blank=True)
    mapping = models.JSONField("各列的含义", default=dict, blank=True)
    done_on = models.DateField("导入日期", null=True, blank=True)
    outcome = models.JSONField("每行结果", default=list, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "申请台账"
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(Exact(Length("digest"), 64)), name="case_book_digest_whole")
        ]

    def __str__(self) -> str:
        return self.name
