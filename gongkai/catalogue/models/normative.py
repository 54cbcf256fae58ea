"""行政规范性文件: registered, changed only with a basis, cleaned up in batches; and the interpretations of documents."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from gongkai.catalogue.models.items import Item
from gongkai.law.normative import Change
from gongkai.organisations.models import Body, Person

CHANGES = [
    (Change.AMENDED.value, "修改"),
    (Change.LAPSED.value, "宣布失效"),
    (Change.REPEALED.value, "废止"),
    (Change.EXTENDED.value, "延长有效期"),
]


class NormativeDocument(models.Model):
    """规范性文件: an item that binds, with its registration number and the days it is meant to hold. ``expires`` is its last
    day in force."""

    item = models.OneToOneField(Item, models.PROTECT, related_name="normative", verbose_name="条目")
    body = models.ForeignKey(
        Body, models.PROTECT, related_name="normative_documents", verbose_name="制定机关"
    )
    title = models.CharField("名称", max_length=300)
    document_number = models.CharField("文号", max_length=80, blank=True)
    registration = models.CharField("登记号", max_length=64, blank=True)
    made_on = models.DateField("成文日期")
    since = models.DateField("施行日期")
    expires = models.DateField("有效期至", null=True, blank=True)
    replaces = models.ManyToManyField("self", symmetrical=False, blank=True, verbose_name="所替代的文件")

    class Meta:
        verbose_name = verbose_name_plural = "规范性文件"
        ordering: ClassVar = ["body", "-made_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(expires__isnull=True) | Q(expires__gte=F("since")),
                name="normative_expires_after_since",
            ),
            models.UniqueConstraint(
                fields=["body", "registration"],
                condition=~Q(registration=""),
                name="normative_registration_once",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class CleanUp(models.Model):
    """清理: one batch of looking through a body's documents, decided by a document of its own. ``others_lapse``: those made
    up to ``upto`` that it does not list are no longer in force."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="clean_ups", verbose_name="机关")
    title = models.CharField("名称", max_length=200)
    basis = models.CharField("依据的文件", max_length=200)
    upto = models.DateField("清理截止日期")
    on = models.DateField("结果施行日期")
    others_lapse = models.BooleanField("未列入者一律失效", default=False)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="登记人")

    class Meta:
        verbose_name = verbose_name_plural = "清理"
        ordering: ClassVar = ["-on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(on__gte=F("upto")), name="clean_up_after_its_day"),
        ]

    def __str__(self) -> str:
        return self.title


class ValidityChange(models.Model):
    """有效性变更: what was done to a document, from a day on, by which document. Rows are only added."""

    document = models.ForeignKey(
        NormativeDocument, models.PROTECT, related_name="changes", verbose_name="规范性文件"
    )
    what = models.CharField("变更", max_length=16, choices=CHANGES)
    on = models.DateField("生效日期")
    basis = models.CharField("依据的文件", max_length=200)
    until = models.DateField("延长至", null=True, blank=True)
    clean_up = models.ForeignKey(
        CleanUp, models.PROTECT, null=True, blank=True, related_name="changes", verbose_name="清理"
    )
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="登记人")
    at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = verbose_name_plural = "有效性变更"
        ordering: ClassVar = ["document", "on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(basis=""), name="validity_change_with_basis"),
        ]

    def __str__(self) -> str:
        return f"{self.document}：{self.get_what_display()}"


class Interpretation(models.Model):
    """解读: an item that explains another; each page links to the other."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="explains", verbose_name="解读材料")
    of = models.ForeignKey(Item, models.PROTECT, related_name="interpretations", verbose_name="所解读的文件")

    class Meta:
        verbose_name = verbose_name_plural = "解读"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "of"], name="interpretation_once"),
            models.CheckConstraint(condition=~Q(item=F("of")), name="interpretation_of_another"),
        ]

    def __str__(self) -> str:
        return f"{self.item} 解读 {self.of}"
