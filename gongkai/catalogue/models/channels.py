"""The places an item goes to besides the portal: accounts and boards with who keeps them, issues of a gazette, reads."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from gongkai.catalogue.channels.registry import Platform, platforms
from gongkai.catalogue.models.items import Edition
from gongkai.catalogue.models.releases import Release
from gongkai.files.models import StoredFile
from gongkai.organisations.models import Body, Person


class Outlet(models.Model):
    """发布账号: an account of a body on a platform, a board, a screen, a gazette, a reading point. ``keeper`` looks after it;
    ``serves_below``: bodies under its own may send to it. ``renewed_on``: the last day something was put up on it that the
    platform does not know of."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="outlets", verbose_name="主办机关")
    platform = models.CharField("平台", max_length=32)
    name = models.CharField("名称", max_length=80)
    address = models.CharField("网址或地点", max_length=200, blank=True)
    keeper = models.ForeignKey(Person, models.PROTECT, related_name="outlets", verbose_name="责任人")
    serves_below = models.BooleanField("供下级机关发布", default=False)
    certified = models.BooleanField("已认证", default=False)
    filed = models.BooleanField("已备案", default=False)
    followers = models.PositiveIntegerField("关注人数", null=True, blank=True)
    counted_on = models.DateField("关注人数截至", null=True, blank=True)
    renewed_on = models.DateField("最近更新", null=True, blank=True)
    opened_on = models.DateField("开设日期")
    closed_on = models.DateField("停用日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "发布账号"
        ordering: ClassVar = ["body", "platform", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["body", "platform", "name"],
                condition=Q(closed_on__isnull=True),
                name="outlet_once_a_platform",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="outlet_closed_after_opened",
            ),
            models.CheckConstraint(
                condition=Q(followers__isnull=True) | Q(counted_on__isnull=False),
                name="outlet_followers_with_day",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def kind(self) -> Platform:
        """The platform it is kept on."""
        return platforms()[self.platform]


class ReadCount(models.Model):
    """阅读量: how often what went out on a channel had been read by a day."""

    release = models.ForeignKey(Release, models.PROTECT, related_name="read_counts", verbose_name="发布")
    on = models.DateField("截至日期")
    reads = models.PositiveIntegerField("阅读量")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="登记人")

    class Meta:
        verbose_name = verbose_name_plural = "阅读量"
        ordering: ClassVar = ["release", "on"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["release", "on"], name="read_count_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.release}：{self.reads}（{self.on}）"


class GazetteIssue(models.Model):
    """公报期: an issue of a gazette, numbered within its year. Closed, it cannot be changed any more and has its files."""

    outlet = models.ForeignKey(Outlet, models.PROTECT, related_name="issues", verbose_name="公报")
    year = models.PositiveSmallIntegerField("年度")
    number = models.PositiveSmallIntegerField("期数")
    on = models.DateField("出版日期")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="编排人")
    closed_at = models.DateTimeField("定稿时间", null=True, blank=True)
    docx = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Word 文件"
    )
    pdf = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="PDF 文件"
    )

    class Meta:
        verbose_name = verbose_name_plural = "公报期"
        ordering: ClassVar = ["-year", "-number", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["outlet", "year", "number"], name="gazette_issue_once"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(docx__isnull=False, pdf__isnull=False),
                name="gazette_issue_closed_with_files",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outlet.name}{self.label}"

    @property
    def label(self) -> str:
        """The number as it is printed."""
        return f"{self.year}年第{self.number}期"


class GazetteEntry(models.Model):
    """公报篇目: an edition in an issue, at its place."""

    issue = models.ForeignKey(GazetteIssue, models.CASCADE, related_name="entries", verbose_name="公报期")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="gazette_entries", verbose_name="版本")
    order = models.PositiveSmallIntegerField("次序")

    class Meta:
        verbose_name = verbose_name_plural = "公报篇目"
        ordering: ClassVar = ["issue", "order"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["issue", "edition"], name="gazette_entry_once"),
            models.UniqueConstraint(fields=["issue", "order"], name="gazette_entry_order_once"),
        ]

    def __str__(self) -> str:
        return f"{self.issue}：{self.edition.title}"
