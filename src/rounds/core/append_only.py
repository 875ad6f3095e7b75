"""Tables whose rows stay as they were written: the database itself refuses the rest, whoever asks it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.migrations import RunPython


@dataclass(frozen=True)
class AppendOnly:
    """Guards for a migration. Each table has two conditions in SQL: when a row may be updated, when deleted."""

    name: str
    refusal: str
    guards: Mapping[str, tuple[str, str]]

    @property
    def operation(self) -> RunPython:
        return RunPython(self.forbid, self.allow)

    def forbid(self, _apps: Any, schema_editor: Any) -> None:
        postgresql = schema_editor.connection.vendor == "postgresql"
        if postgresql:
            schema_editor.execute(
                f"CREATE OR REPLACE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{self.refusal}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
            )
        for table, conditions in self.guards.items():
            for change, allowed in zip(("UPDATE", "DELETE"), conditions, strict=True):
                begins = f"CREATE TRIGGER {trigger(table, change)} BEFORE {change} ON {table}"
                schema_editor.execute(
                    f"{begins} FOR EACH ROW WHEN (NOT ({allowed})) EXECUTE FUNCTION {self.name}()"
                    if postgresql
                    else f"{begins} WHEN NOT ({allowed}) BEGIN SELECT RAISE(ABORT, '{self.refusal}'); END"
                )

    def allow(self, _apps: Any, schema_editor: Any) -> None:
        postgresql = schema_editor.connection.vendor == "postgresql"
        for table in self.guards:
            for change in ("UPDATE", "DELETE"):
                of = f" ON {table}" if postgresql else ""
                schema_editor.execute(f"DROP TRIGGER IF EXISTS {trigger(table, change)}{of}")


def trigger(table: str, change: str) -> str:
    """
    >>> trigger("screening_decision", "UPDATE")
    'screening_decision_kept_update'
    """
    return f"{table}_kept_{change.lower()}"
