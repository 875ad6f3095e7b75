from importlib import import_module
from typing import Any

from django.apps import apps
from django.core.management.commands import flush
from django.db import connections

trail = import_module("rounds.accounts.migrations.0003_guard_trail")
prices = import_module("rounds.billing.migrations.0021_prices_and_points_append_only")
GUARDS = [
    import_module(f"rounds.{name}").GUARD
    for name in (
        "screening.migrations.0002_append_only",
        "billing.migrations.0003_append_only",
        "billing.migrations.0021_prices_and_points_append_only",
        "directory.migrations.0002_append_only",
        "directory.migrations.0021_figures_append_only",
        "network.migrations.0002_append_only",
        "network.migrations.0021_groups_append_only",
    )
]


class Command(flush.Command):
    def handle(self, **options: Any) -> None:
        with connections[options["database"]].schema_editor() as editor:
            trail.unguard(apps, editor)
            prices.loosen(apps, editor)
            for guard in GUARDS:
                guard.allow(apps, editor)
        super().handle(**options)
        with connections[options["database"]].schema_editor() as editor:
            trail.guard(apps, editor)
            prices.fix(apps, editor)
            for guard in GUARDS:
                guard.forbid(apps, editor)
