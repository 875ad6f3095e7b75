from importlib import import_module
from typing import Any

from django.apps import apps
from django.core.management.commands import flush
from django.db import connections

guard = import_module("rounds.accounts.migrations.0003_guard_trail")


class Command(flush.Command):
    def handle(self, **options: Any) -> None:
        with connections[options["database"]].schema_editor() as editor:
            guard.unguard(apps, editor)
        super().handle(**options)
        with connections[options["database"]].schema_editor() as editor:
            guard.guard(apps, editor)
