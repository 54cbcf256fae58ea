"""Leading groups with the terms of their members, and legal advisers. They are named, not accounts."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from gongkai.organisations.models.bodies import Body


def _ends_after_start(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(until__isnull=True) | Q(until__gt=F("since")), name=f"{name}_ends_after_start"
    )


class LeadingGroup(models.Model):
    """领导小组: of a body, by a document, from a day on until it is dissolved."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="leading_groups", verbose_name="机关")
    name = models.CharField("名称", max_length=100)
    basis = models.CharField("成立文件", max_length=200, blank=True)
    since = models.DateField("成立日期")
    until = models.DateField("撤销日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "领导小组"
        ordering: ClassVar = ["body__code", "since", "pk"]
        constraints: ClassVar = [_ends_after_start("leading_group")]

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    """What a member is in the group, in the order they are listed."""

    LEADER = "leader", "组长"
    DEPUTY = "deputy", "副组长"
    MEMBER = "member", "成员"
    OFFICE = "office", "办公室"


class GroupMember(models.Model):
    """领导小组成员: somebody in a role, or the body that keeps the group's office, for a term."""

    group = models.ForeignKey(LeadingGroup, models.CASCADE, related_name="members", verbose_name="领导小组")
    role = models.CharField("组内职务", max_length=8, choices=Role)
    name = models.CharField("姓名（办公室：所设机构）", max_length=64)
    title = models.CharField("单位和职务", max_length=100, blank=True)
    since = models.DateField("任职日期")
    until = models.DateField("卸任日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "领导小组成员"
        ordering: ClassVar = ["group", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(role__in=[code for code, _ in Role.choices]), name="group_member_role_known"
            ),
            _ends_after_start("group_member"),
            models.UniqueConstraint(
                fields=["group", "name"], condition=Q(until__isnull=True), name="group_member_one_seat"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.name}"


class LegalAdviser(models.Model):
    """法律顾问: who advises a body in law, for a term."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="legal_advisers", verbose_name="机关")
    name = models.CharField("姓名", max_length=64)
    firm = models.CharField("执业机构", max_length=100, blank=True)
    since = models.DateField("聘任日期")
    until = models.DateField("解聘日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "法律顾问"
        ordering: ClassVar = ["body__code", "since", "pk"]
        constraints: ClassVar = [_ends_after_start("legal_adviser")]

    def __str__(self) -> str:
        return self.name
