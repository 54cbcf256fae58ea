"""What stands around the cases: the mail room's list, what people ask for beside information, and the disposal of identities."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from gongkai.applications.models.applications import Application
from gongkai.organisations.models import Body, Person


class MailItem(models.Model):
    """收件: a postal item that the mail room signed for. Until somebody has registered it, or said that it is no application,
    it is open: a letter that lies about costs days of the term."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="mail_items", verbose_name="机关")
    number = models.CharField("邮件号码", max_length=64)
    carrier = models.CharField("寄递企业", max_length=60, blank=True)
    signed_on = models.DateField("签收日期")
    sealed_sender = models.TextField("寄件人（加密）", blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="导入人")
    at = models.DateTimeField("导入时间")
    application = models.ForeignKey(
        Application, models.PROTECT, null=True, blank=True, related_name="mail_items", verbose_name="申请"
    )
    other = models.CharField("不是申请的说明", max_length=200, blank=True)
    settled_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="对账人"
    )
    settled_at = models.DateTimeField("对账时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "收件"
        ordering: ClassVar = ["signed_on", "pk"]
        indexes: ClassVar = [
            models.Index(
                fields=["body", "signed_on"], condition=Q(settled_at__isnull=True), name="mail_item_open"
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "number"], name="mail_item_once"),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, application__isnull=True, other="")
                | Q(settled_at__isnull=False, application__isnull=False, other="")
                | (Q(settled_at__isnull=False, application__isnull=True) & ~Q(other="")),
                name="mail_item_settled_one_way",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Request(models.Model):
    """相关请求: what somebody may ask beside information: that a record about them be corrected (条例 第四十一条), or that
    something be published for all (条例 第四十四条). Neither runs on the clock of an application."""

    class Kind(models.TextChoices):
        """Which article."""

        CORRECTION = "correction", "更正与自身相关的政府信息记录"
        SUGGESTION = "suggestion", "建议主动公开"

    class Result(models.TextChoices):
        """What became of it."""

        OPEN = "", "办理中"
        DONE = "done", "已更正或者已纳入主动公开"
        PASSED_ON = "passed_on", "告知向有权机关提出"
        NOT_DONE = "not_done", "不予更正或者不予采纳"

    body = models.ForeignKey(Body, models.PROTECT, related_name="requests", verbose_name="机关")
    kind = models.CharField("类别", max_length=12, choices=Kind)
    about = models.CharField("涉及的信息", max_length=200)
    says = models.TextField("请求和理由")
    sealed = models.TextField("请求人（加密）", blank=True)
    application = models.ForeignKey(
        Application, models.PROTECT, null=True, blank=True, related_name="requests", verbose_name="申请"
    )
    made_on = models.DateField("提出日期")
    registered_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="登记人"
    )
    result = models.CharField("处理结果", max_length=12, choices=Result, blank=True)
    reason = models.CharField("处理说明", max_length=500, blank=True)
    settled_on = models.DateField("处理日期", null=True, blank=True)
    settled_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="处理人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "相关请求"
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [models.Index(fields=["body", "result"], name="request_of_body")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(result="", settled_on__isnull=True) | ~Q(result=""),
                name="request_settled_with_result",
            ),
        ]

    def __str__(self) -> str:
        return self.about


class Disposal(models.Model):
    """身份信息销毁: which cases of a body lost what tells who applied, when, on what basis; the cases themselves stay."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="disposals", verbose_name="机关")
    closed_before = models.DateField("办结于此日以前")
    basis = models.CharField("依据", max_length=200)
    cases = models.PositiveIntegerField("案件数")
    identities = models.PositiveIntegerField("身份信息条数")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="经办人")
    second = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="监销人")
    at = models.DateTimeField("销毁时间")

    class Meta:
        verbose_name = verbose_name_plural = "身份信息销毁"
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(basis=""), name="disposal_with_basis"),
        ]

    def __str__(self) -> str:
        return f"{self.body} {self.closed_before} 以前"
