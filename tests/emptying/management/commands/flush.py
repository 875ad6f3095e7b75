from importlib import import_module
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management.commands import flush
from django.db import connections

import rounds

GUARDING = "*/migrations/*_append_only.py"
trail = import_module("rounds.accounts.migrations.0003_guard_trail")
prices = import_module("rounds.billing.migrations.0021_prices_and_points_append_only")
SOURCE = Path(rounds.__file__).parent
MODULES = [import_module(f"rounds.{path.parts[-3]}.migrations.{path.stem}") for path in sorted(SOURCE.glob(GUARDING))]
GUARDS = [module.GUARD for module in MODULES if hasattr(module, "GUARD")]


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
