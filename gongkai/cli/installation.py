"""Importing this module makes Django ready, for the commands of ``gongkai`` that need the database."""

from __future__ import annotations

import os

import django
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.settings")
django.setup()


def complaint() -> str:
    """Why the database cannot be worked with, as a sentence; "" where it can."""
    try:
        executor = MigrationExecutor(connection)
    except DatabaseError as error:
        return f"数据库打不开：{error}"
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return "数据库还没有更新到本版，先运行 python manage.py migrate。"
    return ""
