"""Which body answers for what another answered for: mergers, splits, and functions that moved."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from gongkai.organisations.models.bodies import Body


class Succession(models.Model):
    """职能承继: from a day on, ``after`` answers for a function of ``before``, or for everything where no function is
    named (条例 第十条; 机构改革后由继续行使其职权的机关负责). Entries are only added; the past stays as it was."""

    before = models.ForeignKey(Body, models.PROTECT, related_name="successions", verbose_name="原机关")
    after = models.ForeignKey(Body, models.PROTECT, related_name="inheritances", verbose_name="承继机关")
    function = models.CharField("职能", max_length=100, blank=True)
    on = models.DateField("承继日期")
    basis = models.CharField("依据文件", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "职能承继"
        ordering: ClassVar = ["on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(before=F("after")), name="succession_not_to_itself"),
            models.CheckConstraint(condition=~Q(basis=""), name="succession_has_basis"),
            models.UniqueConstraint(fields=["before", "function", "on"], name="succession_one_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}：{self.function or '全部职能'}（{self.on:%Y-%m-%d} 起）"
