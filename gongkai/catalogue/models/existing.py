"""存量: old items as they come in a workbook, held row by row until one decision about all of them has passed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from gongkai.catalogue.models.releases import Manifest
from gongkai.files.models import StoredFile
from gongkai.organisations.models import Body, Person


class Batch(models.Model):
    """存量批次: a workbook of old items of a body with the zip of their enclosures. ``files``: name, digest, format and size of
    each enclosure; ``digest`` is over all that its good rows will become; from the moment it is handed in, neither it nor its rows can be changed."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="batches", verbose_name="公开机关")
    name = models.CharField("文件名", max_length=255)
    workbook = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="清单表格")
    package = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="附件压缩包"
    )
    files = models.JSONField("附件", default=list)
    digest = models.CharField("摘要值", max_length=64)
    by = models.ForeignKey(Person, models.PROTECT, related_name="batches", verbose_name="上传人")
    at = models.DateTimeField("上传时间")
    handed_in_at = models.DateTimeField("送审时间", null=True, blank=True)
    manifest = models.OneToOneField(
        Manifest, models.PROTECT, null=True, blank=True, related_name="batch", verbose_name="存量清单"
    )

    class Meta:
        verbose_name = verbose_name_plural = "存量批次"
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(manifest__isnull=True) | Q(handed_in_at__isnull=False),
                name="batch_written_after_hand_in",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.body}）"


class BatchLine(models.Model):
    """存量清单行: what became of a row of the workbook: the digest of the edition it makes, or why it makes none."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="lines", verbose_name="批次")
    row = models.PositiveIntegerField("行号")
    title = models.CharField("名称", max_length=300, blank=True)
    digest = models.CharField("版本摘要值", max_length=64, blank=True)
    fault = models.CharField("问题", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "存量清单行"
        ordering: ClassVar = ["batch", "row"]
        indexes: ClassVar = [models.Index(fields=["batch", "digest"], name="batch_line_digest")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["batch", "row"], name="batch_line_row_once"),
            models.CheckConstraint(
                condition=(Q(digest="") & ~Q(fault="")) | (~Q(digest="") & Q(fault="")),
                name="batch_line_good_or_not",
            ),
        ]

    def __str__(self) -> str:
        return f"第 {self.row} 行：{self.title}"


class PatrolHit(models.Model):
    """巡检发现: something the patrol found in an edition that is out, the value masked, and what was done about it."""

    edition = models.ForeignKey("Edition", models.PROTECT, related_name="patrol_hits", verbose_name="版本")
    rules = models.CharField("规则版本", max_length=32)
    kind = models.CharField("种类", max_length=32)
    source = models.CharField("所在文件", max_length=255)
    place = models.CharField("位置", max_length=200)
    shown = models.CharField("内容（已遮盖）", max_length=200)
    sure = models.CharField("把握", max_length=16)
    found_on = models.DateField("发现日期")
    kept_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="核定人"
    )
    kept_reason = models.CharField("保留的理由", max_length=300, blank=True)
    kept_on = models.DateField("核定日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "巡检发现"
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["edition", "kind", "source", "place", "shown"], name="patrol_hit_once"
            ),
            models.CheckConstraint(
                condition=Q(kept_on__isnull=True) | (Q(kept_by__isnull=False) & ~Q(kept_reason="")),
                name="patrol_hit_kept_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.place}：{self.shown}"


class Patrol(models.Model):
    """巡检: that an edition has been looked at by certain rules; it is looked at again when there are newer ones."""

    edition = models.OneToOneField("Edition", models.PROTECT, related_name="patrol", verbose_name="版本")
    rules = models.CharField("规则版本", max_length=32)
    on = models.DateField("巡检日期")

    class Meta:
        verbose_name = verbose_name_plural = "巡检"

    def __str__(self) -> str:
        return f"{self.edition}（{self.on}）"
