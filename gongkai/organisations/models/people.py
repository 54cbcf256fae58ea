"""People: whoever signs in."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from gongkai.organisations.models.bodies import Body


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
