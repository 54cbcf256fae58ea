"""Applications with those who made them, and the numbers they are given."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from gongkai.law.applicants import applicants
from gongkai.law.outcomes import outcomes
from gongkai.law.procedure import official_procedure
from gongkai.law.receipt import channels
from gongkai.organisations.models import Body, Person

STATES = [(one.code, one.label) for one in official_procedure().states.values()]
CHANNELS = [(one.code, one.label) for one in channels().values()]
KINDS = [(one.code, one.label) for one in applicants().values()]
OUTCOMES = [(one.code, one.label) for one in outcomes().values()]


class NumberSeries(models.Model):
    """登记编号序号: the serial given last for a body in a year; it only grows, so that no number comes twice."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="application_series", verbose_name="机关")
    year = models.PositiveSmallIntegerField("年度")
    last = models.PositiveIntegerField("已用序号", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "登记编号序号"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "year"], name="application_series_once"),
        ]

    def __str__(self) -> str:
        return f"{self.body} {self.year}：{self.last}"


class Application(models.Model):
    """申请: one thing that somebody asks of one body. ``first_received_on`` is the day it counts by in the tables,
    ``received_on`` the day the law counts from (another one only after a wrong registration was corrected). From ``state``
    on, a cache of the replay that `taking` alone writes; ``counted_*`` is the first closing, which a reopened case keeps."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="applications", verbose_name="受理机关")
    number = models.CharField("登记编号", max_length=24)
    code_hash = models.CharField("查询码散列", max_length=64, unique=True)
    channel = models.CharField("申请渠道", max_length=16, choices=CHANNELS)
    evidence = models.JSONField("收到的凭据", default=dict)
    first_received_on = models.DateField("首次登记的收到日期")
    received_on = models.DateField("收到日期")
    registered_at = models.DateTimeField("登记时间")
    applicant_kind = models.CharField("申请人类别", max_length=16, choices=KINDS)
    title = models.CharField("标题", max_length=120)
    wanted = models.TextField("所需政府信息的内容描述")
    form = models.CharField("形式要求", max_length=200, blank=True)
    delivery = models.CharField("获取方式", max_length=200, blank=True)
    clerk = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="applications", verbose_name="经办人"
    )
    earlier = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="later", verbose_name="原申请"
    )
    split_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name="拆分自"
    )
    taken_over = models.BooleanField("中途补录的纸质案件", default=False)
    state = models.CharField("状态", max_length=16, choices=STATES)
    due_on = models.DateField("答复期限", null=True, blank=True)
    due_provisional = models.BooleanField("期限暂定", default=False)
    alarm_on = models.DateField("预警日期", null=True, blank=True)
    outcome = models.CharField("办理结果", max_length=40, blank=True, choices=OUTCOMES)
    article = models.CharField("依据条款", max_length=120, blank=True)
    closed_on = models.DateField("办结日期", null=True, blank=True)
    counted_on = models.DateField("首次办结日期", null=True, blank=True)
    counted_outcome = models.CharField("首次办理结果", max_length=40, blank=True, choices=OUTCOMES)

    class Meta:
        verbose_name = verbose_name_plural = "申请"
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [
            models.Index(fields=["body", "-id"], name="application_of_body"),
            models.Index(fields=["body", "state", "due_on"], name="application_by_clock"),
            models.Index(fields=["body", "first_received_on"], name="application_by_year"),
            models.Index(fields=["due_on"], condition=~Q(state="closed"), name="application_running"),
            models.Index(
                fields=["body", "due_on", "id"], condition=~Q(state="closed"), name="application_open_by_due"
            ),
            models.Index(
                fields=["body", "received_on", "id"],
                condition=~Q(state="closed"),
                name="application_open_by_day",
            ),
            models.Index(
                fields=["body", "closed_on", "id"], condition=Q(state="closed"), name="application_ended"
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "number"], name="application_number_once"),
            models.CheckConstraint(condition=~Q(number=""), name="application_numbered"),
            models.CheckConstraint(
                condition=Q(state="closed", closed_on__isnull=False)
                | (~Q(state="closed") & Q(closed_on__isnull=True)),
                name="application_closed_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Applicant(models.Model):
    """申请人: one of those who apply together, or the agent of one of them. ``sealed`` is an `Identity` in cipher, empty
    once it was disposed of; the hashes find repeats, which are a hint and no verdict."""

    application = models.ForeignKey(
        Application, models.PROTECT, related_name="applicants", verbose_name="申请"
    )
    sequence = models.PositiveSmallIntegerField("次序")
    kind = models.CharField("类别", max_length=16, choices=KINDS)
    is_agent_of = models.PositiveSmallIntegerField("代理第几位申请人", null=True, blank=True)
    sealed = models.TextField("身份信息（加密）", blank=True)
    document_hash = models.CharField("证件号码散列", max_length=64, blank=True)
    phone_hash = models.CharField("电话散列", max_length=64, blank=True)
    name_hash = models.CharField("姓名散列", max_length=64, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "申请人"
        ordering: ClassVar = ["application", "sequence"]
        indexes: ClassVar = [
            models.Index(fields=["document_hash"], name="applicant_by_document"),
            models.Index(fields=["phone_hash"], name="applicant_by_phone"),
            models.Index(fields=["name_hash"], name="applicant_by_name"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["application", "sequence"], name="applicant_sequence_once"),
        ]

    def __str__(self) -> str:
        return f"{self.application} 第 {self.sequence} 位"
