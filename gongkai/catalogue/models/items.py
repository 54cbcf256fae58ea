"""Items and their editions: what a body publishes, each state of it kept."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from gongkai.organisations.models import Body, Person


class Attribute(models.TextChoices):
    """公开属性, decided where the document is drafted; the codes are those of ``law/disclosure.toml``."""

    OPEN = "open", "主动公开"
    ON_REQUEST = "on_request", "依申请公开"
    WITHHELD = "withheld", "不予公开"


class Item(models.Model):
    """公开条目: one piece of information of a body for ever, whatever its text becomes. ``live`` is the edition that the
    public sees, which `releases` alone sets; ``index_number`` is given once and never again."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="items", verbose_name="公开机关")
    index_number = models.CharField("索引号", max_length=64, blank=True)
    attribute = models.CharField("公开属性", max_length=16, choices=Attribute, default=Attribute.OPEN)
    ground = models.CharField("不公开的依据", max_length=32, blank=True)
    reason = models.TextField("不公开的理由", blank=True)
    reassess_on = models.DateField("下次评估日期", null=True, blank=True)
    author = models.ForeignKey(Person, models.PROTECT, related_name="items", verbose_name="起草人")
    begun_on = models.DateField("起草日期")
    live = models.ForeignKey(
        "Edition", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="公开中的版本"
    )
    top_until = models.DateField("置顶至", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "公开条目"
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [models.Index(fields=["body", "-id"], name="item_of_body")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["index_number"], condition=~Q(index_number=""), name="item_index_number_once"
            ),
            models.CheckConstraint(
                condition=Q(attribute="open") | ~Q(reason=""), name="item_not_open_with_reason"
            ),
            models.CheckConstraint(
                condition=~Q(attribute="withheld") | (~Q(ground="") & Q(reassess_on__isnull=False)),
                name="item_withheld_with_ground_and_reassessment",
            ),
            models.CheckConstraint(
                condition=Q(live__isnull=True) | (Q(attribute="open") & ~Q(index_number="")),
                name="item_live_is_open_and_numbered",
            ),
        ]

    def __str__(self) -> str:
        return self.index_number or f"草稿 {self.pk}"


class Edition(models.Model):
    """版本: one state of an item's text, metadata and enclosures. ``digest`` is what reviewers decide about; from the
    first decision on the row is frozen, and a change is a new edition."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="editions", verbose_name="条目")
    number = models.PositiveIntegerField("版次")
    title = models.CharField("名称", max_length=300)
    text = models.TextField("正文", blank=True)
    summary = models.CharField("内容概述", max_length=300, blank=True)
    document_number = models.CharField("文号", max_length=80, blank=True)
    issuer = models.CharField("发文机关", max_length=200, blank=True)
    formed_on = models.DateField("成文日期")
    category = models.CharField("法定主动公开内容", max_length=16, blank=True)
    theme = models.CharField("主题分类", max_length=8, blank=True)
    genre = models.CharField("体裁", max_length=24, blank=True)
    aspect = models.CharField("五公开", max_length=16, blank=True)
    keywords = models.CharField("主题词", max_length=200, blank=True)
    source = models.CharField("来源", max_length=100, blank=True)
    author = models.ForeignKey(Person, models.PROTECT, related_name="editions", verbose_name="编写人")
    made_at = models.DateTimeField("编写时间")
    digest = models.CharField("摘要值", max_length=64)
    frozen = models.BooleanField("已定稿", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "版本"
        ordering: ClassVar = ["item", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "number"], name="edition_number_once"),
            models.CheckConstraint(condition=Q(number__gt=0), name="edition_number_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.title}（第 {self.number} 版）"


class Enclosure(models.Model):
    """附件: a file of an edition, by its digest in the file store."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="enclosures", verbose_name="版本")
    order = models.PositiveSmallIntegerField("次序")
    name = models.CharField("文件名", max_length=255)
    digest = models.CharField("文件摘要值", max_length=64)
    kind = models.CharField("格式", max_length=16)
    size = models.PositiveBigIntegerField("大小")
    text = models.TextField("附件文字", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "附件"
        ordering: ClassVar = ["edition", "order"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "order"], name="enclosure_order_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Hand(models.Model):
    """经手人: somebody who wrote in an edition or one before it that was not released; none of them may approve it."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="hands", verbose_name="版本")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="人员")

    class Meta:
        verbose_name = verbose_name_plural = "经手人"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "person"], name="hand_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person}：{self.edition}"


class IndexSeries(models.Model):
    """索引号序号: the serial given last for a body in a year; it only grows, so that no number comes twice."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="index_series", verbose_name="机关")
    year = models.PositiveSmallIntegerField("年度")
    last = models.PositiveIntegerField("已用序号", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "索引号序号"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "year"], name="index_series_once"),
        ]

    def __str__(self) -> str:
        return f"{self.body} {self.year}：{self.last}"
