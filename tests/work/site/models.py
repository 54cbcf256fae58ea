"""A line per thing done. Nothing keeps it from standing there twice but what is being tested."""

from __future__ import annotations

from django.db import models


class Line(models.Model):
    """Something was done, by the web or by a worker."""

    key = models.CharField(max_length=32)
    where = models.CharField(max_length=8)

    class Meta:
        app_label = "site"

    def __str__(self) -> str:
        return f"{self.key} {self.where}"
