"""Who is told what: notices, whom they reached, the messages about them, and how each person wants to be told."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from gongkai.organisations.models import Body, Person


class Notice(models.Model):
    """提醒: something that the holders of a post of a body (or one person) have to know, until it is done. ``step`` is
    how far up the ladder it went and ``next_at`` when it goes on, if nobody reacts."""

    key = models.CharField("键", max_length=200, unique=True)
    kind = models.CharField("类别", max_length=64)
    body = models.ForeignKey(Body, models.PROTECT, related_name="notices", verbose_name="机关")
    post = models.CharField("岗位", max_length=24)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="指定人员"
    )
    says = models.CharField("内容", max_length=300)
    link = models.CharField("地址", max_length=300, blank=True)
    due = models.DateField("期限", null=True, blank=True)
    rank = models.PositiveSmallIntegerField("次序", default=50)
    told_at = models.DateTimeField("发出时间")
    step = models.PositiveSmallIntegerField("梯级", default=0)
    next_at = models.DateTimeField("下一步时间", null=True, blank=True)
    done_at = models.DateTimeField("办结时间", null=True, blank=True)
    done_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="办结人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "提醒"
        ordering: ClassVar = ["rank", "due", "pk"]
        indexes: ClassVar = [
            models.Index(
                fields=["body", "post"], condition=Q(done_at__isnull=True), name="notice_open_by_post"
            ),
            models.Index(fields=["next_at"], condition=Q(done_at__isnull=True), name="notice_open_by_step"),
        ]

    def __str__(self) -> str:
        return self.says

    @property
    def page(self) -> str:
        """Where it stands in the office."""
        return f"/office/notices/{self.pk}/"


class Telling(models.Model):
    """告知: a notice reached a person, at a step of the ladder."""

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="tellings", verbose_name="提醒")
    person = models.ForeignKey(Person, models.PROTECT, related_name="tellings", verbose_name="人员")
    step = models.PositiveSmallIntegerField("梯级")
    told_at = models.DateTimeField("告知时间")
    read_at = models.DateTimeField("阅读时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "告知"
        ordering: ClassVar = ["notice", "step", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["notice", "person"], name="telling_once_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.notice} → {self.person}"


class Reach(models.Model):
    """接收方式: how a person wants to be told besides the workbench."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="reach", verbose_name="人员")
    mail = models.EmailField("电子邮箱", blank=True)
    by_mail = models.BooleanField("发电子邮件", default=False)
    by_robot = models.BooleanField("在工作群里提醒", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "接收方式"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(by_mail=False) | ~Q(mail=""), name="reach_by_mail_needs_address"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} 的接收方式"


class Channel(models.TextChoices):
    """Ways out of the platform."""

    MAIL = "mail", "电子邮件"
    ROBOT = "robot", "工作群"


class Message(models.Model):
    """外发消息: goes out at least once under its key, which stands in its header. ``to`` is the code of a robot; a
    person's address is looked up when it is sent and stands nowhere else."""

    key = models.CharField("键", max_length=64, unique=True)
    notice = models.ForeignKey(Notice, models.CASCADE, related_name="messages", verbose_name="提醒")
    channel = models.CharField("方式", max_length=8, choices=Channel)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="收件人"
    )
    to = models.CharField("工作群", max_length=64, blank=True)
    made_at = models.DateTimeField("生成时间")
    attempts = models.PositiveSmallIntegerField("已试次数", default=0)
    sent_at = models.DateTimeField("送出时间", null=True, blank=True)
    failed_at = models.DateTimeField("未送达", null=True, blank=True)
    says = models.CharField("说明", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "外发消息"
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [
            models.Index(
                fields=["failed_at"], condition=Q(failed_at__isnull=False), name="message_undelivered"
            )
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(channel="mail", person__isnull=False) | (Q(channel="robot") & ~Q(to="")),
                name="message_has_receiver",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} {self.key[:8]}"
