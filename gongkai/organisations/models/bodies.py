"""Bodies with their names and places over time. A body keeps its row when it is renamed or moved."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q


class Kind(models.TextChoices):
    """Kinds of body; the words are the ones the checks know."""

    PROVINCE = "province", "省级人民政府"
    CITY = "city", "市级人民政府"
    COUNTY = "county", "县级人民政府"
    TOWNSHIP = "township", "乡镇人民政府"
    SUBDISTRICT = "subdistrict", "街道办事处"
    DEPARTMENT = "department", "政府部门"
    PUBLIC_BODY = "public_body", "公共企事业单位"
    OTHER = "other", "其他机关和组织"


class Body(models.Model):
    """机关: one body for ever, whatever it is called and wherever it stands in the tree. ``name`` repeats the name
    now in use, which `Naming` holds with its days."""

    code = models.CharField("机构代码", max_length=32, unique=True)
    name = models.CharField("名称", max_length=100)
    kind = models.CharField("类别", max_length=16, choices=Kind)
    established_on = models.DateField("设立日期", null=True, blank=True)
    abolished_on = models.DateField("撤销日期", null=True, blank=True)
    findings_public = models.BooleanField("向公众显示核对结果", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "机关"
        ordering: ClassVar = ["code"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=[code for code, _ in Kind.choices]), name="body_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(abolished_on__isnull=True)
                | Q(established_on__isnull=True)
                | Q(abolished_on__gt=F("established_on")),
                name="body_abolished_after_established",
            ),
        ]

    def __str__(self) -> str:
        return self.name


def open_ended(name: str, of: str = "body") -> list[models.BaseConstraint]:
    """What holds for every span of days of a body (or of another owner): it ends after it starts, and one at most is
    still open."""
    return [
        models.CheckConstraint(
            condition=Q(until__isnull=True) | Q(until__gt=F("since")), name=f"{name}_ends_after_start"
        ),
        models.UniqueConstraint(fields=[of, "since"], name=f"{name}_one_a_day"),
        models.UniqueConstraint(
            fields=[of],
            condition=Q(until__isnull=True),
            name=f"{name}_one_open",
            violation_error_code="open",
        ),
    ]


class Naming(models.Model):
    """A name of a body from a day on (``until`` is the first day it no longer holds)."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="namings", verbose_name="机关")
    name = models.CharField("名称", max_length=100, db_index=True)
    since = models.DateField("启用日期")
    until = models.DateField("停用日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "名称沿革"
        ordering: ClassVar = ["body", "since"]
        constraints: ClassVar = open_ended("naming")

    def __str__(self) -> str:
        return f"{self.name}（{self.since:%Y-%m-%d} 起）"


class Placement(models.Model):
    """The parent of a body from a day on (``until`` is the first day it no longer holds)."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="placements", verbose_name="机关")
    parent = models.ForeignKey(Body, models.PROTECT, related_name="branches", verbose_name="上级机关")
    since = models.DateField("启用日期")
    until = models.DateField("停用日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "隶属沿革"
        ordering: ClassVar = ["body", "since"]
        constraints: ClassVar = [
            *open_ended("placement"),
            models.CheckConstraint(condition=~Q(body=F("parent")), name="placement_not_under_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.body} 隶属 {self.parent}（{self.since:%Y-%m-%d} 起）"
