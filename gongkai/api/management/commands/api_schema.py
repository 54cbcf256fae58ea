"""``manage.py api_schema``: print the schema of the interface, as it stands in docs/api/openapi.json."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from gongkai.api.pages import schema_text


class Command(BaseCommand):
    """Prints and changes nothing."""

    help = "打印接口的 OpenAPI 描述（docs/api/openapi.json）。"

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(schema_text(), ending="")
