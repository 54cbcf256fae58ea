"""What a person keeps on their desk: views of lists under a name, and forms not yet handed in."""

from __future__ import annotations

import json
from typing import ClassVar, cast

from django.db import models

from gongkai.organisations.models.people import Person
from gongkai.organisations.sealing import unseal


class SavedView(models.Model):
    """常用查询: the question a person asks of a list again and again, under a name of their own. ``query`` is the part of
    the address behind the question mark."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="saved_views", verbose_name="人员")
    listing = models.CharField("列表", max_length=64)
    name = models.CharField("名称", max_length=30)
    query = models.CharField("查询条件", max_length=1000)

    class Meta:
        verbose_name = verbose_name_plural = "常用查询"
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "listing", "name"], name="saved_view_one_name")
        ]

    def __str__(self) -> str:
        return self.name


class Draft(models.Model):
    """草稿: what a person has typed into a form and not handed in. ``form`` is the code of the form, ``subject`` what it is
    about ("" for something new), ``sealed`` the inputs in cipher: what is typed may be of an applicant."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="drafts", verbose_name="人员")
    form = models.CharField("表单", max_length=64)
    subject = models.CharField("对象", max_length=64, blank=True)
    sealed = models.TextField("内容（加密）")
    page = models.CharField("页面", max_length=500)
    title = models.CharField("标题", max_length=200)
    kept_at = models.DateTimeField("保存时间", db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = "草稿"
        ordering: ClassVar = ["-kept_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "form", "subject"], name="draft_one_a_form")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def fields(self) -> dict[str, list[str]]:
        """The inputs by name, each a list of what it holds."""
        return cast(dict[str, list[str]], json.loads(unseal(self.sealed)))
