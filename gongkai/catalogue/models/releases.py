"""Where an edition went out, and how it came back: one release a channel, a withdrawal with a removal task for each."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from gongkai.catalogue.models.items import Edition, Item
from gongkai.files.models import StoredFile
from gongkai.organisations.models import Person


class Manifest(models.Model):
    """存量清单: old items taken over under one signed decision about the digest of their list."""

    digest = models.CharField("清单摘要值", max_length=64, unique=True)
    count = models.PositiveIntegerField("条数")
    decided_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="签批人")
    decided_on = models.DateField("签批日期")
    reason = models.CharField("说明", max_length=300)

    class Meta:
        verbose_name = verbose_name_plural = "存量清单"

    def __str__(self) -> str:
        return f"存量 {self.count} 条（{self.decided_on}）"


class Release(models.Model):
    """发布: an edition, by its digest, on one channel. The database lets it in only after every look has passed."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="releases", verbose_name="版本")
    digest = models.CharField("摘要值", max_length=64)
    channel = models.CharField("渠道", max_length=32)
    account = models.CharField("账号", max_length=100, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="releases", verbose_name="发布人")
    at = models.DateTimeField("发布时间")
    manifest = models.ForeignKey(
        Manifest, models.PROTECT, null=True, blank=True, related_name="releases", verbose_name="存量清单"
    )
    outlet = models.ForeignKey(
        "Outlet", models.PROTECT, null=True, blank=True, related_name="releases", verbose_name="发布账号"
    )
    proof = models.CharField("发布凭证", max_length=300, blank=True)
    picture = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="凭证图片"
    )

    class Meta:
        verbose_name = verbose_name_plural = "发布"
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "channel", "account"], name="release_once_a_channel"),
        ]

    def __str__(self) -> str:
        return f"{self.edition} → {self.channel}"


class Withdrawal(models.Model):
    """撤回: an item taken back, with the reason; its address says so and its number stays used."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="withdrawals", verbose_name="条目")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+", verbose_name="撤回的版本")
    reason = models.CharField("理由", max_length=300)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="撤回人")
    at = models.DateTimeField("撤回时间")

    class Meta:
        verbose_name = verbose_name_plural = "撤回"
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason=""), name="withdrawal_with_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.item}：{self.reason}"


class Removal(models.Model):
    """清除任务: what still has to be taken off a channel after a withdrawal; done when there is proof."""

    withdrawal = models.ForeignKey(Withdrawal, models.PROTECT, related_name="removals", verbose_name="撤回")
    release = models.ForeignKey(Release, models.PROTECT, related_name="removals", verbose_name="发布")
    proof = models.CharField("清除凭证", max_length=300, blank=True)
    picture = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="凭证图片"
    )
    done_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="经办人"
    )
    done_at = models.DateTimeField("清除时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "清除任务"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["withdrawal", "release"], name="removal_once"),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | (~Q(proof="") & Q(done_by__isnull=False)),
                name="removal_done_with_proof",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.release}（{'已清除' if self.done_at else '待清除'}）"


class Schedule(models.Model):
    """定时发布: an edition that has passed and is to go out at an hour, on the channels named."""

    edition = models.OneToOneField(Edition, models.PROTECT, related_name="schedule", verbose_name="版本")
    channels = models.JSONField("渠道")
    at = models.DateTimeField("发布时间")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="设定人")
    done_at = models.DateTimeField("实际发布时间", null=True, blank=True)
    failed = models.CharField("未能发布的原因", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "定时发布"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(done_at__gte=F("at")), name="schedule_not_before_hour"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition}：{self.at:%Y-%m-%d %H:%M}"
