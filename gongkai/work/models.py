"""What the queue of django-tasks-db lacks: when each scheduled run is due, what is done already, how often something may
be done, who is at work."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class ScheduleEntry(models.Model):
    """A line of ``schedule.toml`` in time: when it last ran and when it is due next."""

    code = models.CharField("代码", max_length=64, unique=True)
    last_run = models.DateTimeField("上次运行", null=True, blank=True)
    next_due = models.DateTimeField("下次运行")

    class Meta:
        verbose_name = verbose_name_plural = "定时任务"
        ordering: ClassVar = ["code"]

    def __str__(self) -> str:
        return self.code


class Done(models.Model):
    """Something that is done once and never again, under its key; written in the transaction of what was done."""

    key = models.CharField("键", max_length=200, unique=True)
    at = models.DateTimeField("完成时间", db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = "已完成的事"
        ordering: ClassVar = ["at"]

    def __str__(self) -> str:
        return self.key


class Allowance(models.Model):
    """How often something was done by one who may do it so often in a while; who that is stands there as a keyed hash
    only. The while begins with the first time."""

    key = models.CharField("键", max_length=64, unique=True)
    used = models.PositiveIntegerField("已用次数")
    until = models.DateTimeField("本段时间止于", db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = "次数限制"
        ordering: ClassVar = ["until"]

    def __str__(self) -> str:
        return self.key


class WorkerProcess(models.Model):
    """A process that runs tasks, for as long as it gives signs of life."""

    name = models.CharField("进程", max_length=64, unique=True)
    host = models.CharField("主机", max_length=200)
    pid = models.PositiveIntegerField("进程号")
    started_at = models.DateTimeField("启动时间")
    seen_at = models.DateTimeField("最近活动")

    class Meta:
        verbose_name = verbose_name_plural = "后台进程"
        ordering: ClassVar = ["started_at"]

    def __str__(self) -> str:
        return self.name

    @property
    def machine(self) -> str:
        """The name of its machine, without the number space of its processes."""
        return self.host.partition(" ")[0]
