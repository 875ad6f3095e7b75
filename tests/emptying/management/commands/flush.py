from importlib import import_module
from typing import Any

from django.apps import apps
from django.core.management.commands import flush
from django.db import connections

trail = import_module("rounds.accounts.migrations.0003_guard_trail")
figures = import_module("rounds.directory.migrations.0021_figures_append_only")
register = import_module("rounds.directory.migrations.0002_append_only")
screening = import_module("rounds.screening.migrations.0002_append_only")


class Command(flush.Command):
    def handle(self, **options: Any) -> None:
        with connections[options["database"]].schema_editor() as editor:
            trail.unguard(apps, editor)
            for guarded in (screening, register, figures):
                guarded.GUARD.allow(apps, editor)
        super().handle(**options)
        with connections[options["database"]].schema_editor() as editor:
            trail.guard(apps, editor)
            for guarded in (screening, register, figures):
                guarded.GUARD.forbid(apps, editor)
