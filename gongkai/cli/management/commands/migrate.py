"""``migrate`` as Django has it, with the guards of the tables taken away before and brought back after."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import migrate
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor

from gongkai.journal import guards


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        if options["app_label"] or _pending(connection):
            guards.drop(connection)  # a migration may rebuild a table, or change what is otherwise refused
        else:
            guards.renew(connection)
        try:
            super().handle(*args, **options)
        finally:
            guards.renew(connection)


def _pending(connection: BaseDatabaseWrapper) -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
