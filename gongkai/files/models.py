"""What is known of the bytes in the store, whoever they belong to. Names of files are not here: they may be personal."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact


class Scan(models.TextChoices):
    """What the virus scanner said."""

    UNSCANNED = "unscanned", "未扫描"
    CLEAN = "clean", "未发现病毒"
    PENDING = "pending", "待扫描"
    FOUND = "found", "发现病毒"


class StoredFile(models.Model):
    """入库文件: bytes in the store under their digest, which is the same for the same bytes. Whoever has files refers to
    them here, so that none that is in use goes missing unnoticed."""

    digest = models.CharField("摘要（SHA-256）", max_length=64, primary_key=True)
    size = models.PositiveBigIntegerField("字节数")
    kind = models.CharField("类型", max_length=16, blank=True)
    scan = models.CharField("病毒扫描", max_length=12, choices=Scan, default=Scan.UNSCANNED)
    virus = models.CharField("病毒名称", max_length=200, blank=True)
    kept_on = models.DateField("入库日期")

    class Meta:
        verbose_name = verbose_name_plural = "入库文件"
        ordering: ClassVar = ["digest"]
        indexes: ClassVar = [models.Index(fields=["scan"], name="stored_file_scan")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(Exact(Length("digest"), 64)), name="stored_file_digest_whole"),
            models.CheckConstraint(
                condition=Q(scan__in=[code for code, _ in Scan.choices]), name="stored_file_scan_known"
            ),
        ]

    def __str__(self) -> str:
        return self.digest
