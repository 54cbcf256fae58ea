"""Keys of other programs: what they may do for which body, and what they were answered under a key of their own."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from gongkai.organisations.models.bodies import Body
from gongkai.organisations.models.people import Person


class ApiToken(models.Model):
    """接口令牌: lets a program act for a body within what its owner may do there. Only a digest of the secret is kept;
    ``hint`` is how the secret begins. ``actions`` are codes of the access table, parted by blanks."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="api_tokens", verbose_name="机关")
    owner = models.ForeignKey(Person, models.PROTECT, related_name="api_tokens", verbose_name="责任人")
    purpose = models.CharField("用途", max_length=60)
    actions = models.CharField("可办的事", max_length=500)
    secret = models.CharField("密钥摘要（SHA-256）", max_length=64, unique=True)
    hint = models.CharField("密钥开头", max_length=12)
    made_on = models.DateField("生成日期")
    expires_on = models.DateField("到期日期")
    used_at = models.DateTimeField("最近使用", null=True, blank=True)
    revoked_on = models.DateField("作废日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "接口令牌"
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(expires_on__gte=models.F("made_on")), name="api_token_expires_after_made"
            ),
            models.CheckConstraint(condition=~Q(actions=""), name="api_token_may_do_something"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose}（{self.hint}…）"

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes of the actions, in order."""
        return tuple(self.actions.split())


class KeptAnswer(models.Model):
    """已答复的请求: what a program was answered under a key of its own, so that the same request sent again is answered
    the same and done once. ``request`` is a digest of what was asked."""

    token = models.ForeignKey(ApiToken, models.CASCADE, related_name="answers", verbose_name="接口令牌")
    key = models.CharField("幂等键", max_length=128)
    request = models.CharField("请求摘要（SHA-256）", max_length=64)
    status = models.PositiveSmallIntegerField("状态码")
    body = models.JSONField("答复")
    at = models.DateTimeField("答复时间", db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = "已答复的请求"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["token", "key"], name="kept_answer_once_a_key")
        ]

    def __str__(self) -> str:
        return self.key
