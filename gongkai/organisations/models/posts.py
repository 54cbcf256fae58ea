"""Posts, and who holds them from which day to which."""

from __future__ import annotations

from typing import ClassVar, Final

from django.db import models
from django.db.models import F, Q

from gongkai.organisations.models.bodies import Body
from gongkai.organisations.models.people import Person


class Post(models.TextChoices):
    """What a person may be to a body. The words are those of the 条例 and of the protection of systems by grade."""

    INFORMATION_OFFICER = "information_officer", "信息员"
    REVIEWER = "reviewer", "审核"
    SECRECY_REVIEWER = "secrecy_reviewer", "保密审查"
    LEGAL_REVIEWER = "legal_reviewer", "法制审核"
    SIGNATORY = "signatory", "签发"
    APPLICATION_CLERK = "application_clerk", "依申请经办"
    COMPETENT_AUTHORITY = "competent_authority", "主管部门"
    INSPECTOR = "inspector", "监督"
    SYSTEM_OFFICER = "system_officer", "系统管理员"
    SECURITY_OFFICER = "security_officer", "安全管理员"
    AUDIT_OFFICER = "audit_officer", "审计管理员"


# 三员分立: whoever is one of these is nothing else.
OFFICERS: Final = (Post.SYSTEM_OFFICER, Post.SECURITY_OFFICER, Post.AUDIT_OFFICER)


class Holding(models.Model):
    """任职: a person holds a post of a body from a day on (``until`` is the first day it no longer holds). With
    ``stand_in_for`` it is the second half of a pair (AB 岗): whoever steps in for that holding."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="holdings", verbose_name="人员")
    body = models.ForeignKey(Body, models.PROTECT, related_name="holdings", verbose_name="机关")
    post = models.CharField("岗位", max_length=24, choices=Post)
    since = models.DateField("任职日期")
    until = models.DateField("卸任日期", null=True, blank=True)
    stand_in_for = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="stand_ins", verbose_name="为谁替岗"
    )

    class Meta:
        verbose_name = verbose_name_plural = "任职"
        ordering: ClassVar = ["body__code", "post", "since", "pk"]
        indexes: ClassVar = [models.Index(fields=["body", "post"], name="holding_body_post")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(post__in=[code for code, _ in Post.choices]), name="holding_post_known"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="holding_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=["person", "body", "post"],
                condition=Q(until__isnull=True),
                name="holding_one_open",
                violation_error_message="此人已任该机关这一岗位。",
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(until__isnull=True, post__in=[post.value for post in OFFICERS]),
                name="holding_one_officer",
                violation_error_message="系统、安全、审计三员互斥，一人只能任其一。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}：{self.body}{self.get_post_display()}"

    @property
    def rank(self) -> tuple[int, bool]:
        """Where it stands in a list: in the order of the posts, stand-ins after those they step in for."""
        return Post.values.index(self.post), self.stand_in_for_id is not None
