"""How to reach a body, with the days it held."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from gongkai.organisations.models.bodies import Body, open_ended


class Contact(models.Model):
    """联系方式: what 条例 第十二条 wants in the guide, from a day on (``until`` is the first day it no longer holds)."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="contacts", verbose_name="机关")
    office = models.CharField("工作机构名称", max_length=100, blank=True)
    address = models.CharField("办公地址", max_length=200)
    hours = models.CharField("办公时间", max_length=200)
    telephone = models.CharField("联系电话", max_length=60)
    fax = models.CharField("传真号码", max_length=60, blank=True)
    online = models.CharField("互联网联系方式", max_length=200, blank=True)
    postcode = models.CharField("邮政编码", max_length=6, blank=True)
    since = models.DateField("启用日期")
    until = models.DateField("停用日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "联系方式"
        ordering: ClassVar = ["body", "since"]
        constraints: ClassVar = open_ended("contact")

    def __str__(self) -> str:
        return f"{self.body}（{self.since:%Y-%m-%d} 起）"
