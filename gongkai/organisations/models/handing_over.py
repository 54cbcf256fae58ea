"""What went to whom when somebody left: the list that both sign (交接清单)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from gongkai.organisations.models.bodies import Body
from gongkai.organisations.models.people import Person


class HandOver(models.Model):
    """交接: everything of a person went to others on a day; ``closed`` where the account was closed with it."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="hand_overs", verbose_name="移交人")
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="所在机关"
    )
    by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="经办人"
    )
    on = models.DateField("交接日期")
    reason = models.CharField("事由", max_length=200)
    closed = models.BooleanField("停用账号")

    class Meta:
        verbose_name = verbose_name_plural = "交接"
        ordering: ClassVar = ["-on", "-pk"]
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(reason=""), name="hand_over_has_reason")]

    def __str__(self) -> str:
        return f"{self.person} {self.on:%Y-%m-%d}"


class HandedOver(models.Model):
    """交接事项: one thing, in words, and who has it now."""

    hand_over = models.ForeignKey(HandOver, models.CASCADE, related_name="items", verbose_name="交接")
    kind = models.CharField("类别", max_length=40)
    says = models.CharField("事项", max_length=300)
    to = models.ForeignKey(Person, models.PROTECT, related_name="taken_over", verbose_name="接收人")

    class Meta:
        verbose_name = verbose_name_plural = "交接事项"
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.says
