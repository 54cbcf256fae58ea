"""Reviews and suits against a body over its disclosure: each with its steps, their papers, and the defects for which a reply
was corrected. Of whoever brought them nothing is kept."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from gongkai.applications.models import Application
from gongkai.law.remedy_cases import (
    COLUMNS,
    INSTANCES,
    KINDS,
    PENDING,
    clocks,
    defects,
    results,
    states,
    steps,
)
from gongkai.organisations.models import Body, Person
from gongkai.organisations.sealing import unseal

CODES = [(one.code, one.label) for one in steps().values()]
STATES = [(one.code, one.label) for one in states().values()]
CLOCKS = [(one.code, one.label) for one in clocks().values()]
RESULTS = [(one.code, one.label) for one in results().values()]
DEFECTS = [(one.code, one.label) for one in defects().values()]


class Dispute(models.TextChoices):
    """What is fought over."""

    REPLY = "reply", "对答复不服"
    SILENCE = "silence", "逾期没有答复"
    THIRD_PARTY = "third_party", "第三方不服公开决定"
    PUBLICATION = "publication", "没有依法主动公开"
    FEE = "fee", "对收费不服"
    OTHER = "other", "其他"


class Remedy(models.Model):
    """复议、诉讼案件: one instance of a case against a body. ``kind`` is its row of table four; ``previous`` the review before
    the suit, or the instance before this one. From ``state`` on, a cache of the steps that `taking` alone writes."""

    body = models.ForeignKey(
        Body, models.PROTECT, related_name="remedies", verbose_name="被申请人（被告）机关"
    )
    kind = models.CharField("类别", max_length=8, choices=list(KINDS.items()))
    instance = models.CharField("审级", max_length=8, choices=list(INSTANCES.items()), default="first")
    previous = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="following", verbose_name="前一案件"
    )
    application = models.ForeignKey(
        Application, models.PROTECT, null=True, blank=True, related_name="remedies", verbose_name="所涉申请"
    )
    letter = models.CharField("所涉答复文号", max_length=60, blank=True)
    dispute = models.CharField("争议事项", max_length=12, choices=Dispute)
    title = models.CharField("案由", max_length=120)
    tribunal = models.CharField("复议机关（法院）", max_length=100)
    case_number = models.CharField("案号", max_length=60, blank=True)
    accepted_on = models.DateField("受理（立案）日期", null=True, blank=True)
    simple = models.BooleanField("适用简易程序", default=False)
    clerk = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="remedies", verbose_name="经办人"
    )
    registered_at = models.DateTimeField("登记时间")
    received_on = models.DateField("收到通知日期")
    state = models.CharField("状态", max_length=12, choices=STATES, default="open")
    due_what = models.CharField("最近期限", max_length=12, choices=CLOCKS, blank=True)
    due_on = models.DateField("期限", null=True, blank=True)
    result = models.CharField("结果", max_length=32, choices=RESULTS, blank=True)
    column = models.CharField(
        "表四的列", max_length=12, choices=[*COLUMNS.items(), (PENDING, "尚未审结")], default=PENDING
    )
    decided_on = models.DateField("收到决定、裁判的日期", null=True, blank=True)
    reopens = models.BooleanField("须重新办理申请", default=False)
    reopened_on = models.DateField("重新办理的日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "复议、诉讼案件"
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [
            models.Index(fields=["body", "-id"], name="remedy_of_body"),
            models.Index(fields=["body", "received_on"], name="remedy_by_year"),
            models.Index(fields=["due_on"], condition=Q(due_on__isnull=False), name="remedy_by_clock"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=list(KINDS)), name="remedy_kind_known"),
            models.CheckConstraint(
                condition=Q(kind="review", instance="first") | ~Q(kind="review"),
                name="remedy_review_is_first",
            ),
            models.CheckConstraint(
                condition=Q(state="decided", decided_on__isnull=False)
                | (~Q(state="decided") & Q(decided_on__isnull=True)),
                name="remedy_decided_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True) | Q(decided_on__gte=F("received_on")),
                name="remedy_decided_after_received",
            ),
            models.UniqueConstraint(
                fields=["body", "instance", "tribunal", "case_number"],
                condition=~Q(case_number=""),
                name="remedy_case_number_once",
            ),
        ]

    def __str__(self) -> str:
        return self.case_number or self.title


class RemedyStep(models.Model):
    """案件步骤: something that happened in a case on a day, in the order it was recorded; rows are only added. ``facts``: what
    it says, days as ISO text."""

    remedy = models.ForeignKey(Remedy, models.PROTECT, related_name="steps", verbose_name="案件")
    position = models.PositiveIntegerField("序号")
    code = models.CharField("步骤", max_length=12, choices=CODES)
    on = models.DateField("日期")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="登记人")
    facts = models.JSONField("写明的内容", default=dict, blank=True)
    recorded_at = models.DateTimeField("记录时间")

    class Meta:
        verbose_name = verbose_name_plural = "案件步骤"
        ordering: ClassVar = ["remedy", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["remedy", "position"], name="remedy_step_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_code_display()} {self.on}"


class RemedyPaper(models.Model):
    """案件材料: a file that came with a step. Its name may be personal, so it is in cipher."""

    step = models.ForeignKey(RemedyStep, models.PROTECT, related_name="papers", verbose_name="步骤")
    order = models.PositiveSmallIntegerField("次序")
    digest = models.CharField("文件摘要值", max_length=64)
    sealed_name = models.TextField("文件名（加密）", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "案件材料"
        ordering: ClassVar = ["step", "order"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["step", "order"], name="remedy_paper_once"),
        ]

    def __str__(self) -> str:
        return f"{self.step} 附件 {self.order}"

    @property
    def name(self) -> str:
        """The file's name in clear."""
        return unseal(self.sealed_name)


class Defect(models.Model):
    """被纠正的原因: one of the kinds of `law.remedy_cases` that the decision in force names."""

    remedy = models.ForeignKey(Remedy, models.PROTECT, related_name="defects", verbose_name="案件")
    kind = models.CharField("原因", max_length=16, choices=DEFECTS)

    class Meta:
        verbose_name = verbose_name_plural = "被纠正的原因"
        ordering: ClassVar = ["remedy", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["remedy", "kind"], name="defect_once"),
        ]

    def __str__(self) -> str:
        return f"{self.remedy}：{self.get_kind_display()}"
