from importlib import import_module
from typing import Any

from django.apps import apps
from django.core.management.commands import flush
from django.db import connections

trail = import_module("rounds.accounts.migrations.0003_guard_trail")
screening = import_module("rounds.screening.migrations.0002_append_only")
prices = import_module("rounds.billing.migrations.0021_prices_and_points_append_only")
books = import_module("rounds.billing.migrations.0003_append_only")
register = import_module("rounds.directory.migrations.0002_append_only")
network = import_module("rounds.network.migrations.0002_append_only")
register = import_module("rounds.directory.migrations.0002_append_only")


class Command(flush.Command):
    def handle(self, **options: Any) -> None:
        with connections[options["database"]].schema_editor() as editor:
            trail.unguard(apps, editor)
            screening.GUARD.allow(apps, editor)
            prices.GUARD.allow(apps, editor)
            prices.loosen(apps, editor)
            books.GUARD.allow(apps, editor)
            network.GUARD.allow(apps, editor)
            register.GUARD.allow(apps, editor)
        super().handle(**options)
        with connections[options["database"]].schema_editor() as editor:
            trail.guard(apps, editor)
            screening.GUARD.forbid(apps, editor)
            prices.GUARD.forbid(apps, editor)
            prices.fix(apps, editor)
            books.GUARD.forbid(apps, editor)
            network.GUARD.forbid(apps, editor)
            register.GUARD.forbid(apps, editor)
