"""The yearly notices on days off that the operator took into the calendar beside those that come with the platform."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from gongkai.organisations.models.people import Person


class CalendarNotice(models.Model):
    """放假安排通知: a notice as it was taken in. ``text`` is the file of `law.notices`; the one taken in last for a year
    holds, changes during a year (``amends``) add up."""

    year = models.PositiveSmallIntegerField("年度")
    title = models.CharField("标题", max_length=200)
    number = models.CharField("文号", max_length=60, blank=True)
    amends = models.BooleanField("年中调整", default=False)
    text = models.TextField("内容")
    digest = models.CharField("摘要（SHA-256）", max_length=64, unique=True)
    by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="导入人"
    )
    on = models.DateField("导入日期")

    class Meta:
        verbose_name = verbose_name_plural = "放假安排通知"
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.title
