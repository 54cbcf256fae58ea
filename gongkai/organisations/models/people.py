"""People: whoever signs in, and the body they belong to over time."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from gongkai.organisations.models.bodies import Body, open_ended


class Person(AbstractBaseUser):
    """人员: somebody who signs in. The account name is all that is needed; there may be no e-mail on an intranet."""

    account = models.CharField("账号", max_length=64, unique=True)
    name = models.CharField("姓名", max_length=64)
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="people", verbose_name="所在机关"
    )
    is_active = models.BooleanField("在用", default=True)

    objects = BaseUserManager["Person"]()
    USERNAME_FIELD = "account"
    REQUIRED_FIELDS: ClassVar = ["name"]

    class Meta:
        verbose_name = verbose_name_plural = "人员"
        ordering: ClassVar = ["account"]

    def __str__(self) -> str:
        return self.name


class Stay(models.Model):
    """所在机关沿革: the body a person belongs to from a day on (``until`` is the first day it no longer holds)."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="stays", verbose_name="人员")
    body = models.ForeignKey(Body, models.PROTECT, related_name="stays", verbose_name="机关")
    since = models.DateField("到岗日期")
    until = models.DateField("离岗日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "所在机关沿革"
        ordering: ClassVar = ["person", "since"]
        constraints: ClassVar = open_ended("stay", "person")

    def __str__(self) -> str:
        return f"{self.person} 在 {self.body}（{self.since:%Y-%m-%d} 起）"
