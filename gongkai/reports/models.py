"""A report as it came, the paper it is for a body and a year, and its reading."""

from __future__ import annotations

import json
from decimal import Decimal
from functools import cached_property
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from gongkai.organisations.models import ApiToken, Body, Person
from gongkai.paper.as_json import report_from_dict
from gongkai.paper.report import Report
from gongkai.sheets.filled import Face, Figure, number


class Source(models.Model):
    """原件: the bytes as they came. They lie in the file store under their digest; the same digest is the same report."""

    digest = models.CharField("摘要（SHA-256）", max_length=64, unique=True)
    name = models.CharField("原文件名", max_length=255)
    size = models.PositiveBigIntegerField("字节数")
    received_on = models.DateField("收到日期")
    received_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="收到人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "原件"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(Exact(Length("digest"), 64)), name="source_digest_whole")
        ]

    def __str__(self) -> str:
        return self.name


class ReportPaper(models.Model):
    """年度报告: one report of one body for one year; held, with the reason, until it is known whose and of which year."""

    source = models.OneToOneField(Source, models.PROTECT, related_name="paper", verbose_name="原件")
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="reports", verbose_name="机关"
    )
    year = models.PositiveSmallIntegerField("报告年度", null=True, blank=True)
    title = models.CharField("标题", max_length=300)
    published_on = models.DateField("发布日期", null=True, blank=True)
    held = models.CharField("待归属原因", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "年度报告"
        ordering: ClassVar = ["-year", "body__code", "pk"]
        indexes: ClassVar = [models.Index(fields=["body", "year"], name="report_body_year")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(body__isnull=False, year__isnull=False, held="") | ~Q(held=""),
                name="report_placed_or_held",
            )
        ]

    def __str__(self) -> str:
        return self.title


class Reading(models.Model):
    """读取结果: what this version of the reader finds in the original, with the findings when it is held against the
    checks, last year's report and the kind of its body. Kept as text: the order of cells is the paper's. Where people have
    corrected cells, ``corrected_json`` is the same with their layer on it, checked again; the counts are those shown."""

    paper = models.OneToOneField(ReportPaper, models.CASCADE, related_name="reading", verbose_name="年度报告")
    reader = models.CharField("读取程序版本", max_length=40)
    read_on = models.DateField("读取日期")
    form = models.CharField("表式", max_length=8, blank=True)
    report_json = models.TextField("报告")
    corrected_json = models.TextField("更正后的报告", blank=True, default="")
    errors = models.PositiveIntegerField("错误", default=0)
    questions = models.PositiveIntegerField("存疑", default=0)
    gaps = models.PositiveIntegerField("缺漏", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "读取结果"

    def __str__(self) -> str:
        return f"{self.paper}（{self.reader}）"

    @cached_property
    def as_read(self) -> Report:
        """The report as it was read, without corrections."""
        return report_from_dict(json.loads(self.report_json))

    @cached_property
    def report(self) -> Report:
        """The report as it stands: with the corrections."""
        return report_from_dict(json.loads(self.corrected_json)) if self.corrected_json else self.as_read


class PastReading(models.Model):
    """过去的读取结果: what an earlier reader found, kept when a later one found something else."""

    paper = models.ForeignKey(
        ReportPaper, models.CASCADE, related_name="past_readings", verbose_name="年度报告"
    )
    reader = models.CharField("读取程序版本", max_length=40)
    read_on = models.DateField("读取日期")
    report_json = models.TextField("报告")
    replaced_on = models.DateField("替换日期")

    class Meta:
        verbose_name = verbose_name_plural = "过去的读取结果"
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"{self.paper}（{self.reader}，{self.read_on:%Y-%m-%d}）"

    @cached_property
    def report(self) -> Report:
        """The report as it was read then."""
        return report_from_dict(json.loads(self.report_json))


class Correction(models.Model):
    """更正: what a person puts in the place of what was read, and why. Entries are only added: the last one of a cell
    stands, unless a further entry withdraws it (``withdraws``; then it has no figure)."""

    paper = models.ForeignKey(
        ReportPaper, models.CASCADE, related_name="corrections", verbose_name="年度报告"
    )
    cell = models.CharField("单元格", max_length=32)
    face = models.CharField(
        "填写内容", max_length=12, blank=True, choices=[(face.value, face.name) for face in Face]
    )
    value = models.CharField("数值", max_length=40, blank=True)
    reason = models.CharField("理由", max_length=500)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="更正人")
    on = models.DateField("更正日期")
    withdraws = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="withdrawal", verbose_name="撤回"
    )

    class Meta:
        verbose_name = verbose_name_plural = "更正"
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason=""), name="correction_has_reason"),
            models.CheckConstraint(
                condition=Q(withdraws__isnull=True) & ~Q(face="")
                | Q(withdraws__isnull=False, face="", value=""),
                name="correction_or_withdrawal",
            ),
            models.CheckConstraint(
                condition=Q(face=Face.NUMBER.value) & ~Q(value="") | ~Q(face=Face.NUMBER.value) & Q(value=""),
                name="correction_number_has_value",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paper} {self.cell}"

    @property
    def figure(self) -> Figure:
        """The figure it puts there."""
        if self.face != Face.NUMBER.value:
            return Figure(Face(self.face), None, "/" if self.face == Face.NOT_APPLICABLE.value else "")
        return number(Decimal(self.value) if "." in self.value else int(self.value))


class Upload(models.Model):
    """上传: what a person, or a program of theirs, handed in at one time."""

    by = models.ForeignKey(Person, models.PROTECT, related_name="uploads", verbose_name="上传人")
    on = models.DateField("上传日期")
    token = models.ForeignKey(
        ApiToken, models.PROTECT, null=True, blank=True, related_name="uploads", verbose_name="接口令牌"
    )

    class Meta:
        verbose_name = verbose_name_plural = "上传"
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [models.Index(fields=["on", "id"], name="upload_on")]

    def __str__(self) -> str:
        return f"{self.by} {self.on:%Y-%m-%d}"


class State(models.TextChoices):
    """What became of a file that was handed in."""

    WAITING = "waiting", "等待读取"
    ACCEPTED = "accepted", "已接收"
    KNOWN = "known", "已有同一份"
    HELD = "held", "待归属"
    UNREADABLE = "unreadable", "读不出"
    REFUSED = "refused", "未接收"


class UploadedFile(models.Model):
    """上传的文件: one file with what became of it, and why. Its bytes lie in the file store from the first moment;
    only of what is refused nothing is kept."""

    upload = models.ForeignKey(Upload, models.CASCADE, related_name="files", verbose_name="上传")
    name = models.CharField("文件名", max_length=255)
    digest = models.CharField("摘要（SHA-256）", max_length=64, blank=True)
    state = models.CharField("结果", max_length=12, choices=State, default=State.WAITING)
    says = models.CharField("说明", max_length=500, blank=True)
    paper = models.ForeignKey(
        ReportPaper, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="年度报告"
    )
    taken_up_at = models.DateTimeField("开始读取时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "上传的文件"
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=[code for code, _ in State.choices]), name="uploaded_file_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state=State.REFUSED) | Q(Exact(Length("digest"), 64)), name="uploaded_file_kept"
            ),
        ]

    def __str__(self) -> str:
        return self.name
