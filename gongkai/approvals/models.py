"""Matters that are decided on: what was presented, who wrote it, the steps it has to pass, and each decision. All but the
matter itself are only ever added; ``guards.toml`` has the database refuse the rest."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from gongkai.organisations.models import Body, Person, Post


class Kind(models.TextChoices):
    """What a step is for."""

    REVIEW = "review", "核稿"
    SECRECY = "secrecy", "保密审查"
    PRIVACY = "privacy", "隐私审查"
    LEGAL = "legal", "法制审核"
    COUNTERSIGN = "countersign", "会签"
    SIGNATURE = "signature", "签发"


class State(models.TextChoices):
    """Where a matter stands."""

    OPEN = "open", "审签中"
    PASSED = "passed", "已通过"
    RETURNED = "returned", "已退回"
    RECALLED = "recalled", "已撤回"


class Outcome(models.TextChoices):
    """What somebody decides. ``SILENT``: the term of a 会签 is over and silence counts as consent."""

    APPROVE = "approve", "同意"
    RETURN = "return", "退回"
    ABSTAIN = "abstain", "回避"
    SILENT = "silent", "逾期未复，视为同意"


class Matter(models.Model):
    """审签事项: something of a body that needs decisions. ``subject`` names it in its own package
    ("catalogue.Item:12"); ``turn`` counts how often it was presented; ``waiting`` is the order of the steps whose turn
    it is. ``keeper`` looks after it: the author, until they hand it over."""

    subject = models.CharField("事项标识", max_length=120, db_index=True)
    chain = models.CharField("审批链", max_length=32)
    body = models.ForeignKey(Body, models.PROTECT, related_name="matters", verbose_name="机关")
    title = models.CharField("名称", max_length=300)
    author = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="送审人")
    keeper = models.ForeignKey(Person, models.PROTECT, related_name="matters", verbose_name="经办人")
    digest = models.CharField("摘要值", max_length=64)
    turn = models.PositiveIntegerField("送审次数", default=1)
    state = models.CharField("状态", max_length=16, choices=State, default=State.OPEN)
    waiting = models.PositiveSmallIntegerField("进行到", null=True, blank=True)
    emergency_reason = models.CharField("应急理由", max_length=300, blank=True)
    begun_on = models.DateField("送审日期")
    passed_on = models.DateField("通过日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "审签事项"
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [
            models.Index(fields=["body", "begun_on"], name="matter_of_body"),
            models.Index(fields=["waiting"], condition=Q(waiting__isnull=False), name="matter_waiting"),
            models.Index(fields=["keeper", "state"], name="matter_kept"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="matter_state_known"),
            models.UniqueConstraint(
                fields=["subject"], condition=Q(state__in=["open", "returned"]), name="matter_one_open"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Presentation(models.Model):
    """送审稿: the content as it was presented in a turn, in its canonical form."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="presentations", verbose_name="事项")
    turn = models.PositiveIntegerField("第几次送审")
    digest = models.CharField("摘要值", max_length=64)
    content = models.TextField("内容")
    note = models.CharField("修改说明", max_length=300, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="送审人")
    at = models.DateTimeField("送审时间")

    class Meta:
        verbose_name = verbose_name_plural = "送审稿"
        ordering: ClassVar = ["matter", "turn"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["matter", "turn"], name="presentation_turn_once")
        ]

    def __str__(self) -> str:
        return f"{self.matter}（第 {self.turn} 次送审）"


class Writer(models.Model):
    """撰稿人: the author of a matter, or somebody who edited it; none of them decides on it."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="writers", verbose_name="事项")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="人员")

    class Meta:
        verbose_name = verbose_name_plural = "撰稿人"
        constraints: ClassVar = [models.UniqueConstraint(fields=["matter", "person"], name="writer_once")]

    def __str__(self) -> str:
        return f"{self.person}：{self.matter}"


class Step(models.Model):
    """审签步骤: what has to be decided, copied from the chain when the matter was begun. ``apart``: steps of the same
    group are for different people. ``may_follow``: may come after publication in an emergency. ``due`` and ``silence``
    are of a 会签."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="steps", verbose_name="事项")
    code = models.CharField("代码", max_length=40)
    says = models.CharField("名称", max_length=60)
    kind = models.CharField("类别", max_length=16, choices=Kind)
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name="机关")
    post = models.CharField("岗位", max_length=24, choices=Post)
    order = models.PositiveSmallIntegerField("次序")
    apart = models.CharField("分人办理组", max_length=16, blank=True)
    may_follow = models.BooleanField("应急时可补办", default=False)
    due = models.DateField("会签期限", null=True, blank=True)
    silence = models.BooleanField("逾期视为同意", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "审签步骤"
        ordering: ClassVar = ["matter", "order", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["matter", "code"], name="step_code_once"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="step_kind_known"),
            models.CheckConstraint(
                condition=Q(may_follow=False) | Q(kind="signature"), name="step_only_signature_follows"
            ),
            models.CheckConstraint(
                condition=Q(silence=False) | Q(kind="countersign", due__isnull=False),
                name="step_only_countersign_is_silent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.says}：{self.matter}"


class Decision(models.Model):
    """审签意见: what somebody decided about the content of one digest. ``person`` is nobody where silence decided;
    ``stand_in_for`` marks a decision of a stand-in (代). Name and post are those of the day."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="decisions", verbose_name="事项")
    step = models.ForeignKey(Step, models.PROTECT, related_name="decisions", verbose_name="步骤")
    turn = models.PositiveIntegerField("第几次送审")
    digest = models.CharField("摘要值", max_length=64)
    outcome = models.CharField("意见", max_length=16, choices=Outcome)
    reason = models.CharField("理由", max_length=1000, blank=True)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="decisions", verbose_name="人员"
    )
    stand_in_for = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="代谁"
    )
    name = models.CharField("姓名", max_length=64, blank=True)
    post = models.CharField("岗位", max_length=64, blank=True)
    on = models.DateField("日期")
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "审签意见"
        ordering: ClassVar = ["matter", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="decision_outcome_known"),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(outcome="silent"), name="decision_by_somebody"
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=["return", "abstain"]) | ~Q(reason=""), name="decision_with_reason"
            ),
            models.UniqueConstraint(
                fields=["step", "turn"],
                condition=Q(outcome__in=["approve", "silent"]),
                name="decision_one_approval",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step.says}：{self.get_outcome_display()}"


class AddedStep(models.Model):
    """增设步骤: a step that a body adds to a chain for its own matters; none can be taken away from a chain."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="added_steps", verbose_name="机关")
    chain = models.CharField("审批链", max_length=32)
    code = models.CharField("代码", max_length=40)
    says = models.CharField("名称", max_length=60)
    kind = models.CharField("类别", max_length=16, choices=Kind)
    post = models.CharField("岗位", max_length=24, choices=Post)
    order = models.PositiveSmallIntegerField("次序")
    since = models.DateField("启用日期")
    until = models.DateField("停用日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "增设步骤"
        ordering: ClassVar = ["body", "chain", "order", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["body", "chain", "code"], condition=Q(until__isnull=True), name="added_step_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.body}：{self.says}"
