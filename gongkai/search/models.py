"""What the index holds of each document. The words themselves stand in a table of the database's own kind."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Entry(models.Model):
    """检索条目: one document of a ledger as it can be found. ``rank`` sorts the newest first and joins it to its words."""

    rank = models.BigIntegerField("排序", primary_key=True)
    kind = models.CharField("类别", max_length=32)
    key = models.CharField("标识", max_length=64)
    title = models.CharField("标题", max_length=500)
    numbers = models.CharField("索引号、文号", max_length=300, blank=True)
    text = models.TextField("正文和附件文字", blank=True)
    day = models.DateField("日期")
    body = models.CharField("机关代码", max_length=32)
    topic = models.CharField("分类", max_length=64, blank=True)
    public = models.BooleanField("已公开")
    address = models.CharField("网址", max_length=300)

    class Meta:
        verbose_name = verbose_name_plural = "检索条目"
        ordering: ClassVar = ["-rank"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "key"], name="search_entry_once")]

    def __str__(self) -> str:
        return self.title


class Counter(models.Model):
    """检索序号: the number given last, so that no two entries of a day share a rank."""

    last = models.BigIntegerField("已用序号", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "检索序号"

    def __str__(self) -> str:
        return str(self.last)
