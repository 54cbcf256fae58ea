"""制度库: the rules a body gives itself for disclosure, each with its versions and the days they held."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from gongkai.organisations.models.bodies import Body, open_ended


class RuleKind(models.TextChoices):
    """What a rule is about, as annual reports list them."""

    PUBLICATION = "publication", "信息发布"
    APPLICATION = "application", "依申请公开"
    SECRECY = "secrecy", "保密审查"
    RESPONSIBILITY = "responsibility", "责任追究"
    DELIBERATION = "deliberation", "审议"
    APPRAISAL = "appraisal", "评议考核"
    FEEDBACK = "feedback", "反馈"
    SUPERVISION = "supervision", "监督检查"
    ARCHIVE = "archive", "档案管理"
    OTHER = "other", "其他"


class Rule(models.Model):
    """制度: one rule of a body, whatever its versions say."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="rules", verbose_name="机关")
    kind = models.CharField("类别", max_length=16, choices=RuleKind)

    class Meta:
        verbose_name = verbose_name_plural = "制度"
        ordering: ClassVar = ["body__code", "kind", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=[code for code, _ in RuleKind.choices]), name="rule_kind_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.body}{self.get_kind_display()}制度"


class RuleVersion(models.Model):
    """制度版本: its title and wording, typed or as a file, from a day on (``until`` is the first day it no longer
    holds)."""

    rule = models.ForeignKey(Rule, models.CASCADE, related_name="versions", verbose_name="制度")
    title = models.CharField("名称", max_length=200)
    document_number = models.CharField("文号", max_length=60, blank=True)
    text = models.TextField("正文", blank=True)
    digest = models.CharField("文件摘要（SHA-256）", max_length=64, blank=True)
    file_name = models.CharField("文件名", max_length=255, blank=True)
    since = models.DateField("施行日期")
    until = models.DateField("失效日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "制度版本"
        ordering: ClassVar = ["rule", "since"]
        constraints: ClassVar = [
            *open_ended("rule_version", "rule"),
            models.CheckConstraint(
                condition=Q(Exact(Length("digest"), 64)) & ~Q(file_name="")
                | Q(digest="", file_name="") & ~Q(text=""),
                name="rule_version_text_or_file",
            ),
        ]

    def __str__(self) -> str:
        return self.title
