"""What happened to an application: its steps, the papers they brought, and the parties that were asked."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from gongkai.applications.models.applications import Application
from gongkai.applications.sealing import unseal
from gongkai.law.procedure import official_procedure
from gongkai.law.terms import PARTIES
from gongkai.organisations.models import Person

CODES = [(one.code, one.label) for one in official_procedure().steps.values()]
ASKED = list(PARTIES.items())


class Step(models.Model):
    """步骤: something that happened to an application on a day; rows are only added. ``post``: who did it in the words of
    the procedure (a post, applicant, third_party). ``facts``: what it says, days as ISO text. ``from_paper``: it happened
    before the case was taken over from paper."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="steps", verbose_name="申请")
    position = models.PositiveIntegerField("序号")
    code = models.CharField("步骤", max_length=24, choices=CODES)
    on = models.DateField("日期")
    post = models.CharField("由谁办理", max_length=24)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="人员"
    )
    facts = models.JSONField("写明的内容", default=dict, blank=True)
    from_paper = models.BooleanField("补录", default=False)
    recorded_at = models.DateTimeField("记录时间")

    class Meta:
        verbose_name = verbose_name_plural = "步骤"
        ordering: ClassVar = ["application", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["application", "position"], name="step_position_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_code_display()} {self.on}"


class Paper(models.Model):
    """材料: a file that came with a step, by its digest in the file store. Its name may be personal, so it is in cipher."""

    step = models.ForeignKey(Step, models.PROTECT, related_name="papers", verbose_name="步骤")
    order = models.PositiveSmallIntegerField("次序")
    digest = models.CharField("文件摘要值", max_length=64)
    sealed_name = models.TextField("文件名（加密）", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "材料"
        ordering: ClassVar = ["step", "order"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["step", "order"], name="paper_order_once"),
        ]

    def __str__(self) -> str:
        return f"{self.step} 附件 {self.order}"

    @property
    def name(self) -> str:
        """The file's name in clear."""
        return unseal(self.sealed_name)


class Consultation(models.Model):
    """征求意见: a party that is asked for its opinion, under the key that the steps name it by. Its clock, opinion and
    what was decided come from the steps; ``code_hash`` lets the party in with the code of its letter."""

    application = models.ForeignKey(
        Application, models.PROTECT, related_name="consultations", verbose_name="申请"
    )
    key = models.CharField("代号", max_length=24)
    party = models.CharField("对象", max_length=8, choices=ASKED)
    sealed = models.TextField("名称和联系方式（加密）", blank=True)
    code_hash = models.CharField("答复码散列", max_length=64, unique=True)

    class Meta:
        verbose_name = verbose_name_plural = "征求意见"
        ordering: ClassVar = ["application", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["application", "key"], name="consultation_key_once"),
        ]

    def __str__(self) -> str:
        return f"{self.application}：{self.key}"
