"""Entries that are only ever added, the head of each chain, and the keys that link entries to a person."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

SEALED = (
    "chain",
    "number",
    "act",
    "account",
    "name",
    "post",
    "body",
    "body_name",
    "on",
    "at",
    "object",
    "reason",
    "before",
    "after",
    "subject",
    "looked",
    "key",
    "previous",
)


class Entry(models.Model):
    """操作记录: one act or one look, with the one who did it as of that day. Sealed over the columns of ``SEALED``."""

    pk = models.CompositePrimaryKey("chain", "number")
    chain = models.CharField("链", max_length=32, blank=True)
    number = models.PositiveBigIntegerField("序号")
    act = models.CharField("事项", max_length=100)
    account = models.CharField("账号", max_length=64, blank=True)
    name = models.CharField("姓名", max_length=64)
    post = models.CharField("岗位", max_length=200, blank=True)
    body = models.CharField("机构代码", max_length=32, blank=True)
    body_name = models.CharField("机关", max_length=100, blank=True)
    on = models.DateField("日期")
    at = models.DateTimeField("时间")
    object = models.CharField("对象", max_length=200, blank=True)
    reason = models.TextField("理由", blank=True)
    before = models.TextField("之前", blank=True)
    after = models.TextField("之后", blank=True)
    subject = models.CharField("当事人", max_length=64, blank=True)
    looked = models.BooleanField("查看")
    key = models.CharField("密钥编号", max_length=12)
    previous = models.CharField("上一条的校验值", max_length=64, blank=True)
    digest = models.CharField("校验值", max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "操作记录"
        ordering: ClassVar = ["chain", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["chain", "previous"], name="entry_no_fork"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["object"], name="entry_object"),
            models.Index(fields=["subject"], name="entry_subject", condition=~models.Q(subject="")),
        ]

    def __str__(self) -> str:
        return f"{self.chain or '平台'} 第 {self.number} 条：{self.act}"


class Head(models.Model):
    """链头: how many entries a chain has and the digest of the last, under a seal of its own."""

    chain = models.CharField("链", max_length=32, primary_key=True)
    count = models.PositiveBigIntegerField("条数", default=0)
    digest = models.CharField("末条的校验值", max_length=64, blank=True)
    key = models.CharField("密钥编号", max_length=12, blank=True)
    seal = models.CharField("校验值", max_length=64, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "链头"
        ordering: ClassVar = ["chain"]

    def __str__(self) -> str:
        return f"{self.chain or '平台'} {self.count} 条"


class SubjectKey(models.Model):
    """当事人密钥: half of what turns an identifier into the hash that entries carry; the other half is the key of the
    journal. Found by a keyed index of the identifier; without this row the hash leads to nobody."""

    handle = models.CharField("索引", max_length=64, unique=True)
    secret = models.CharField("密钥", max_length=64)
    key = models.CharField("密钥编号", max_length=12)

    class Meta:
        verbose_name = verbose_name_plural = "当事人密钥"

    def __str__(self) -> str:
        return f"当事人密钥 {self.pk}"
