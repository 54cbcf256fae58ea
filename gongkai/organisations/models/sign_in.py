"""What signing in needs to remember: open sessions, earlier passwords, recovery codes, and whether this database is the
demonstration's."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from gongkai.organisations.models.people import Person


class Session(AbstractBaseSession):
    """登录会话: where a person is signed in. ``session_key`` is a digest of the key in the cookie, so that who reads the
    database or a copy of it cannot take a session over."""

    person = models.ForeignKey(
        Person, models.CASCADE, null=True, related_name="sessions", verbose_name="人员"
    )
    address = models.CharField("来自", max_length=64, blank=True)
    device = models.CharField("设备", max_length=64, blank=True)
    begun_at = models.DateTimeField("登录时间", null=True)
    seen_at = models.DateTimeField("最近使用", null=True)

    class Meta(AbstractBaseSession.Meta):
        verbose_name = verbose_name_plural = "登录会话"


class PastPassword(models.Model):
    """用过的密码: what a person signed in with from a day on, as the hash that was stored. The last one is the present
    one; ``one_time`` means that somebody else gave it and it has to be changed at the first sign-in."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="past_passwords", verbose_name="人员")
    encoded = models.CharField("密码散列", max_length=128)
    set_on = models.DateField("设置日期")
    one_time = models.BooleanField("一次性", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "用过的密码"
        ordering: ClassVar = ["person", "pk"]

    def __str__(self) -> str:
        return f"{self.person}（{self.set_on:%Y-%m-%d} 起）"


class RecoveryCode(models.Model):
    """恢复码: stands in for the second factor once; only its keyed hash is kept."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="recovery_codes", verbose_name="人员")
    digest = models.CharField("散列", max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "恢复码"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "digest"], name="recovery_code_once_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.person}的恢复码"


class Demonstration(models.Model):
    """演示标志: a row here says that this database is the demonstration's, where the accounts of it may sign in."""

    begun_on = models.DateField("载入日期")

    class Meta:
        verbose_name = verbose_name_plural = "演示标志"

    def __str__(self) -> str:
        return f"演示（{self.begun_on:%Y-%m-%d} 载入）"


class DemonstrationAccount(models.Model):
    """演示账号: a mark on an account whose password is printed for everybody to see."""

    person = models.OneToOneField(
        Person, models.CASCADE, related_name="demonstration_account", verbose_name="人员"
    )

    class Meta:
        verbose_name = verbose_name_plural = "演示账号"

    def __str__(self) -> str:
        return f"演示账号：{self.person}"
