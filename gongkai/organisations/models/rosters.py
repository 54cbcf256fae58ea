"""Workbooks of bodies and people that were sent in, and what became of their rows."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from gongkai.organisations.models.people import Person


class Roster(models.Model):
    """名册: a workbook as it was sent. Once carried out, ``outcome`` holds what became of each of its rows: sheet, number,
    result, words."""

    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="上传人")
    on = models.DateField("上传日期")
    name = models.CharField("文件名", max_length=255)
    digest = models.CharField("摘要（SHA-256）", max_length=64)
    done_on = models.DateField("导入日期", null=True, blank=True)
    outcome = models.JSONField("每行结果", default=list, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "名册"
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(Exact(Length("digest"), 64)), name="roster_digest_whole")
        ]

    def __str__(self) -> str:
        return self.name
