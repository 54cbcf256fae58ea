"""基层政务公开标准目录: what a body has to publish, line by line, and the items that fulfil it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from gongkai.catalogue.models.items import Item
from gongkai.organisations.models import Body


class Obligation(models.Model):
    """公开事项: one line of a standard catalogue for one body. ``carriers``, ``levels``: codes; ``term``: as worded, read by
    `law.timetable`. In force from ``since`` to before ``until``."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="obligations", verbose_name="公开主体")
    domain = models.CharField("领域", max_length=60, blank=True)
    matter = models.CharField("一级事项", max_length=120)
    part = models.CharField("二级事项", max_length=200, blank=True)
    content = models.TextField("公开内容（要素）", blank=True)
    basis = models.TextField("公开依据", blank=True)
    term = models.CharField("公开时限", max_length=300, blank=True)
    carriers = models.JSONField("公开渠道和载体", default=list)
    other_carriers = models.CharField("其他渠道和载体", max_length=200, blank=True)
    everybody = models.BooleanField("全社会", default=True)
    audience = models.CharField("特定群体", max_length=200, blank=True)
    on_own_motion = models.BooleanField("主动公开", default=True)
    on_request = models.BooleanField("依申请公开", default=False)
    levels = models.JSONField("公开层级", default=list)
    position = models.PositiveIntegerField("次序")
    since = models.DateField("启用日期")
    until = models.DateField("停用日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "公开事项"
        ordering: ClassVar = ["body", "domain", "position", "pk"]
        indexes: ClassVar = [models.Index(fields=["body", "domain"], name="obligation_of_body")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")), name="obligation_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter}／{self.part}" if self.part else self.matter


class Fulfilment(models.Model):
    """对应: an item that fulfils a line of the catalogue."""

    obligation = models.ForeignKey(
        Obligation, models.CASCADE, related_name="fulfilments", verbose_name="公开事项"
    )
    item = models.ForeignKey(Item, models.PROTECT, related_name="fulfilments", verbose_name="条目")

    class Meta:
        verbose_name = verbose_name_plural = "对应"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["obligation", "item"], name="fulfilment_once"),
        ]

    def __str__(self) -> str:
        return f"{self.item} → {self.obligation}"
