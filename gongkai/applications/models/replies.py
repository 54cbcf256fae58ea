"""What is proposed in a case and needs others: the draft of a reply, and the correction of a wrong registration."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from gongkai.applications.models.applications import OUTCOMES, Application
from gongkai.applications.sealing import unseal
from gongkai.approvals.models import Matter
from gongkai.organisations.models import Person


class ReplyDraft(models.Model):
    """答复稿: outcome, article, what the decision says, and the words of the letter (in cipher: ``sealed_values``). From the
    handing-in on it has its ``matter`` and is frozen while that is open."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="replies", verbose_name="申请")
    outcome = models.CharField("办理结果", max_length=40, choices=OUTCOMES)
    article = models.CharField("依据条款", max_length=120)
    facts = models.JSONField("应写明的内容", default=dict, blank=True)
    sealed_values = models.TextField("文书内容（加密）", blank=True)
    author = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="拟稿人")
    made_at = models.DateTimeField("拟稿时间")
    digest = models.CharField("摘要值", max_length=64)
    frozen = models.BooleanField("已送审", default=False)
    matter = models.ForeignKey(
        Matter, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="审签事项"
    )

    class Meta:
        verbose_name = verbose_name_plural = "答复稿"
        ordering: ClassVar = ["application", "pk"]

    def __str__(self) -> str:
        return f"{self.application}：{self.get_outcome_display()}"


class ReplyPaper(models.Model):
    """随附材料: a file that is handed out with a reply, by its digest in the file store."""

    draft = models.ForeignKey(ReplyDraft, models.PROTECT, related_name="papers", verbose_name="答复稿")
    order = models.PositiveSmallIntegerField("次序")
    digest = models.CharField("文件摘要值", max_length=64)
    sealed_name = models.TextField("文件名（加密）", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "随附材料"
        ordering: ClassVar = ["draft", "order"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["draft", "order"], name="reply_paper_order_once"),
        ]

    def __str__(self) -> str:
        return f"{self.draft} 附件 {self.order}"

    @property
    def name(self) -> str:
        """The file's name in clear."""
        return unseal(self.sealed_name)


class ReplyHand(models.Model):
    """经手人: somebody who wrote in the draft of a reply; none of them may approve it."""

    draft = models.ForeignKey(ReplyDraft, models.PROTECT, related_name="hands", verbose_name="答复稿")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="人员")

    class Meta:
        verbose_name = verbose_name_plural = "答复稿经手人"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["draft", "person"], name="reply_hand_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person}：{self.draft}"


class Amendment(models.Model):
    """更正登记: a wrong registration, what it should have been and why; another person confirms it, and only then it counts."""

    application = models.ForeignKey(
        Application, models.PROTECT, related_name="amendments", verbose_name="申请"
    )
    evidence = models.JSONField("收到的凭据", default=dict)
    received = models.DateField("应登记的收到日期")
    reason = models.CharField("理由", max_length=300)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="提出人")
    at = models.DateTimeField("提出时间")
    second = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="核对人"
    )
    settled_at = models.DateTimeField("核对时间", null=True, blank=True)
    confirmed = models.BooleanField("核对属实", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "更正登记"
        ordering: ClassVar = ["application", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(second=F("by")), name="amendment_by_two"),
            models.UniqueConstraint(
                fields=["application"], condition=Q(settled_at__isnull=True), name="amendment_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application}：{self.received}"
