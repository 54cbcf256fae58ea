"""What the screening found in an edition, and who let which hit pass and why. Rows are only added."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from gongkai.catalogue.models.items import Edition
from gongkai.organisations.models import Person


class Screening(models.Model):
    """发布前检查: one look of the machine at a digest. ``hits`` is how many it found; the rows of `Finding` are they."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="screenings", verbose_name="版本")
    digest = models.CharField("摘要值", max_length=64)
    at = models.DateTimeField("检查时间")
    rules = models.CharField("规则版本", max_length=32)
    hits = models.PositiveIntegerField("发现数")

    class Meta:
        verbose_name = verbose_name_plural = "发布前检查"
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "digest", "rules"], name="screening_once"),
        ]

    def __str__(self) -> str:
        return f"{self.edition}：{self.hits} 处"


class Suspect(models.Model):
    """疑点: one hit of a screening, the value masked. ``source``: 正文 or the name of the enclosure."""

    screening = models.ForeignKey(
        Screening, models.PROTECT, related_name="suspects", verbose_name="发布前检查"
    )
    kind = models.CharField("种类", max_length=32)
    source = models.CharField("所在文件", max_length=255)
    place = models.CharField("位置", max_length=200)
    shown = models.CharField("内容（已遮盖）", max_length=200)
    sure = models.CharField("把握", max_length=16)

    class Meta:
        verbose_name = verbose_name_plural = "疑点"
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.source} {self.place}：{self.shown}"


class Passing(models.Model):
    """放行: a person's word that a suspect may go out, with the reason."""

    suspect = models.OneToOneField(Suspect, models.PROTECT, related_name="passing", verbose_name="疑点")
    reason = models.CharField("理由", max_length=300)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="放行人")
    at = models.DateTimeField("放行时间")

    class Meta:
        verbose_name = verbose_name_plural = "放行"
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason=""), name="passing_with_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.suspect}（{self.reason}）"
