"""Papers of a case that are handed out with parts painted over: what was uploaded, each box with its ground, the result."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from gongkai.applications.models.applications import Application
from gongkai.applications.sealing import unseal
from gongkai.organisations.models import Person


class Redaction(models.Model):
    """遮盖: a paper to be handed out in part. ``source`` is the file as uploaded, ``digest`` the copy with the boxes burnt
    in, "" until it is made; from then on nothing changes. ``reason``: why something that the screening found stays open."""

    application = models.ForeignKey(
        Application, models.PROTECT, related_name="redactions", verbose_name="申请"
    )
    source = models.CharField("原件摘要值", max_length=64)
    sealed_name = models.TextField("文件名（加密）")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="遮盖人")
    at = models.DateTimeField("上传时间")
    digest = models.CharField("遮盖件摘要值", max_length=64, blank=True)
    made_at = models.DateTimeField("遮盖时间", null=True, blank=True)
    reason = models.CharField("保留未遮盖内容的理由", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "遮盖"
        ordering: ClassVar = ["application", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(digest="", made_at__isnull=True) | (~Q(digest="") & Q(made_at__isnull=False)),
                name="redaction_made_at_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} 遮盖 {self.pk}"

    @property
    def name(self) -> str:
        """The file's name in clear."""
        return unseal(self.sealed_name)


class RedactionBox(models.Model):
    """遮盖处: a box of a page, its edges as shares of the page from its left and top edge, and its ground."""

    redaction = models.ForeignKey(Redaction, models.PROTECT, related_name="boxes", verbose_name="遮盖")
    order = models.PositiveSmallIntegerField("次序")
    page = models.PositiveSmallIntegerField("页")
    left = models.FloatField("左")
    top = models.FloatField("上")
    right = models.FloatField("右")
    bottom = models.FloatField("下")
    ground = models.CharField("依据", max_length=60)

    class Meta:
        verbose_name = verbose_name_plural = "遮盖处"
        ordering: ClassVar = ["redaction", "order"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["redaction", "order"], name="redaction_box_order_once"),
        ]

    def __str__(self) -> str:
        return f"{self.redaction} 第 {self.page} 页 {self.ground}"
