"""The database itself refuses to change what somebody rehearsed or answered; words can be erased, nothing else."""

from django.db import migrations

KEPT = ("attempt_id", "number", "task", "choice", "verdict", "step", "length", "minutes", "at")
SAME = " AND ".join(f"NEW.{name} = OLD.{name}" for name in KEPT)
GUARDS = {  # table: what may still be updated, what may still be deleted
    "training_rehearsaledition": ("FALSE", "FALSE"),
    "training_rehearsalanswer": (f"NEW.words = '' AND {SAME}", "FALSE"),
    "training_rehearsalattempt": ("OLD.ended IS NULL", "FALSE"),
    "training_followup": ("OLD.answered IS NULL", "OLD.answered IS NULL"),
}
REFUSAL = "what was rehearsed is append-only"


def names(table):
    return f"{table}_kept_update", f"{table}_kept_delete"


def forbid_changes(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    if vendor == "postgresql":
        schema_editor.execute(
            "CREATE OR REPLACE FUNCTION training_rehearsals_kept() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
        )
    for table, (update, delete) in GUARDS.items():
        for name, change, allowed in zip(names(table), ("UPDATE", "DELETE"), (update, delete)):
            if vendor == "postgresql":
                schema_editor.execute(
                    f"CREATE TRIGGER {name} BEFORE {change} ON {table} FOR EACH ROW WHEN (NOT ({allowed})) "
                    "EXECUTE FUNCTION training_rehearsals_kept()"
                )
            elif vendor == "sqlite":
                schema_editor.execute(
                    f"CREATE TRIGGER {name} BEFORE {change} ON {table} WHEN NOT ({allowed}) "
                    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
                )


def allow_changes(apps, schema_editor):
    postgresql = schema_editor.connection.vendor == "postgresql"
    for table in GUARDS:
        for name in names(table):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}" + (f" ON {table}" if postgresql else ""))


class Migration(migrations.Migration):
    dependencies = [("training", "0005_rehearsals")]
    operations = [migrations.RunPython(forbid_changes, allow_changes)]
